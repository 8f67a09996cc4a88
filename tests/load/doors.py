"""The doors: devices that scan, lose their line, send late and twice.

A device keeps a scan under a key of its own before it sends it, as the page at the door
does (``attendance/check-in.js``); what is played here is that page, not a browser.
"""

import datetime as dt
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from tests.load.cast import dice
from tests.load.lines import Line, keep_time, play

#: What the page sends at once.
BATCH = 200
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 12
#: The clock of one device goes ahead.
_AHEAD = dt.timedelta(seconds=90)


@dataclass(slots=True)
class Scans:
    """The ledger of the doors: who was scanned where under which key, what was answered.

    ``keys`` are those of each person and door (``""`` is the convening's own).
    """

    keys: dict[tuple[str, str], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )
    expected: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    latest_s: float = 0.0


@dataclass(slots=True)
class Device:
    """A phone at a door: its line, its queue, and between which seconds it has no line."""

    door: object
    name: str
    session: str
    line: Line
    offline: tuple[float, float] = (0.0, 0.0)
    ahead: dt.timedelta = dt.timedelta()
    queue: list[dict] = field(default_factory=list)

    def scan(self, entry, code, second, *, expect):
        """Record one scan; send it, unless there is no line."""
        moment = dt.datetime.fromtimestamp(time.time(), dt.UTC) + self.ahead
        scan = {
            "key": str(uuid.uuid4()),
            "code": code,
            "desk": self.name,
            "session": self.session,
            "at": moment.isoformat(),
            "method": "code",
        }
        scans = self.door.scans
        if entry is not None and expect == "in":
            scans.keys[entry.delegate.name, self.session].append(scan["key"])
        scans.expected[scan["key"]] = expect
        start, end = self.offline
        self.queue.append(scan)
        if not start <= second < end:
            self.send("check-in" if not self.session else "check-in, forum")

    def send(self, kind, *, lost=False):
        """Send what waits; an answer that is lost leaves it waiting."""
        while self.queue:
            batch = self.queue[:BATCH]
            name = kind if len(batch) == 1 else "check-in, batch"
            page = f"/desk/{self.door.slug}/check-in/"
            answer = self.line.post_json(name, page, {"scans": batch})
            if answer.status != 200:
                return
            for one in answer.json["answers"]:
                self.door.scans.answers[one["key"]].append(one["answer"])
            if lost:
                return
            del self.queue[: len(batch)]


@dataclass(slots=True)
class Door:
    """All that the people at the doors share."""

    stage: object
    port: int
    watch: object
    seed: int
    seconds: float
    scans: Scans = field(default_factory=Scans)

    @property
    def slug(self):
        return self.stage.slug

    def line(self, number):
        session = self.stage.stewards[number % len(self.stage.stewards)]
        return Line(self.port, self.watch, session)

    def list_of(self, line, session=""):
        """Fetch the list that a device keeps: name by code."""
        path = f"/desk/{self.slug}/check-in/list/?session={session}"
        people = line.get("door list", path).json["people"]
        return {name: code for code, name, *_ in people}


def check_everybody_in(door, coming, strangers, others):
    """Let everybody who comes through the doors, evenly over the time there is.

    ``coming`` are entries of the ledger with their codes, ``strangers`` those whom no
    door lets in; ``others`` are played at the same time.
    """
    desks = make_desks(door)
    forums = [
        Device(door, f"Hall {at:02}", slug, door.line(at))
        for at, slug in enumerate(door.stage.forums)
    ]
    events = {device.name: [] for device in (*desks, *forums)}
    plan_arrivals(door, desks, coming, events)
    plan_strangers(door, desks, strangers, events)
    plan_forums(door, forums, coming, events)
    for device in (*desks, *forums):
        plan_lists(door, device, events[device.name])
        plan_return(device, events[device.name])
        # Before the doors open, one after another.
        door.list_of(device.line, device.session)
    started = time.perf_counter()

    def run(device):
        late = keep_time(events[device.name], started)
        device.send("check-in")
        door.scans.latest_s = max(door.scans.latest_s, late)

    parts = [lambda device=device: run(device) for device in (*desks, *forums)]
    play([*parts, *others], door.watch)
    return time.perf_counter() - started


