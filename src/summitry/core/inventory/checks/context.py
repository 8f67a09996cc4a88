"""What a check may know beside the inventory itself; every part is optional."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from summitry.core.inventory.gpc import Level
from summitry.core.inventory.lines import Inventory
from summitry.core.inventory.totals import Totals

FactorKind = Literal["combustion", "grid", "process", "waste", "other", ""]
HeatingValue = Literal["net", "gross", ""]
State = Literal["solid", "liquid", "gas", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """One quantity behind a line, and the factor it was multiplied with.

    ``plant`` names the installation; ``factor_family`` is ``IPCC`` or ``LCA``;
    ``heating_value`` is what the quantity is measured in and ``factor_heating_value`` what
    the factor is for; ``fractions`` are the shares of a composition; ``from_city`` is who
    sent the waste. ``recovery`` marks a row that takes off what was recovered.
    """

    ref: str
    quantity: float | None = None
    unit: str = ""
    carrier: str = ""
    plant: str = ""
    factor_kind: FactorKind = ""
    factor_family: str = ""
    state: State = ""
    heating_value: HeatingValue = ""
    factor_heating_value: HeatingValue = ""
    fractions: Mapping[str, float] = field(default_factory=dict[str, float])
    loss_fraction: float | None = None
    energy_recovered: bool = False
    recovery: bool = False
    from_city: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A city of an aggregate, with the areas that it lies in, by name."""

    name: str
    lies_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """Cities that are added up, on one level; ``overlaps`` are pairs whose areas meet."""

    level: Level
    members: tuple[Member, ...]
    overlaps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentFigure:
    """What another source says of the same city and year, on the same level."""

    source: str
    level: Level
    total_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All that is known around an inventory; None is "not known", which is not "none".

    ``reported`` are the totals as the city prints them, ``past_t`` its BASIC totals of
    earlier years, ``peers_t_per_head`` BASIC per head of comparable cities, and
    ``method_change`` the note that explains a break with the year before.
    """

    activities: tuple[ActivityRow, ...] | None = None
    reported: Totals | None = None
    previous: Inventory | None = None
    method_change: str = ""
    past_t: Mapping[int, float] | None = None
    peers_t_per_head: tuple[float, ...] | None = None
    independent: tuple[IndependentFigure, ...] | None = None
    aggregate: Aggregate | None = None
