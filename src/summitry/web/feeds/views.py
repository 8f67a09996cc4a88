"""Feeds and calendars, and the pages of who follows by e-mail."""

from smtplib import SMTPException

from allauth.core.ratelimit import consume
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from summitry.web.feeds import actions
from summitry.web.feeds.downloads import (
    ATOM,
    ICALENDAR,
    JSON_FEED,
    Heading,
    latest,
    write_atom,
    write_calendar,
    write_json_feed,
)
from summitry.web.feeds.forms import FollowForm
from summitry.web.feeds.models import Frequency, Subscription
from summitry.web.feeds.queries import (
    EVERYTHING,
    Scope,
    find_deadlines,
    find_scope,
    find_to_confirm,
    find_to_leave,
    recent_news,
    waiting_with,
)
from summitry.web.feeds.queries.news import SECONDS_KEPT
from summitry.web.feeds.wording import (
    name_scope,
    say_entry,
    title_calendar,
    title_feed,
)
from summitry.web.network.models import Organisation, OrganisationKind

#: A feed has so many entries at most.
MOST_ENTRIES = 100
ENTRIES_A_PAGE = 20
#: A feed reader, or what stands between, need not ask again for so long.
SECONDS_FRESH = SECONDS_KEPT


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """Show what is new, and how to follow it."""
    return _show(request, EVERYTHING, None)


def _show(
    request: HttpRequest, scope: Scope, form: FollowForm | None, status: int = 200
) -> HttpResponse:
    news = recent_news(scope, timezone.now(), MOST_ENTRIES)[:ENTRIES_A_PAGE]
    entries = []
    for one in news:
        title, text = say_entry(one)
        day = one.last.date().isoformat()
        entries.append({"title": title, "text": text, "url": one.url, "day": day})
    networks = Organisation.objects.filter(kind=OrganisationKind.NETWORK)
    context = {
        "scope": scope,
        "entries": entries,
        "form": form,
        "networks": networks.order_by("name"),
    }
    return render(request, "feeds/feeds.html", context, status=status)


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
def feed(request: HttpRequest, ending: str) -> HttpResponse:
    """Send what is new everywhere."""
    return _send_news(request, EVERYTHING, ending)


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
def deadlines(request: HttpRequest) -> HttpResponse:
    """Send every deadline as a calendar."""
    return _send_deadlines(request, EVERYTHING)


@require_safe
@cache_control(public=True, max_age=SECONDS_FRESH)
def feed_of(request: HttpRequest, kind: str, slug: str, ending: str) -> HttpResponse:
    """Send what is new of a city, a network or a convening, or its deadlines."""
    scope = find_scope(kind, slug)
    if scope is None:
        raise Http404(gettext("There is nothing of this name to follow."))
    if ending == "ics":
        return _send_deadlines(request, scope)
    return _send_news(request, scope, ending)


def _send_news(request: HttpRequest, scope: Scope, ending: str) -> HttpResponse:
    news = recent_news(scope, timezone.now(), MOST_ENTRIES)
    heading = _heading(request, scope, title_feed(name_scope(scope)))
    atom = ending == "atom"
    answer = HttpResponse(
        write_atom(heading, news) if atom else write_json_feed(heading, news),
        content_type=ATOM if atom else JSON_FEED,
    )
    if news:
        answer["Last-Modified"] = http_date(latest(news).timestamp())
    answer["Content-Language"] = get_language() or "en"
    return answer


def _send_deadlines(request: HttpRequest, scope: Scope) -> HttpResponse:
    found = find_deadlines(scope, timezone.now().date())
    heading = _heading(request, scope, title_calendar(name_scope(scope)))
    answer = HttpResponse(write_calendar(heading, found), content_type=ICALENDAR)
    name = "-".join(filter(None, ("deadlines", scope.slug)))
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer


def _heading(request: HttpRequest, scope: Scope, title: str) -> Heading:
    return Heading(
        title=title,
        key=scope.key,
        site=f"{request.scheme}://{request.get_host()}",
        page=scope.url,
        address=request.path,
    )


