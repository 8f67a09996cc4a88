"""Who follows online: personal links, arrivals, dropped lines, signs of life, leaving."""

import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from tests.load.cast import dice
from tests.load.lines import Line, keep_time, play

_CLIENTS = 16


@dataclass(slots=True)
class Online:
    """The ledger of who follows: keys of arrivals by person and session, keys left."""

    stage: object
    port: int
    watch: object
    seed: int
    seconds: float
    keys: dict[tuple[str, str], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )
    left: set[str] = field(default_factory=set)


def follow(online, following, refused):
    """Play everybody who follows, in the later half of the time; returns when all are done.

    ``refused`` have a link and may not follow: they wait, or come in person.
    """
    rng = dice(online.seed, "online")
    lines = [Line(online.port, online.watch) for _ in range(_CLIENTS)]
    events = [[] for _ in lines]
    for at, entry in enumerate(following):
        line = lines[at % _CLIENTS]
        events[at % _CLIENTS] += plan(online, line, entry, rng)
    for at, entry in enumerate(refused):
        line = lines[at % _CLIENTS]
        events[at % _CLIENTS].append(
            (rng.random() * online.seconds, _refuse(line, entry.join_code))
        )
    events[0].append(
        (0.0, lambda: lines[0].get("join, wrong link", "/join/x/", expect=(404,)))
    )
    started = time.perf_counter()
    play([lambda mine=mine: keep_time(mine, started) for mine in events], online.watch)
    for line in lines:
        line.close()


def _refuse(line, code):
    return lambda: line.get("join, refused", f"/join/{code}/", expect=(403,))


def plan(online, line, entry, rng):
    """Return what one person does and when: join, give signs of life, drop, leave."""
    session = rng.choice(online.stage.forums)
    each = online.seconds / 20
    start = online.seconds * (0.5 + rng.random() * 0.3)
    end = start + (online.seconds - start) * rng.uniform(0.4, 1)
    watched = Watching(online, line, entry, session)
    done = [(start, watched.look), (start + each / 10, watched.join)]
    if rng.random() < 0.1:
        done.append((start + each / 9, watched.join_again))
    drop = rng.uniform(start, end) if rng.random() < 0.25 else None
    second = start + each
    while second < end:
        if drop is None or not drop - each < second < drop:
            done.append((second, watched.stay))
        second += each
    if drop is not None:
        done.append((drop, watched.arrive))
    way = rng.random()
    if way < 0.6:
        done.append((end, watched.leave))
    elif way < 0.7:
        done.append((end, watched.leave_all))
    return done


@dataclass(slots=True)
class Watching:
    """One person in one session online; ``key`` is that of the window open now."""

    online: Online
    line: Line
    entry: object
    session: str
    key: str = ""

    @property
    def _path(self):
        return f"/join/{self.entry.join_code}/"

    @property
    def _known(self):
        return self.online.keys[self.entry.delegate.name, self.session]

    def _tell(self, kind, expect, **fields):
        return self.line.post(
            kind, f"{self._path}{self.session}/", fields, expect=(expect,)
        )

    def look(self):
        text = self.line.get("join, look", self._path).text
        if self.session not in text:
            self.online.watch.complain(f"{self._path} does not offer {self.session}")

    def join(self):
        """Press the button: a page leads to the session."""
        self.key = str(uuid.uuid4())
        self._known.append(self.key)
        self._tell("join", 200, do="join", key=self.key)

    def join_again(self):
        """Press it once more: the same arrival."""
        self._tell("join", 200, do="join", key=self.key)

    def arrive(self):
        """Come back after the line dropped: a new window, the same person."""
        self.key = str(uuid.uuid4())
        self._known.append(self.key)
        self._tell("join, arrive again", 204, do="arrive", key=self.key)

    def stay(self):
        self._tell("join, sign of life", 204, do="stay", key=self.key)

    def leave(self):
        self.online.left.add(self.key)
        self._tell("join, leave", 204, do="leave", key=self.key)

    def leave_all(self):
        """The button without a script: every window is left."""
        self.online.left.update(self._known)
        self._tell("join, leave", 302, do="leave")
