"""What sources say of one figure, which of them is shown, and whether they disagree.

Rules (tests cite them by number)

§1 **Range.** A claim stands for a range: ``exact`` is the value itself, ``at_least`` the
   value and everything above, ``at_most`` the value and everything below, ``about`` the
   value ± 10 % (a convention of this project: no source says how near "nearly" is).
   "More than 60" is kept as ``at_least`` 60.
§2 **Dates.** A date stands for the days of its own precision: ``2022-05`` and
   ``2022-05-11`` agree, ``2022-06`` and ``2022-05-11`` do not.
§3 **Stages.** A figure belongs to a stage: *planned* (phase ``planned``, or the modifier
   ``expected``), *opening*, or *final* (``final``, ``verified``, ``unknown``). Figures of
   different stages do not contradict each other; both are shown. An expected 2,500 and a
   final 3,200 are a plan and a result.
§4 **Revised plans.** Two planned figures contradict each other only when they are as of
   the same date; a later plan replaces an earlier one.
§5 **Quantities that change.** A population or a number of members (a *stock*) as of two
   different years is a series, not a conflict. A stock without a date is compared with
   all others, and as nobody says which year it is of, it disagrees only when it is more
   than a quarter off.
§6 **Conflict.** Two claims of one subject, field and unit disagree when they belong to
   the same stage and their ranges do not meet. At least 800 and at least 1,000 meet;
   50 and at least 60 do not.
§7 **Deprecated claims** are kept and shown, but neither support nor contradict.
§8 **Order.** Rank first (preferred, normal, deprecated), then phase (verified, final,
   opening, unknown, planned), then the publisher (issuer, organiser, member, news, copy),
   then the latest date. The first of this order is the figure shown.
§9 **Copies count once.** The support of the shown figure is the number of different
   origins that state the same value: a reprint has the origin of what it reprints. A plan
   is no support for a result.
§10 **Whole and parts.** Where a field is the sum of others (all guests = in person +
   online) and each part has a shown figure, the sum of the parts' ranges is set beside
   the whole. Over 800 agrees with 625 in person and about 200 online.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

from summitry.core.dates import is_partial_date
from summitry.core.errors import InvalidDataError

Modifier = Literal["exact", "at_least", "about", "at_most", "expected"]
Phase = Literal["verified", "final", "opening", "unknown", "planned"]
PublisherClass = Literal["issuer", "organiser", "member", "news", "copy"]
Rank = Literal["preferred", "normal", "deprecated"]
Stage = Literal["planned", "opening", "final"]

#: A number in full units, or a date in the precision of the source.
Value = int | float | str

#: How far a figure said to be "about" may be off, as a fraction (§1).
ABOUT = 0.1

#: How far a stock without a date may be off, as a fraction (§5).
UNDATED = 0.25

_SUBJECT = re.compile(r"[a-z_]+:[a-z0-9-]+")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "modifier": get_args(Modifier),
    "phase": get_args(Phase),
    "publisher_class": get_args(PublisherClass),
    "rank": get_args(Rank),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure as one source prints it.

    ``subject`` names a record (``convening:malmo-summit-2022``). ``value`` is in full
    units (12236000000) or, where ``unit`` is ``date``, an ISO date in the source's
    precision. ``origin`` is the source that ``source`` reprints, at the end of the chain,
    or ``source`` itself. The quote is the shortest text that holds the figure, with the
    words right before and after it.
    """

    key: str
    subject: str
    field: str
    value: Value
    unit: str
    source: str
    origin: str
    publisher_class: PublisherClass
    modifier: Modifier = "exact"
    phase: Phase = "unknown"
    as_of: str = ""
    rank: Rank = "normal"
    quote_exact: str = ""
    quote_prefix: str = ""
    quote_suffix: str = ""
    note_en: str = ""

    def __post_init__(self) -> None:
        errors = {
            name: f"must be one of {', '.join(allowed)}, got {getattr(self, name)!r}"
            for name, allowed in _CHOICES.items()
            if getattr(self, name) not in allowed
        }
        errors |= _value_errors(self.value, unit=self.unit)
        if not _SUBJECT.fullmatch(self.subject):
            errors["subject"] = (
                f"must read kind:slug, such as convening:malmo-summit-2022,"
                f" got {self.subject!r}"
            )
        if self.as_of and not is_partial_date(self.as_of):
            errors["as_of"] = f"must be YYYY, YYYY-MM or YYYY-MM-DD, got {self.as_of!r}"
        if not self.source:
            errors["source"] = "is missing; a figure without a source is not kept"
        if errors:
            raise InvalidDataError(errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOfParts:
    """What the parts of a whole add up to, and whether the whole agrees with it (§10)."""

    fields: tuple[str, ...]
    low: float
    high: float
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAgreement:
    """What all sources together say of one figure of one record.

    ``shown`` is the figure to print; ``support`` are the claims that state the same value,
    ``independent_sources`` how many origins they have; ``claims`` are all, best first;
    ``conflicts`` are the pairs that disagree.
    """

    subject: str
    field: str
    unit: str
    shown: Claim
    support: tuple[Claim, ...]
    independent_sources: int
    claims: tuple[Claim, ...]
    conflicts: tuple[tuple[Claim, Claim], ...]
    parts: SumOfParts | None = None

    @property
    def has_conflict(self) -> bool:
        """Whether sources disagree, with each other or with the sum of the parts."""
        return bool(self.conflicts) or (
            self.parts is not None and not self.parts.agrees
        )

    @property
    def conflicting_values(self) -> tuple[Value, ...]:
        """The different values that stand against each other, best claim first."""
        involved = {claim.key for pair in self.conflicts for claim in pair}
        return tuple(
            dict.fromkeys(claim.value for claim in self.claims if claim.key in involved)
        )


def stage(claim: Claim) -> Stage:
    """Tell whether a figure is a plan, was given at the opening, or looks back (§3)."""
    if claim.phase == "planned" or claim.modifier == "expected":
        return "planned"
    return "opening" if claim.phase == "opening" else "final"


def value_range(claim: Claim) -> tuple[float, float]:
    """Give the lowest and highest number that a claim allows (§1).

    Raises
    ------
    InvalidDataError
        The value is a date.
    """
    if isinstance(claim.value, str):
        raise InvalidDataError(
            {claim.key: f"is a date ({claim.value}), which has no range of numbers"}
        )
    value = float(claim.value)
    if claim.modifier == "at_least":
        return value, math.inf
    if claim.modifier == "at_most":
        return -math.inf, value
    if claim.modifier == "about":
        return value * (1 - ABOUT), value * (1 + ABOUT)
    return value, value


def disagree(
    first: Claim, second: Claim, *, stocks: AbstractSet[str] = frozenset()
) -> bool:
    """Tell whether two claims of one figure contradict each other (§2 to §7).

    ``stocks`` are the fields whose quantity changes with time.
    """
    if "deprecated" in (first.rank, second.rank) or not _comparable(
        first, second, stocks=stocks
    ):
        return False
    if isinstance(first.value, str) or isinstance(second.value, str):
        one, other = str(first.value), str(second.value)
        return not (one.startswith(other) or other.startswith(one))
    ranges = value_range(first), value_range(second)
    if first.field in stocks and not (first.as_of and second.as_of):
        ranges = _widen(ranges[0], UNDATED), ranges[1]
    return not _meet(*ranges)


def order(claims: Iterable[Claim]) -> list[Claim]:
    """Put the claims of one figure in order, the one to show first (§8)."""
    by_date = sorted(
        sorted(claims, key=lambda claim: claim.key),
        key=lambda claim: claim.as_of,
        reverse=True,
    )
    return sorted(
        by_date,
        key=lambda claim: (
            _CHOICES["rank"].index(claim.rank),
            _CHOICES["phase"].index(claim.phase),
            _CHOICES["publisher_class"].index(claim.publisher_class),
        ),
    )


def agreement(
    claims: Iterable[Claim],
    *,
    stocks: AbstractSet[str] = frozenset(),
    sums: Mapping[str, Sequence[str]] | None = None,
) -> list[FigureAgreement]:
    """Bring together what the sources say, one result a figure (§1 to §10).

    A figure is a subject, a field and a unit. ``stocks`` are the fields whose quantity
    changes with time, ``sums`` the parts of each field that is a sum of others. The
    results keep the order in which the figures first appear.
    """
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.subject, claim.field, claim.unit), []).append(claim)
    ordered = {figure: order(group) for figure, group in groups.items()}
    shown = {figure: group[0] for figure, group in ordered.items()}
    return [
        _agreement_of(
            group,
            stocks=stocks,
            parts=_sum_of_parts(group[0], shown, fields=(sums or {}).get(field, ())),
        )
        for (_, field, _), group in ordered.items()
    ]


