"""What a check is, what it looks at, and what it says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from summitry.core.inventory.checks.context import ActivityRow, Context
from summitry.core.inventory.gpc import GpcLine
from summitry.core.inventory.lines import Inventory
from summitry.core.inventory.rulebook import Rulebook, Thresholds
from summitry.core.inventory.totals import InventoryTotals

Severity = Literal["error", "warning"]

#: What a check may need; each is a part of the context, or a fact of the place.
Need = Literal[
    "population",
    "activities",
    "reported",
    "previous",
    "past_t",
    "peers_t_per_head",
    "independent",
    "aggregate",
]


#: What to bring so that a check can run.
NEEDS: Mapping[Need, str] = MappingProxyType(
    {
        "population": "the population",
        "activities": "the activity data behind the lines",
        "reported": "the totals as printed",
        "previous": "the inventory of the year before",
        "past_t": "the year, and the totals of at least six earlier years",
        "peers_t_per_head": "the population, and tonnes per head of at least five peers",
        "independent": "figures of other sources",
        "aggregate": "the cities that are added up",
    }
)


@dataclass(frozen=True, slots=True)
class Examined:
    """An inventory with what it adds up to and what is known around it."""

    inventory: Inventory
    context: Context
    rulebook: Rulebook
    totals: InventoryTotals

    @property
    def thresholds(self) -> Thresholds:
        """From where on a check speaks."""
        return self.rulebook.thresholds

    @property
    def activities(self) -> tuple[ActivityRow, ...]:
        """The rows behind the lines, none where they are not known."""
        return self.context.activities or ()

    def number(self, ref: str) -> float | None:
        """Return what a line counts, None without a number."""
        return self.totals.lines_t.get(ref)

    def gpc_line(self, ref: str) -> GpcLine | None:
        """Return the protocol's entry of a line."""
        return self.rulebook.lines.get(ref)

    def has(self, need: Need) -> bool:
        """Whether a part that a check may need is known."""
        place, context = self.inventory.place, self.context
        fewest = self.thresholds.fewest_peers
        if need == "population":
            return bool(place.population)
        if need == "peers_t_per_head":
            peers = [each for each in context.peers_t_per_head or () if each > 0]
            return bool(place.population) and len(peers) >= fewest
        if need == "past_t":
            return len(self.past()) > fewest
        return getattr(context, need) is not None

    def past(self) -> list[tuple[int, float]]:
        """Return the BASIC totals of earlier years, oldest first; zero is no data."""
        year = self.inventory.place.year
        if year is None:
            return []
        past = (self.context.past_t or {}).items()
        return sorted((y, total) for y, total in past if y < year and total > 0)


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found: a sentence with gaps, and what goes into them.

    The sentence is the key of its translation, so figures are never part of it.
    """

    ref: str
    sentence: str
    figures: Mapping[str, str] = field(default_factory=dict[str, str])
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with its rule: the value seen, what is allowed, the way out.

    ``ref`` is empty where it is said of the inventory as a whole.
    """

    rule: str
    severity: Severity
    ref: str
    sentence: str
    figures: Mapping[str, str]

    @property
    def message(self) -> str:
        """The sentence in English with its figures."""
        return self.sentence.format(**self.figures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule: it runs where at least one of ``needs`` is known, or where it needs none.

    ``sees_more_with`` are parts without which it looks at the lines alone.
    """

    code: str
    severity: Severity
    title: str
    find: Callable[[Examined], Iterable[Fault]]
    needs: tuple[Need, ...] = ()
    sees_more_with: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class NotRun:
    """A rule that could not run, or (``partly``) only on the lines themselves."""

    rule: str
    needs: tuple[Need, ...]
    partly: bool = False


def tonnes(value: float) -> str:
    """Write tonnes for a message."""
    return f"{value:,.10g} t"


def percent(fraction: float) -> str:
    """Write a fraction as a percentage for a message."""
    return f"{100 * fraction:,.3g} %"
