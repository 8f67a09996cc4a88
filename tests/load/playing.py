"""The play from the first act to the verdict, and what is told of it."""

import json
import os
import re
import statistics
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import click
from tests.load import judging, recount
from tests.load.cast import dice, make_cast
from tests.load.doors import Door, check_everybody_in
from tests.load.lines import Line, Stopwatch, play as at_once
from tests.load.online import Online, follow
from tests.load.rush import Rush, learn_codes, refresh, register_all
from tests.load.site import prepared, served

_DESKS = 8
_MOST_STRANGERS = 120
_MOST_REFUSED = 20
_VISITED = ("", ".json", ".ics", "changes/", "print/")
_EACH_COUNT_S = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How large the play is and how it is judged."""

    delegates: int
    delegations: int
    minutes: float
    seed: int
    clients: int
    visitors: int
    p95_ms: float


@dataclass(slots=True)
class Play:
    """A play as it goes."""

    options: Options
    site: object
    cast: object
    stage: object
    watch: Stopwatch = field(default_factory=Stopwatch)
    checks: dict[str, str] = field(default_factory=dict)
    figures: dict[str, object] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def tables(self):
        return recount.Tables(self.site.database, self.stage.convening)

    def line(self, session=""):
        return Line(self.site.port, self.watch, session)

    def timed(self, act, name):
        """Do an act; note how long it took and the server's processor time."""
        click.echo(f"… {name}", err=True)
        began, cpu = time.perf_counter(), self.site.cpu_s()
        result = act()
        told = {"seconds": round(time.perf_counter() - began, 1)}
        if cpu is not None:
            told["server_cpu_s"] = round(self.site.cpu_s() - cpu, 1)
        self.figures.setdefault("acts", {})[name] = told
        return result


@click.command()
@click.option(
    "--database",
    default="sqlite",
    show_default=True,
    help="sqlite, postgresql (a throw-away server), or the address of a database.",
)
@click.option("--delegates", default=3200, show_default=True, type=click.IntRange(20))
@click.option("--delegations", default=400, show_default=True, type=click.IntRange(4))
@click.option("--minutes", default=20.0, show_default=True, help="Of the check-in.")
@click.option("--seed", default=0, show_default=True)
@click.option("--clients", default=32, show_default=True, help="Heads at once.")
@click.option("--visitors", default=6, show_default=True, help="Readers at once.")
@click.option("--workers", default=2, show_default=True, help="Of the server.")
@click.option("--p95-ms", default=300.0, show_default=True, help="Of a check-in.")
@click.option("--home", type=click.Path(), help="A home of a site to play in.")
@click.option("--json", "as_json", is_flag=True, help="Figures and checks as JSON.")
def rehearse(database, workers, home, as_json, **options):
    """Play a congress on synthetic people; status 1 if anything does not hold."""
    from pathlib import Path

    load = os.getloadavg()
    options = Options(**options)
    with prepared(database, workers, Path(home) if home else None) as site:
        play = perform(site, options)
    play.figures["load"] = [round(one, 1) for one in (load[0], os.getloadavg()[0])]
    report = make_report(play)
    click.echo(
        json.dumps(report, ensure_ascii=False, indent=1) if as_json else table(report)
    )
    sys.exit(not report["holds"])


def perform(site, options):
    """Play all acts on a prepared site; return the play with what was found."""
    from django.db import connection
    from django.utils import timezone
    from tests.load.staging import set_stage

    cast = make_cast(options.delegates, options.delegations, dice(options.seed, "cast"))
    click.echo("… the stage is set", err=True)
    stage = set_stage(cast, _DESKS, timezone.now())
    connection.close()
    play = Play(options, site, cast, stage)
    with served(site):
        entries = registration(play)
        doors, online = congress(play, entries)
        closing(play, entries, doors, online)
    judge_requests(play)
    return play