def _agreement_of(
    ordered: Sequence[Claim], *, stocks: AbstractSet[str], parts: SumOfParts | None
) -> FigureAgreement:
    shown = ordered[0]
    support = tuple(claim for claim in ordered if _supports(claim, shown))
    return FigureAgreement(
        subject=shown.subject,
        field=shown.field,
        unit=shown.unit,
        shown=shown,
        support=support,
        independent_sources=len({claim.origin for claim in support}),
        claims=tuple(ordered),
        conflicts=tuple(
            (first, second)
            for first, second in combinations(ordered, 2)
            if disagree(first, second, stocks=stocks)
        ),
        parts=parts,
    )


def _supports(claim: Claim, shown: Claim) -> bool:
    if claim is shown:
        return True
    if claim.rank == "deprecated" or claim.value != shown.value:
        return False
    return stage(claim) != "planned" or stage(shown) == "planned"


def _sum_of_parts(
    whole: Claim,
    shown: Mapping[tuple[str, str, str], Claim],
    *,
    fields: Sequence[str],
) -> SumOfParts | None:
    parts = [shown.get((whole.subject, field, whole.unit)) for field in fields]
    known = [value_range(part) for part in parts if part is not None]
    if not fields or len(known) != len(fields):
        return None
    low, high = sum(part[0] for part in known), sum(part[1] for part in known)
    return SumOfParts(
        fields=tuple(fields),
        low=low,
        high=high,
        agrees=_meet(value_range(whole), (low, high)),
    )


def _comparable(first: Claim, second: Claim, *, stocks: AbstractSet[str]) -> bool:
    if stage(first) != stage(second):
        return False
    if stage(first) == "planned":
        return first.as_of == second.as_of
    if first.field in stocks and first.as_of and second.as_of:
        return first.as_of[:4] == second.as_of[:4]
    return True


def _widen(values: tuple[float, float], share: float) -> tuple[float, float]:
    return values[0] * (1 - share), values[1] * (1 + share)


def _meet(first: tuple[float, float], second: tuple[float, float]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def _value_errors(value: Value, *, unit: str) -> dict[str, str]:
    if not unit:
        return {"unit": "is missing; a number says nothing without its unit"}
    if unit == "date":
        if isinstance(value, str) and is_partial_date(value):
            return {}
        return {"value": f"must be YYYY, YYYY-MM or YYYY-MM-DD, got {value!r}"}
    if isinstance(value, str | bool) or not math.isfinite(value) or value < 0:
        return {"value": f"must be a number from 0 in full units, got {value!r}"}
    return {}
