"""What a source reports about a city: the values that readers make and imports keep.

Nothing here is repaired. A figure is kept as the source has it, with a note of how it
came about; whatever looks wrong is a remark of the reader, never a silent change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from summitry.core.errors import InvalidDataError

ActorKind = Literal["city", "region", "country", "other"]

#: The scheme of an actor whose place is known: its identifier is the place's address.
PLACE_SCHEME = "place"

#: What a total counts. Two bases are never joined into one series.
Basis = Literal[
    "basic",  # GPC BASIC
    "basic_plus",  # GPC BASIC+
    "scopes_1_2",  # scope 1 + scope 2, grid supply excluded where it is told apart
    "territorial",  # all greenhouse gases emitted inside the boundary
    "territorial_co2",  # CO2 only, from energy and industrial processes
    "as_reported",  # a total whose parts the source does not give
]

#: The area a figure covers, in relation to the city's administrative border.
Boundary = Literal[
    "administrative", "metropolitan", "larger", "partial", "mixed", "unknown"
]

#: What a pledge is measured against; METHODS section 5.1 names the formulas.
PledgeKind = Literal[
    "base_year",
    "business_as_usual",
    "per_capita",
    "per_gdp",
    "fixed_level",
    "fixed_level_per_capita",
    "net_zero",
    "peak_year",
    "other",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who reports or promises, as the source names them.

    ``identifier`` is unique within ``scheme`` (``cdp`` account number, ``ceads`` glued
    name, …); ``country`` is ISO 3166-1 alpha-2, and ``country_name`` the source's own
    words. ``region`` is the province or county as the source names it, which tells
    homonyms apart.
    """

    name: str
    scheme: str
    identifier: str
    country: str
    country_name: str = ""
    region: str = ""
    kind: ActorKind = "city"
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    population_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLine:
    """One line of an inventory: a number of tonnes CO2e or a notation key, never both."""

    ref: str
    co2e_t: float | None = None
    notation_key: str = ""

    def __post_init__(self) -> None:
        if (self.co2e_t is None) == (not self.notation_key):
            raise InvalidDataError(
                {self.ref: "needs a number of tonnes or a notation key, and not both"}
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedInventory:
    """One city's emissions in one period, in tonnes (CO2e unless the basis says CO2).

    ``first_day`` and ``last_day`` keep the source's precision (``2017`` or
    ``2017-07-01``), and one of them is empty where the source gives only the other;
    ``year`` is the calendar year the period mostly falls in.
    ``derivation`` says in plain English how ``total_t`` came about ("reported total",
    "sum of scope 1 and scope 2", …). ``reported_total_t`` is the total that the source
    prints beside its parts, where it prints one.
    """

    year: int
    first_day: str
    last_day: str
    total_t: float
    basis: Basis
    boundary: Boundary
    derivation: str
    boundary_text: str = ""
    protocol: str = ""
    gases: str = ""
    scope_1_t: float | None = None
    scope_2_t: float | None = None
    scope_3_t: float | None = None
    reported_total_t: float | None = None
    lines: tuple[ReportedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPledge:
    """One promise as the source has it; absent parts are ``None``, never guessed.

    ``reduction`` is a fraction (0.7), emissions and ``level_t`` are tonnes CO2e a year.
    ``reference`` tells apart several pledges of one actor in one source.
    """

    kind: PledgeKind
    reference: str
    base_year: int | None = None
    base_emissions_t: float | None = None
    target_year: int | None = None
    reduction: float | None = None
    level_t: float | None = None
    bau_emissions_t: float | None = None
    intensity_unit: str = ""
    set_year: int | None = None
    status: str = ""
    coverage: str = ""
    boundary_text: str = ""
    text: str = ""
    kind_text: str = ""
    details: Mapping[str, str] = field(default_factory=dict[str, str])
