"""Threads race for the last seats, in a process and a database of their own.

Run as a script it makes the tables in the database of ``DATABASE_URL``, which is empty,
races, and prints what was counted as JSON. ``test_race.py`` reads that.
"""

import datetime as dt
import json
import random
import sys
import threading
import time
from itertools import count

import django

NOW = dt.datetime(2026, 3, 15, 12, tzinfo=dt.UTC)
THREADS = 8
NOMINATIONS_A_THREAD = 30
DESK_SEATS, CATEGORY_SEATS, SEATS_A_DELEGATION = 90, 60, 11


def main():
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    delegations = make()
    faults, times = [], []
    started = time.perf_counter()
    race(nominate_many, delegations, faults, times)
    seconds = time.perf_counter() - started
    full = counts()
    race(leave_and_come, delegations, faults, [])
    result = {
        "full": full,
        "after": counts(),
        "faults": faults,
        "per_second": round(len(times) / seconds),
        "p95_ms": round(1000 * sorted(times)[int(0.95 * len(times))], 1),
    }
    json.dump(result, sys.stdout)


def make():
    """Two categories of four delegations each, with seats too few for those who come."""
    from tests.web.delegations.making import category, delegation, desk

    at_desk = desk(seats=DESK_SEATS)
    return [
        delegation(
            category(
                at_desk,
                kind,
                seats=CATEGORY_SEATS,
                seats_a_delegation=SEATS_A_DELEGATION + more,
            )
        )
        for kind, more in (("local_government", 0), ("company", 9))
        for _ in range(4)
    ]


def race(work, delegations, faults, times):
    from django.db import connection

    ready = threading.Barrier(THREADS)

    def run(seed):
        try:
            ready.wait()
            work(delegations, random.Random(seed), times)  # noqa: S311 - repeats a race, keeps no secret
        except Exception as error:  # noqa: BLE001 - whatever happens is the finding
            faults.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(seed,)) for seed in range(THREADS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def nominate_many(delegations, rng, times):
    from tests.web.delegations.making import nominee, secretary

    from summitry.web.delegations.actions import nominate

    by = secretary()
    numbers = count()
    own = rng.randrange(10**9)
    for _ in range(NOMINATIONS_A_THREAD):
        mode = rng.choices(("in_person", "both", "online"), (6, 2, 1))[0]
        who = nominee(f"Person {own} {next(numbers)}", mode=mode)
        began = time.perf_counter()
        nominate(rng.choice(delegations), who, by=by, at=NOW)
        times.append(time.perf_counter() - began)


def leave_and_come(delegations, rng, _times):
    """Withdraw, replace, change the mode of whoever a thread meets, at the same time."""
    from tests.web.delegations.making import nominee, secretary

    from summitry.core.errors import InvalidDataError
    from summitry.web.delegations.actions import change_mode, replace, withdraw
    from summitry.web.delegations.models import Registration

    by = secretary()
    people = list(Registration.objects.order_by("pk"))
    numbers = count()
    own = rng.randrange(10**9)
    for one in rng.sample(people, NOMINATIONS_A_THREAD):
        act = rng.choice(("withdraw", "replace", "mode"))
        try:
            if act == "withdraw":
                withdraw(one, by=by, at=NOW)
            elif act == "replace":
                heir = nominee(f"Heir {own} {next(numbers)}", mode=one.mode)
                replace(one, heir, by=by, at=NOW)
            else:
                mode = rng.choice(("in_person", "online"))
                change_mode(one, mode, by=by, at=NOW)
        except InvalidDataError:
            # Another thread was first: this person does not come any more.
            continue


def counts():
    """What the columns say, and what a recount of the registrations says."""
    from collections import Counter

    from summitry.web.delegations.models import Delegation, Desk, Registration
    from summitry.web.delegations.queries import next_in_line

    seated = [
        one
        for one in Registration.objects.select_related("delegation__category")
        if one.takes_a_seat
    ]
    by_delegation = Counter(one.delegation_id for one in seated)
    by_category = Counter(one.delegation.category_id for one in seated)
    desk = Desk.objects.get()
    return {
        "registrations": Registration.objects.count(),
        "waiting": Registration.objects.filter(status="waiting").count(),
        "desk": [desk.seats_taken, len(seated), desk.seats],
        "categories": [
            [one.seats_taken, by_category[one.pk], one.seats]
            for one in desk.categories.order_by("pk")
        ],
        "delegations": [
            [one.seats_taken, by_delegation[one.pk], one.category.seats_a_delegation]
            for one in Delegation.objects.select_related("category").order_by("pk")
        ],
        "kept_waiting_for_nothing": next_in_line(desk) is not None,
    }


if __name__ == "__main__":
    main()
