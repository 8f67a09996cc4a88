"""Who comes to the rehearsal: made of numbers and a seed, nobody real.

Sizes follow from two numbers, the delegates who come and their delegations: a sixteenth
comes online alone, a fifth both ways, and a tenth more are nominated than the limits leave
seats for (some for want of a seat of their category, some of their delegation, most of the
hall).
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

#: 42 codes of ISO 3166-1, those of two regions first.
COUNTRIES = (
    *(
        "CN",
        "HK",
        "MO",
        "SE",
        "DE",
        "FR",
        "IT",
        "ES",
        "PT",
        "NL",
        "BE",
        "DK",
        "NO",
        "FI",
    ),
    *(
        "PL",
        "CZ",
        "AT",
        "CH",
        "GB",
        "IE",
        "US",
        "CA",
        "MX",
        "BR",
        "AR",
        "CL",
        "CO",
        "PE",
    ),
    *(
        "ZA",
        "KE",
        "NG",
        "EG",
        "MA",
        "IN",
        "ID",
        "TH",
        "VN",
        "PH",
        "KR",
        "JP",
        "AU",
        "NZ",
    ),
)
#: Category and kind of the organisation, over and over.
KINDS = (
    ("local_government", "local_government"),
    ("local_government", "local_government"),
    ("research", "research"),
    ("local_government", "local_government"),
    ("media", "company"),
    ("local_government", "local_government"),
    ("local_government", "local_government"),
    ("international_organisation", "international_organisation"),
    ("company", "company"),
    ("partner", "other"),
)
#: Whose nominations the secretariat decides on.
DECIDED = ("research", "company", "media")
_FIRST_TO_BE_TIGHT, _EACH_TIGHT = 3, 40
_SMALLEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """Somebody to be nominated; ``country`` is empty where that of the organisation counts."""

    number: int
    mode: str = "in_person"
    country: str = ""

    @property
    def name(self):
        return f"Delegate {self.number:04}"

    @property
    def form(self):
        """The fields of the form that nominates."""
        return {
            "name": self.name,
            "name_zh": f"代表{self.number:04}",
            "email": f"delegate-{self.number:04}@rehearsal.example",
            "position": f"Officer {self.number % 7}",
            "mode": self.mode,
            "country": self.country,
        }


@dataclass(slots=True, kw_only=True)
class Group:
    """A delegation: whom it sends, whom it replaces later and how many it withdraws."""

    number: int
    category: str
    organisation_kind: str
    country: str
    delegates: list[Delegate] = field(default_factory=list)
    heirs: list[Delegate] = field(default_factory=list)
    withdrawals: int = 0
    seats: int | None = None
    by_spreadsheet: bool = False

    @property
    def name(self):
        return f"Organisation {self.number:03}"

    @property
    def counts_for(self):
        """The country its people count for unless they say another (§17.3)."""
        return "" if self.category == "international_organisation" else self.country

    @property
    def wanted_seats(self):
        return sum(one.mode != "online" for one in self.delegates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody, with the limits they meet and whom the secretariat will refuse."""

    groups: Sequence[Group]
    seats: int
    category_seats: dict[str, int]
    refused: frozenset[str]
    forums: int

    @property
    def categories(self):
        return sorted({group.category for group in self.groups})


def make_cast(delegates, delegations, rng, forums=17):
    """Return who comes; the same numbers and seed give the same people."""
    groups = _groups(delegations)
    over = max(delegates // 10, 3)
    for group, size in zip(groups, _sizes(delegates, delegations, rng), strict=True):
        group.delegates = [Delegate(number=0) for _ in range(size)]
    _give_modes(groups, delegates, rng)
    tight = _add_over_quota(groups, over, rng)
    _number(groups, rng)
    _give_changes(groups, delegates, rng)
    wanted = Counter()
    for group in groups:
        wanted[group.category] += group.wanted_seats
    for group, extra in tight.items():
        groups[group].seats = groups[group].wanted_seats - extra
    media = max(over * 3 // 16, 1)
    decided = [
        one.name
        for group in groups
        if group.category in DECIDED
        for one in group.delegates
    ]
    refused = rng.sample(decided, min(max(delegates // 160, 1), len(decided)))
    return Cast(
        groups=groups,
        seats=wanted.total() - over,
        category_seats={"media": wanted["media"] - media} if wanted["media"] else {},
        refused=frozenset(refused),
        forums=forums,
    )


def _groups(delegations):
    return [
        Group(
            number=at + 1,
            category=KINDS[at % len(KINDS)][0],
            organisation_kind=KINDS[at % len(KINDS)][1],
            country=COUNTRIES[at % len(COUNTRIES)],
            by_spreadsheet=at % 4 == 1,
        )
        for at in range(delegations)
    ]


def _sizes(delegates, delegations, rng):
    """Return sizes that add up, most of them a little off the mean."""
    sizes = [delegates // delegations] * delegations
    for at in range(delegates % delegations):
        sizes[at] += 1
    for _ in range(delegations):
        less, more = rng.randrange(delegations), rng.randrange(delegations)
        if sizes[less] > _SMALLEST:
            sizes[less] -= 1
            sizes[more] += 1
    return sizes


def _give_modes(groups, delegates, rng):
    places = [(group, at) for group in groups for at in range(len(group.delegates))]
    rng.shuffle(places)
    online, both = delegates // 16, delegates * 17 // 80
    for order, (group, at) in enumerate(places[: online + both]):
        mode = "online" if order < online else "both"
        group.delegates[at] = replace(group.delegates[at], mode=mode)


def _add_over_quota(groups, over, rng):
    """Add people for whom there will be no seat; return what is too many by tight group."""
    media = [group for group in groups if group.category == "media"]
    tight = groups[_FIRST_TO_BE_TIGHT % len(groups) :: _EACH_TIGHT]
    others = [group for group in groups if group not in media and group not in tight]
    part = max(over * 3 // 16, 1)
    for at in range(over):
        among = media if at < part else tight if at < 2 * part else others
        chosen = among[at % len(among)] if among else groups[0]
        chosen.delegates.append(Delegate(number=0))
    for group in groups:
        rng.shuffle(group.delegates)
    extra = Counter(tight[at % len(tight)].number - 1 for at in range(part, 2 * part))
    return dict(extra)


def _number(groups, rng):
    number = 0
    for group in groups:
        for at, one in enumerate(group.delegates):
            number += 1
            country = rng.choice(COUNTRIES) if rng.random() < 0.03 else ""
            group.delegates[at] = replace(one, number=number, country=country)


def _give_changes(groups, delegates, rng):
    """Spread replacements and withdrawals over the delegations."""
    number = sum(len(group.delegates) for group in groups)
    for _ in range(max(delegates // 16, 2)):
        number += 1
        rng.choice(groups).heirs.append(Delegate(number=number))
    for _ in range(max(delegates // 32, 2)):
        rng.choice(groups).withdrawals += 1


def dice(seed, *words):
    """Return a generator of its own for a part of the play."""
    return random.Random(f"{seed} {' '.join(map(str, words))}")  # noqa: S311 - repeats a play, keeps no secret
