"""What has to hold after a rehearsal: each check is words and what was found wrong."""

import datetime as dt
from collections import Counter, defaultdict

from tests.load import recount

_SILENT_AFTER = dt.timedelta(minutes=3)
_SLACK = dt.timedelta(seconds=2)
_MOST_NAMED = 5


def few(found):
    """The first of what is wrong, and how much more there is."""
    found = list(found)
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return "; ".join(map(str, found[:_MOST_NAMED])) + more


def judge_seats(tables):
    """No seat over any limit, the columns true, nobody waiting for a free seat."""
    found = recount.seats(tables)
    return {
        "no limit is over-booked": few(
            f"{what}: {recounted} of {limit}"
            for what, taken, recounted, limit in found
            if limit is not None and max(taken, recounted) > limit
        ),
        "seats taken are those recounted": few(
            f"{what}: {taken}, recounted {recounted}"
            for what, taken, recounted, _ in found
            if taken != recounted
        ),
        "nobody waits for a free seat": few(recount.waiting_for_nothing(tables)),
    }


def judge_registrations(tables, ledger, refused):
    """Everybody whom a head registered is there once, as the ledger has it."""
    rows = recount.registrations(tables)
    times = Counter(name for name, *_ in rows)
    wrong = []
    for name, status, mode, country, organisation in rows:
        entry = ledger.get(name)
        if entry is None:
            wrong.append(f"{name} is nobody's")
            continue
        expected = (entry.delegate.mode, entry.country, entry.group.name)
        if (mode, country, organisation) != expected:
            wrong.append(f"{name}: {(mode, country, organisation)}, not {expected}")
        if status not in _statuses(entry, name in refused):
            wrong.append(f"{name} is {status}, by the ledger {entry.fate}")
    return {
        "no registration is lost or doubled": few(
            f"{name}: {times[name]} times"
            for name in ledger.keys() | times.keys()
            if times[name] != 1
        ),
        "registrations are as the ledger has them": few(wrong),
        "every history ends with what is": few(
            [n] if (n := recount.wrong_histories(tables)) else []
        ),
    }


def _statuses(entry, is_refused):
    if entry.fate != "live":
        return (entry.fate,)
    if is_refused:
        return ("refused", "waiting")
    # Nobody is left undecided, and who comes online waits for nothing.
    return ("approved",) if entry.delegate.mode == "online" else ("approved", "waiting")


def judge_doors(tables, scans, coming):
    """No check-in lost or doubled, each answered once as the one that counted."""
    rows = recount.check_ins(tables)
    times = Counter((name, session) for name, session, *_ in rows)
    known = {
        door: {key.replace("-", "") for key in keys}
        for door, keys in scans.keys.items()
    }
    expected = {(entry.delegate.name, "") for entry in coming}
    in_by_door = defaultdict(set)
    keys = {key: door for door, of in scans.keys.items() for key in of}
    for key, answers in scans.answers.items():
        if "in" in answers and key in keys:
            in_by_door[keys[key]].add(key.replace("-", ""))
    kept = {(name, session): key for name, session, key, _ in rows}
    return {
        "no check-in is lost": few(
            known.keys() - times.keys() | expected - times.keys()
        ),
        "no check-in is doubled": few(
            f"{door}: {n}" for door, n in times.items() if n != 1
        ),
        "no check-in is of nobody's scan": few(
            door for door, key in kept.items() if key not in known.get(door, ())
        ),
        "who was told “in” is the check-in kept": few(
            door for door, told in in_by_door.items() if told != {kept.get(door)}
        ),
        "every scan is answered as it must be": few(_wrong_answers(scans)),
    }


def _wrong_answers(scans):
    allowed = {"in": {"in", "already"}}
    for key, expected in scans.expected.items():
        answers = scans.answers.get(key)
        if answers is None:
            # A page without a script: what it said is in its check-in alone.
            if expected != "in" or not any(key in keys for keys in scans.keys.values()):
                yield f"{key} has no answer"
        elif len(set(answers)) != 1 or answers[0] not in allowed.get(
            expected, {expected}
        ):
            yield f"{key}: {answers}, not {expected}"


