"""Devices send their queues at once, in a process and a database of their own.

Run as a script it makes the tables in the database of ``DATABASE_URL``, which is empty,
races, and prints what was counted as JSON. ``test_race.py`` reads that.
"""

import json
import random
import sys
import threading
import uuid

import django

DEVICES = 8
PEOPLE = 1000
ROUNDS = 5


def main():
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.utils import timezone
    from tests.web.attendance.making import delegation, registered, running
    from tests.web.convenings.hosts import steward

    one = running()
    group = delegation(one)
    codes = [registered(group, code).badge_code for code in badge_codes()]
    by, now = steward(), timezone.now()
    faults, answers = [], []
    for number in range(ROUNDS):
        part = codes[number::ROUNDS]
        queues = [queue(part, device, now) for device in range(DEVICES)]
        send_all(one, queues, (by, now), faults, answers)
    json.dump({"faults": faults, **counts(answers)}, sys.stdout)


def badge_codes():
    from summitry.web.delegations.queries import CODE_LENGTH, CODE_SIGNS

    rng = random.Random(0)  # noqa: S311 - repeats a race, keeps no secret
    return ["".join(rng.choices(CODE_SIGNS, k=CODE_LENGTH)) for _ in range(PEOPLE)]


def queue(codes, device, now):
    """Scans of the same people on every device, each in an order of its own."""
    from summitry.web.attendance.actions import Scan

    order = random.Random(device).sample(codes, len(codes))  # noqa: S311 - as above
    return [
        Scan(key=uuid.uuid4(), code=code, desk=f"Desk {device}", at=now)
        for code in order
    ]


def send_all(convening, queues, sender, faults, answers):
    """Send all queues at the same moment."""
    from django.db import connection

    from summitry.web.attendance.actions import check_in

    ready = threading.Barrier(len(queues))
    by, now = sender

    def send(scans):
        try:
            ready.wait()
            answers.extend(check_in(convening, scans, by=by, now=now))
        except Exception as error:  # noqa: BLE001 - whatever happens is the finding
            faults.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(scans,)) for scans in queues]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def counts(answers):
    from summitry.web.attendance.models import CheckIn

    return {
        "check_ins": CheckIn.objects.count(),
        "in": sum(one.answer == "in" for one in answers),
        "already": sum(one.answer == "already" for one in answers),
    }


if __name__ == "__main__":
    main()