def make_desks(door):
    """Eight desks; two lose their line for a third of the time, one has a fast clock."""
    desks = [
        Device(door, f"Desk {at + 1}", "", door.line(at))
        for at in range(len(door.stage.stewards))
    ]
    for device in desks[-2:]:
        device.offline = (door.seconds / 3, door.seconds * 2 / 3)
    desks[0].ahead = _AHEAD
    return desks


def plan_arrivals(door, desks, coming, events):
    """Everybody once, some a second time elsewhere, some by the form without a script."""
    rng = dice(door.seed, "arrivals")
    order = rng.sample(coming, len(coming))
    for at, entry in enumerate(order):
        second = door.seconds * (at + rng.random()) / len(order)
        device = desks[at % len(desks)]
        if rng.random() < 0.04:
            act = _typed(door, device, entry, by_name=rng.random() < 0.5)
        else:
            act = _scan(device, entry, entry.code, second, "in")
        events[device.name].append((second, act))
        # The two that lose their line meet each other's people, in another order.
        share = 0.25 if device.offline[1] else 0.03
        if rng.random() < share:
            other = desks[-1] if device is desks[-2] else rng.choice(desks)
            again = min(second + rng.random() * door.seconds / 6, door.seconds)
            act = _scan(other, entry, entry.code, again, "in")
            events[other.name].append((again, act))


def _scan(device, entry, code, second, expect):
    return lambda: device.scan(entry, code, second, expect=expect)


def _typed(door, device, entry, *, by_name):
    """The page without its script: the code typed, or the name, then one of those found."""
    key = str(uuid.uuid4())
    fields = {"desk": device.name, "session": "", "key": key}

    def act():
        door.scans.keys[entry.delegate.name, ""].append(key)
        door.scans.expected[key] = "in"
        page = f"/desk/{door.slug}/check-in/"
        if by_name:
            asked = fields | {"typed": entry.delegate.name}
            found = device.line.post("check-in, by name", page, asked, expect=(200,))
            if entry.code not in found.text:
                door.watch.complain(f"{entry.delegate.name} was not found by name")
        chosen = fields | {"typed": entry.code, "method": "name" if by_name else "code"}
        device.line.post("check-in, form", page, chosen, expect=(200,))

    return act


def plan_strangers(door, desks, strangers, events):
    """Codes of nobody, and of people who have no seat, not any more, or come online."""
    rng = dice(door.seed, "strangers")
    wrong = [
        (None, "".join(rng.choice(_SIGNS) for _ in range(_CODE_LENGTH)), "unknown")
        for _ in range(max(len(strangers) // 4, 2))
    ]
    known = [(entry, entry.code, "not_approved") for entry in strangers]
    for entry, code, expect in wrong + known:
        device, second = rng.choice(desks), rng.random() * door.seconds
        act = _scan(device, entry, code, second, expect)
        events[device.name].append((second, act))


def plan_forums(door, forums, coming, events):
    """Half of the people go on to one of the forums, in the later half of the time."""
    rng = dice(door.seed, "forums")
    for entry in coming:
        if rng.random() < 0.5:
            device = rng.choice(forums)
            second = door.seconds * (0.5 + rng.random() / 2)
            act = _scan(device, entry, entry.code, second, "in")
            events[device.name].append((second, act))


def plan_lists(door, device, events):
    """A device fetches its list each quarter of the time, from when its page was opened."""
    start, end = device.offline
    opened = dice(door.seed, "list", device.name).random()
    for part in range(4):
        second = door.seconds * (part + opened) / 4
        if not start <= second < end:
            events.append((second, lambda: door.list_of(device.line, device.session)))


def plan_return(device, events):
    """Once the line is back: a batch whose answer is lost, then the same from two sides."""
    end = device.offline[1]
    if not end:
        return

    def come_back():
        device.send("check-in, batch", lost=True)
        twin = Device(
            device.door, device.name, "", device.door.line(0), queue=list(device.queue)
        )
        play(
            [lambda: device.send("check-in"), lambda: twin.send("check-in")],
            device.door.watch,
        )
        twin.line.close()

    events.append((end, come_back))