# Without the cookie against forged requests, which would make every public page another
# one for each visitor: the request has no rights that somebody else could abuse.
@csrf_exempt
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Take an address to follow with; the answer is the same whoever follows already."""
    form = FollowForm(request.POST, auto_id="follow_%s")
    if not form.is_valid():
        scope = find_scope(request.POST.get("scope", ""), request.POST.get("slug", ""))
        return _show(request, scope or EVERYTHING, form, status=422)
    if not consume(request, action="follow"):
        return render(request, "429.html", status=429)
    wish = actions.Wish(
        form.cleaned_data["email"],
        form.found_scope,
        form.cleaned_data["frequency"],
        get_language() or "en",
    )
    try:
        actions.ask_to_follow(wish, now=timezone.now())
    except (OSError, SMTPException):
        title = gettext("The mail could not be sent")
        text = gettext("Nothing was kept. Please try again later.")
        return _tell(request, title, text, status=503)
    return redirect("follow_asked")


@require_safe
def follow_asked(request: HttpRequest) -> HttpResponse:
    """Say what happens next, whatever was known of the address."""
    return _tell(
        request,
        gettext("Please look into your mail"),
        gettext(
            "If this address does not follow yet, a link to confirm is on its way to it."
        ),
        note=gettext(
            "An address gets one such link in a day or two at most; the link of the "
            "last mail also shows what was asked for since."
        ),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an address asked for, and confirm what its reader ticks.

    Opening the link confirms nothing, since programs that check mails open links too.
    """
    found = find_to_confirm(token)
    if found is None:
        return _over(request)
    waiting = list(waiting_with(found))
    if request.method == "POST":
        ticked = {
            int(one) for one in request.POST.getlist("subscription") if one.isdecimal()
        }
        if actions.confirm(found, ticked, now=timezone.now()):
            return _confirmed(request)
    if not waiting:
        return _confirmed(request) if found.is_followed else _over(request)
    context = {
        "email": found.email,
        "waiting": [
            {
                "pk": one.pk,
                "name": _name(one),
                "frequency": Frequency(one.frequency).label,
                "chosen": one.pk == found.pk or len(waiting) == 1,
            }
            for one in waiting
        ],
    }
    return render(request, "feeds/confirm.html", context)


@never_cache
@csrf_exempt  # a mail program leaves by a POST of its own (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_leave(request: HttpRequest, token: str) -> HttpResponse:
    """Leave with one click, without an account; opening the link alone leaves nothing."""
    found = find_to_leave(token)
    if found is None:
        return _over(request)
    if request.method == "POST":
        actions.leave(found, now=timezone.now())
        return _left(request)
    if found.left_at is not None:
        return _left(request)
    context = {"email": found.email, "name": _name(found)}
    return render(request, "feeds/leave.html", context)


def _name(subscription: Subscription) -> str:
    scope = find_scope(subscription.scope, subscription.slug)
    return name_scope(scope) if scope else subscription.slug


def _confirmed(request: HttpRequest) -> HttpResponse:
    title = gettext("You follow")
    text = gettext(
        "The first mail comes when something is new, after a week or a month."
    )
    return _tell(request, title, text)


def _left(request: HttpRequest) -> HttpResponse:
    title = gettext("You have left")
    return _tell(request, title, gettext("No further mail is sent for this."))


def _over(request: HttpRequest) -> HttpResponse:
    title = gettext("This link does not work any more")
    text = gettext("It is too old, or not whole. You can ask for a new one.")
    return _tell(request, title, text, status=404)


def _tell(
    request: HttpRequest, title: str, text: str, *, note: str = "", status: int = 200
) -> HttpResponse:
    link = {"url": reverse("feeds"), "label": gettext("What is new, and how to follow")}
    context = {"title": title, "text": text, "note": note, "link": link}
    return render(request, "feeds/message.html", context, status=status)