def judge_online(tables, online):
    """No arrival lost or doubled, who left has left."""
    rows = recount.presences(tables)
    expected = Counter(
        (*who, key.replace("-", ""))
        for who, keys in online.keys.items()
        for key in keys
    )
    left = {key.replace("-", "") for key in online.left}
    return {
        "no arrival online is lost or doubled": few(
            (expected - Counter(row[:3] for row in rows))
            | (Counter(row[:3] for row in rows) - expected)
        ),
        "who left online has left": few(
            row[:2] for row in rows if row[3] != (row[2] in left)
        ),
    }


def ledger_counts(entries, scans, online):
    """Count once more from the script's own ledger: totals, groups and sessions."""
    rooms = {name for name, _ in scans.keys}
    lines = {name for name, _ in online.keys}
    present = [entries[name] for name in rooms | lines]
    return {
        "totals": {
            "total": len(present),
            "in_person": len(rooms),
            "online": len(lines),
            "both": len(rooms & lines),
            "countries": len({one.country for one in present if one.country}),
            "without_country": sum(not one.country for one in present),
            "organisations": len({one.group.number for one in present}),
        },
        "by_country": dict(Counter(one.country for one in present if one.country)),
        "by_category": dict(Counter(one.group.category for one in present)),
        "rooms": dict(Counter(door for _, door in scans.keys if door)),
        "lines": dict(Counter(door for _, door in online.keys)),
        "by_number": dict(Counter(one.group.number for one in present)),
    }


def judge_counts(tables, live, ledger, organisations):
    """Live counts, tables and ledger say the same."""
    counted = recount.count_people(tables)
    rooms, lines = recount.count_sessions(tables)
    by_slug = {organisations[number]: n for number, n in ledger["by_number"].items()}
    sessions = {one["slug"]: one for one in live["sessions"]}
    as_of = dt.datetime.fromisoformat(live["as_of"])
    least, most = (
        recount.count_online(tables, as_of - _SILENT_AFTER + slack, as_of + _SLACK)
        for slack in (_SLACK, -_SLACK)
    )
    pairs = {
        "totals": (live["present"], counted["totals"], ledger["totals"]),
        "countries and regions": _three(
            live, counted, "by_country", ledger["by_country"]
        ),
        "organisations": _three(live, counted, "by_organisation", by_slug),
        "categories": _three(live, counted, "by_category", ledger["by_category"]),
        "people in the rooms": (_of(sessions, "in_room"), rooms, ledger["rooms"]),
        "people online": (_of(sessions, "online_ever"), lines, ledger["lines"]),
        "arrivals by hour": (
            sum(one["people"] for one in live["arrivals"]),
            counted["totals"]["total"],
            ledger["totals"]["total"],
        ),
    }
    checks = {
        f"{what}: live, recounted and by the ledger are one": ""
        if one == other == third
        else f"{one} / {other} / {third}"[:600]
        for what, (one, other, third) in pairs.items()
    }
    planned = recount.count_people(tables, planned=True)["totals"]
    return checks | {
        "who is online now is who is": ""
        if least <= live["online_now"] <= most
        else f"{live['online_now']}, recounted {least} to {most}",
        "the registered, live and recounted, are one": ""
        if live["registered"] == planned
        else f"{live['registered']} / {planned}",
    }


def _three(live, counted, group, ledger):
    return live[group]["present"], counted[group], ledger


def _of(sessions, key):
    return {slug: one[key] for slug, one in sessions.items() if one[key]}


def figures_of(totals):
    """What a claim should say of totals; who did both was in the room (§17.4)."""
    return {
        "attendance_total": [totals["total"]],
        "attendance_in_person": [totals["in_person"]],
        "attendance_online": [totals["total"] - totals["in_person"]],
        "countries": [totals["countries"]],
    }


def judge_claims(tables, expected):
    """The frozen claims of each phase are what was recounted at that moment."""
    found = recount.claims(tables)
    return {
        f"figures frozen as {phase} are those recounted": ""
        if found.get(phase) == figures_of(totals)
        else f"{found.get(phase)}, not {figures_of(totals)}"
        for phase, totals in expected.items()
    }
