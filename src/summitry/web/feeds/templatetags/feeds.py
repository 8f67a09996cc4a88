"""Tags for pages that have a feed: links for programs, and the form to follow."""

from django import template
from django.forms import Form
from django.urls import reverse

from summitry.web.feeds.models import ScopeKind
from summitry.web.feeds.queries import find_scope
from summitry.web.feeds.wording import title_calendar, title_feed

register = template.Library()


def feed_address(kind: str, slug: str, ending: str) -> str:
    """Return the address of a feed in the language of the page."""
    if kind == ScopeKind.ALL:
        return (
            reverse("deadlines") if ending == "ics" else reverse("feed", args=[ending])
        )
    return reverse("feed_of", args=[kind, slug, ending])


def _addresses(kind: str, slug: str) -> dict[str, str]:
    return {
        ending: feed_address(kind, slug, ending) for ending in ("atom", "json", "ics")
    }


@register.inclusion_tag("feeds/_links.html")
def feed_links(kind: str, slug: str = "") -> dict[str, object]:
    """Write the links by which a program finds the feeds of a page."""
    scope = find_scope(kind, slug)
    return {
        "addresses": _addresses(kind, slug) if scope else None,
        "title": title_feed(scope) if scope else "",
        "calendar": title_calendar(scope) if scope else "",
    }


@register.inclusion_tag("feeds/_follow.html")
def follow(kind: str, slug: str = "", form: Form | None = None) -> dict[str, object]:
    """Write how to follow: the form for mails, feeds, the calendar.

    ``form`` is one that was sent and cannot be accepted.
    """
    return {
        "addresses": _addresses(kind, slug),
        "scope": kind,
        "slug": slug,
        "form": form,
        "known": find_scope(kind, slug) is not None,
    }