def registration(play):
    """Act one: the rush, then everything that hangs on who has a seat."""
    rush = Rush(play.cast, play.stage, play.site.port, play.watch, play.options.seed)
    enter(play, "open")
    play.over.clear()
    visitors = [lambda at=at: visit(play, at) for at in range(play.options.visitors)]

    def rushing():
        register_all(rush, play.options.clients, visitors, done=play.over)

    play.timed(rushing, "registration rush")
    refresh(rush, play.options.clients)
    play.checks |= judging.judge_seats(play.tables)
    play.checks |= judging.judge_registrations(
        play.tables, rush.ledger, play.cast.refused
    )
    fates = Counter(entry.fate for entry in rush.ledger.values())
    statuses = Counter(status for _, status, *_ in recount.registrations(play.tables))
    play.figures["registrations"] = dict(statuses) | {"all": fates.total()}
    strangers = [
        entry
        for entry in rush.ledger.values()
        # Without a key is who was refused before the head looked: no badge was seen.
        if entry.pk and (not entry.is_approved or entry.delegate.mode == "online")
    ][:_MOST_STRANGERS]
    joining = [
        entry
        for entry in rush.ledger.values()
        if entry.is_approved and entry.delegate.mode != "in_person"
    ]
    some = {id(entry): entry for entry in (*strangers, *joining)}
    play.timed(
        lambda: learn_codes(rush, some.values(), play.options.clients),
        "codes passed on",
    )
    return rush.ledger


def enter(play, phase):
    """Lead the convening into a phase, as its secretariat does."""
    line = play.line(play.stage.secretary)
    line.post("phase", f"/desk/{play.stage.slug}/phase/", {"phase": phase})
    line.close()


def visit(play, at):
    """Read the programme over and over until the act is over."""
    line = play.line()
    rng = dice(play.options.seed, "visitor", at)
    base = f"/convenings/{play.stage.slug}/programme"
    etags = {}
    while not play.over.wait(rng.uniform(0.5, 1.5)):
        ending = rng.choice(_VISITED)
        path = base + (ending if ending.startswith(".") else f"/{ending}")
        if rng.random() < 0.25:
            path = f"{base}/{rng.choice(play.stage.forums)}/"
        known = etags.get(path, "") if rng.random() < 0.3 else ""
        answer = line.get("programme", path, expect=(200, 304), etag=known)
        etags[path] = answer.etag
    line.close()


def congress(play, entries):
    """Act two: the doors and the lines, while others watch and read."""
    play.figures["planned"] = recount.count_people(play.tables, planned=True)["totals"]
    enter(play, "running")
    given = (play.stage, play.site.port, play.watch, play.options.seed)
    seconds = play.options.minutes * 60
    doors, online = Door(*given, seconds), Online(*given, seconds)
    coming = who_comes(play, doors, entries)
    strangers = [one for one in entries.values() if one.code and one not in coming]
    following = [
        one
        for one in entries.values()
        if one.is_approved and one.delegate.mode != "in_person"
    ]
    refused = [one for one in strangers if one.delegate.mode == "in_person"]
    play.over.clear()

    def doors_and_lines():
        watching = threading.Thread(target=watch_all, args=(play,))
        watching.start()
        lines = [lambda: follow(online, following, refused[:_MOST_REFUSED])]
        try:
            check_everybody_in(doors, coming, strangers, lines)
        finally:
            play.over.set()
            watching.join()

    play.timed(doors_and_lines, "check-in and online")
    play.figures["check_in"] = {
        "people": len(coming),
        "seats": play.cast.seats,
        "scans": len(doors.scans.expected),
        "longest_delay_s": round(doors.scans.latest_s, 2),
        "online": len(following),
    }
    return doors, online


def who_comes(play, doors, entries):
    """Return who is on the list at the doors, with their codes; it has to be complete."""
    line = play.line(play.stage.stewards[0])
    codes = doors.list_of(line)
    line.close()
    expected = {
        name
        for name, one in entries.items()
        if one.is_approved and one.delegate.mode != "online"
    }
    play.checks["the list at the doors is who is approved to come"] = judging.few(
        expected ^ codes.keys()
    )
    for name, code in codes.items():
        entries[name].code = code
    return [entries[name] for name in codes]


def watch_all(play):
    """Let visitors read and the secretariat watch until the act is over."""
    visitors = [lambda at=at: visit(play, at) for at in range(play.options.visitors)]
    at_once([*visitors, lambda: watch_counts(play)], play.watch)


def watch_counts(play):
    """Keep the page of live counts open, as the secretariat does."""
    line = play.line(play.stage.secretary)
    line.get("live counts, page", f"/desk/{play.stage.slug}/attendance/")
    while not play.over.wait(min(_EACH_COUNT_S, play.options.minutes * 6)):
        line.get("live counts", f"/desk/{play.stage.slug}/attendance.json")
    line.close()


