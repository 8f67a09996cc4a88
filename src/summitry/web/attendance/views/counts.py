"""Live counts for whoever runs a convening, their files, and what is frozen of them."""

import csv
import datetime as dt
import io
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from summitry.core.convenings.attendance import AttendanceCounts
from summitry.core.errors import InvalidDataError
from summitry.data.countries import country_name
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import allows, demand
from summitry.web.attendance.actions import enter_phase, freeze_figures
from summitry.web.attendance.queries import (
    LiveCounts,
    Participant,
    count_now,
    participants,
)
from summitry.web.convenings.models import Convening, ConveningPhase
from summitry.web.convenings.views import find_convening
from summitry.web.delegations.models import CategoryKind
from summitry.web.evidence.models import Phase
from summitry.web.network.models import Organisation
from summitry.web.page.charts.bars import Bar, draw_bars
from summitry.web.page.charts.chart import Caption
from summitry.web.page.charts.funnel import FunnelRow, Stage, measure_funnel
from summitry.web.page.drawing import Figure, draw_figure

Name: TypeAlias = Callable[[str], str]
#: What a spreadsheet program would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@never_cache
@require_safe
def attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who is registered, was there and is online at this moment."""
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    now = timezone.now()
    live = count_now(convening, now)
    context = {
        "convening": convening,
        "tab": "attendance",
        "now": now,
        "live": live,
        "ways": _ways(live),
        "categories": _compare(live, "by_category", _name_category),
        "countries": _compare(live, "by_country", _name_country),
        "country_bars": _country_bars(live),
        "organisations": _compare(
            live, "by_organisation", _organisation_names(convening)
        ),
        "arrivals": _arrivals_chart(convening, live),
        "may_run": allows(request.user, "convenings.run", convening),
        "is_running": convening.phase == ConveningPhase.RUNNING,
    }
    return render(request, "attendance/counts.html", context)


def _ways(live: LiveCounts) -> list[dict[str, Any]]:
    """Return the totals by how people take part: key, words, registered, present."""
    return [
        {"key": key, "name": name, "registered": before, "present": there}
        for (key, name), before, there in zip(
            (
                ("total", pgettext("a total", "people")),
                ("in_person", gettext("in the room")),
                ("online", gettext("online")),
                ("both", gettext("of these both")),
                ("countries", gettext("countries and regions")),
                ("without_country", gettext("people who count for none")),
                ("organisations", gettext("organisations")),
            ),
            _totals(live.registered).values(),
            _totals(live.present).values(),
            strict=True,
        )
    ]


def _totals(counts: AttendanceCounts) -> dict[str, int]:
    return {
        "total": counts.total,
        "in_person": counts.in_person,
        "online": counts.online,
        "both": counts.by_mode.get("both", 0),
        "countries": counts.countries,
        "without_country": counts.without_country,
        "organisations": counts.organisations,
    }


def _compare(live: LiveCounts, group: str, name: Name) -> list[dict[str, Any]]:
    """Return registered and present by the keys of a group, the most present first."""
    before: Mapping[str, int] = getattr(live.registered, group)
    there: Mapping[str, int] = getattr(live.present, group)
    rows = [
        {
            "key": key,
            "name": name(key),
            "registered": before.get(key, 0),
            "present": there.get(key, 0),
        }
        for key in {**before, **there}
    ]
    return sorted(
        rows, key=lambda row: (-row["present"], -row["registered"], row["name"])
    )


def _name_category(kind: str) -> str:
    return str(CategoryKind(kind).label)


def _name_country(code: str) -> str:
    return country_name(code, get_language() or "en")


def _organisation_names(convening: Convening) -> Name:
    names = {
        one.slug: one.local_name
        for one in Organisation.objects.filter(
            delegations__desk__convening=convening
        ).only("slug", "name", "name_zh")
    }
    return lambda slug: names.get(slug, slug)


def _country_bars(live: LiveCounts) -> tuple[FunnelRow, ...]:
    rows = _compare(live, "by_country", _name_country)
    return measure_funnel(
        [Stage(row["name"], row["present"]) for row in rows if row["present"]]
    )


def _arrivals_chart(convening: Convening, live: LiveCounts) -> Figure | None:
    """Draw how many were first recorded in each hour of the last day with any."""
    if not live.arrivals:
        return None
    day = max(live.arrivals).date()
    hours = {hour: n for hour, n in live.arrivals.items() if hour.date() == day}
    first, last = min(hours), max(hours)
    steps = int((last - first) / dt.timedelta(hours=1)) + 1
    shown = [first + dt.timedelta(hours=step) for step in range(steps)]
    caption = Caption(
        gettext("Arrivals on %(day)s") % {"day": day.isoformat()},
        gettext("people by the hour in which they were first recorded"),
        gettext("check-ins and presence online"),
        gettext("People of %(name)s by hour of arrival on %(day)s")
        % {"name": convening.local_name, "day": day.isoformat()},
    )
    bars = [Bar(f"{hour:%H:%M}", hours.get(hour, 0)) for hour in shown]
    chart = draw_bars(bars, caption, label_heading=gettext("Hour"))
    return draw_figure(chart, name="arrivals")


@never_cache
@require_safe
def attendance_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Send the counts of this moment, without a name of a person, as CSV or JSON."""
    convening = find_convening(slug)
    demand(request.user, "convenings.staff", convening)
    if ending not in {"csv", "json"}:
        raise Http404
    now = timezone.now()
    live = count_now(convening, now)
    if ending == "json":
        return JsonResponse(
            _document(convening, live, now), json_dumps_params={"ensure_ascii": False}
        )
    return _send_csv(
        _rows(convening, live), f"{convening.slug}-attendance-{now:%Y%m%dT%H%M}"
    )


