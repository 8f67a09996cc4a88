"""Tags for pages that have a feed: links for programs, and the form to follow."""

from django import template
from django.forms import Form
from django.urls import reverse

from summitry.web.feeds.models import ScopeKind
from summitry.web.feeds.wording import title_calendar, title_feed

register = template.Library()


def _addresses(kind: str, slug: str) -> dict[str, str]:
    """Return the addresses of the feeds of a page, in its language, by their ending."""
    if kind == ScopeKind.ALL:
        return {
            "atom": reverse("feed", args=["atom"]),
            "json": reverse("feed", args=["json"]),
            "ics": reverse("deadlines"),
        }
    return {
        ending: reverse("feed_of", args=[kind, slug, ending])
        for ending in ("atom", "json", "ics")
    }


@register.inclusion_tag("feeds/_links.html")
def feed_links(kind: str, slug: str = "", name: str = "") -> dict[str, object]:
    """Write the links by which a program finds the feeds of a page."""
    return {
        "addresses": _addresses(kind, slug),
        "title": title_feed(name),
        "calendar": title_calendar(name),
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
    }