def closing(play, entries, doors, online):
    """Act three: figures frozen and recounted; nobody comes in any more."""
    stage, line = play.stage, play.line(play.stage.secretary)
    desk = f"/desk/{stage.slug}/"
    line.post("freeze", f"{desk}attendance/freeze/", {})
    live = line.get("live counts", f"{desk}attendance.json").json
    enter(play, "closed")
    late = {
        "key": "00000000-0000-4000-8000-000000000000",
        "code": next(one.code for one in entries.values() if one.code),
        "desk": "Desk 1",
        "at": live["as_of"],
    }
    line.post_json(
        "check-in, too late", f"{desk}check-in/", {"scans": [late]}, expect=(422,)
    )
    programme = line.get("programme", f"/convenings/{stage.slug}/programme.json").json
    line.close()
    coming = [
        one for one in entries.values() if (one.delegate.name, "") in doors.scans.keys
    ]
    ledger = judging.ledger_counts(entries, doors.scans, online)
    final = recount.count_people(play.tables)["totals"]
    play.figures["final"] = final
    expected = {"planned": play.figures["planned"], "opening": final, "final": final}
    play.checks |= judging.judge_doors(play.tables, doors.scans, coming)
    play.checks |= judging.judge_online(play.tables, online)
    play.checks |= judging.judge_counts(play.tables, live, ledger, stage.organisations)
    play.checks |= judging.judge_claims(play.tables, expected)
    play.checks |= {
        f"{check}, at the end": found
        for check, found in judging.judge_seats(play.tables).items()
    }
    sessions = len(programme["sessions"])
    play.checks["the programme holds every session"] = (
        "" if sessions == len(stage.forums) + 1 else str(sessions)
    )


def judge_requests(play):
    """No server error, nothing unexpected, and check-ins fast enough."""
    watch = play.watch
    times = [
        ms
        for kind in ("check-in", "check-in, forum", "check-in, form")
        for ms in watch.times_ms.get(kind, ())
    ]
    p95 = percentile(times, 95)
    logged = re.findall(r"(?m)^(\S*(?:Error|Exception|locked)[^\n]*)", play.site.log)
    play.checks |= {
        "no request met a server error": str(watch.server_errors or ""),
        "every request was answered as expected": judging.few(watch.faults),
        "the server logged no error": judging.few(logged),
        f"p95 of a check-in is under {play.options.p95_ms:g} ms": ""
        if p95 < play.options.p95_ms
        else f"{p95:.0f} ms",
    }
    play.figures["check_in"]["p95_ms"] = round(p95, 1)
    play.figures["requests"] = {
        kind: {
            "n": len(times),
            **{f"p{p}_ms": round(percentile(times, p), 1) for p in (50, 95, 99)},
            "max_ms": round(max(times), 1),
        }
        for kind, times in sorted(watch.times_ms.items())
    }
    play.figures["statuses"] = {
        str(one): n for one, n in sorted(watch.statuses.items())
    }


def percentile(times, p):
    """Return a percentile; of few values the highest below or at it."""
    if len(times) < 2:
        return times[0] if times else 0.0
    return statistics.quantiles(times, n=100, method="inclusive")[p - 1]


def make_report(play):
    """Return all that was found."""
    return {
        "holds": not any(play.checks.values()),
        "database": play.site.vendor,
        "options": {
            name: getattr(play.options, name) for name in play.options.__slots__
        },
        **play.figures,
        "checks": play.checks,
    }


def table(report):
    """Write a report for people."""
    told = ("load", "registrations", "planned", "check_in", "final", "statuses")
    acts = report["acts"].items()
    requests = report["requests"].items()
    return "\n".join(
        [
            f"A congress rehearsed on {report['database']}: {report['options']}",
            "",
            *(f"{name}: {report[name]}" for name in told),
            *(f"{name}: {figures}" for name, figures in acts),
            "",
            f"{'request':28}{'n':>8}{'p50':>9}{'p95':>9}{'p99':>9}{'max':>9}  ms",
            *(f"{kind:28}{_row(figures)}" for kind, figures in requests),
            "",
            *(_verdict(check, found) for check, found in report["checks"].items()),
            "",
            "Everything holds." if report["holds"] else "Something does not hold.",
        ]
    )


def _row(figures):
    times = (figures[f"{one}_ms"] for one in ("p50", "p95", "p99", "max"))
    return f"{figures['n']:>8}" + "".join(f"{one:>9.1f}" for one in times)


def _verdict(check, found):
    return f"no  {check}: {found}" if found else f"ok  {check}"