def _document(
    convening: Convening, live: LiveCounts, now: dt.datetime
) -> dict[str, Any]:
    groups = ("by_category", "by_country", "by_organisation")
    return {
        "convening": convening.slug,
        "as_of": now.isoformat(timespec="seconds"),
        "clock": f"{now.astimezone(zoneinfo.ZoneInfo(convening.time_zone)):%H:%M:%S}",
        "registered": _totals(live.registered),
        "present": _totals(live.present),
        "online_now": live.online_now,
        **{
            group: {
                "registered": getattr(live.registered, group),
                "present": getattr(live.present, group),
            }
            for group in groups
        },
        "sessions": [
            {
                "slug": one.session.slug,
                "name": one.session.name,
                "name_zh": one.session.name_zh,
                "starts_at": one.session.starts_at.isoformat(),
                "in_room": one.in_room,
                "online_now": one.online_now,
                "online_ever": one.online_ever,
            }
            for one in live.sessions
        ],
        "arrivals": [
            {"hour": hour.isoformat(), "people": people}
            for hour, people in live.arrivals.items()
        ],
    }


def _rows(convening: Convening, live: LiveCounts) -> Iterable[tuple[Any, ...]]:
    yield "group", "key", "name", "registered", "present", "online_now"
    before, there = _totals(live.registered), _totals(live.present)
    for key in before:
        now = live.online_now if key == "online" else ""
        yield "total", key, "", before[key], there[key], now
    groups: tuple[tuple[str, str, Name], ...] = (
        ("category", "by_category", _name_category),
        ("country", "by_country", _name_country),
        ("organisation", "by_organisation", _organisation_names(convening)),
    )
    for label, group, name in groups:
        for row in _compare(live, group, name):
            yield (
                label,
                row["key"],
                row["name"],
                row["registered"],
                row["present"],
                "",
            )
    for one in live.sessions:
        slug, name_of = one.session.slug, one.session.local_name
        yield "session in the room", slug, name_of, "", one.in_room, ""
        yield "session online", slug, name_of, "", one.online_ever, one.online_now
    for hour, people in live.arrivals.items():
        yield "arrivals in the hour", hour.isoformat(), "", "", people, ""


def _send_csv(rows: Iterable[Iterable[Any]], name: str) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    # The mark at the start tells spreadsheet programs that this is UTF-8.
    response = HttpResponse(
        text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _harmless(cell: object) -> object:
    """Keep a spreadsheet program from taking a name for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


@never_cache
@require_safe
def session_people(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    """Send who took part in one session, by name, as CSV, to who runs the convening."""
    convening = find_convening(slug)
    demand(request.user, "convenings.run", convening)
    found = get_object_or_404(convening.sessions, slug=session)
    zone = zoneinfo.ZoneInfo(convening.time_zone)
    header = (
        "name",
        "name_zh",
        "organisation",
        "category",
        "country",
        "registered_to_come",
        "in_the_room_at",
        "desk",
        "online_from",
        "online_until",
        "minutes_online",
    )
    rows = (_participant_row(one, zone) for one in participants(found))
    return _send_csv([header, *rows], f"{convening.slug}-{found.slug}-participants")


def _participant_row(one: Participant, zone: zoneinfo.ZoneInfo) -> tuple[Any, ...]:
    person, delegation = one.registration.person, one.registration.delegation
    return (
        person.name,
        person.name_zh,
        delegation.organisation.name,
        delegation.category.kind,
        one.registration.country,
        one.registration.mode,
        _moment(one.entered_at, zone),
        one.desk,
        _moment(one.joined_at, zone),
        _moment(one.seen_at, zone),
        one.minutes_online if one.joined_at else "",
    )


def _moment(moment: dt.datetime | None, zone: zoneinfo.ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else ""


@require_POST
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the count of this moment as the figures of the opening."""
    convening = find_convening(slug)
    by = cast("User", request.user)
    try:
        kept = freeze_figures(convening, Phase.OPENING, by=by, now=timezone.now())
    except InvalidDataError as error:
        messages.error(request, " ".join(error.errors.values()))
    else:
        said = gettext("%(n)s figures are frozen as they are now: %(figures)s.")
        figures = pgettext("between figures", ", ").join(
            f"{claim.field.local_title} {claim.value:.0f}" for claim in kept
        )
        messages.success(request, said % {"n": len(kept), "figures": figures})
    return redirect("desk_attendance", convening.slug)


@require_POST
def phase(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead a convening into its next phase; figures that end with the last are frozen."""
    convening = find_convening(slug)
    by = cast("User", request.user)
    wanted = request.POST.get("phase", "")
    try:
        moved = enter_phase(convening, wanted, by=by, now=timezone.now())
    except InvalidDataError as error:
        messages.error(request, " ".join(error.errors.values()))
    else:
        said = gettext("%(name)s is %(phase)s.")
        values = {"name": moved.local_name, "phase": moved.get_phase_display()}
        messages.success(request, said % values)
    return redirect("desk_convening", convening.slug)
