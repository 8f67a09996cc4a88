"""An inventory as a value: the facts of the place, and its lines (conventions §10).

Nothing here is judged. A line may hold a number and a key, or neither; what is wrong with
that is said by the checks, so that a city sees all of its faults at once.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

from summitry.core.errors import InvalidDataError
from summitry.core.gases import GwpSet, Origin
from summitry.core.inventory.gpc import Level
from summitry.core.inventory.notation import Notation, read_notation, read_refs
from summitry.core.reported import Boundary, ReportedInventory

Quality = Literal["H", "M", "L", ""]
#: Methane whose origin is told, for lines that have both: gas and origin by name.
METHANE_BY_ORIGIN: Mapping[str, tuple[str, Origin]] = MappingProxyType(
    {"CH4_fossil": ("CH4", "fossil"), "CH4_biogenic": ("CH4", "biogenic")}
)
QUALITIES: tuple[Quality, ...] = get_args(Quality)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodCall:
    """How a number came about: a method of the catalogue and what it was given."""

    method: str
    inputs: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: tonnes, or the keys that say why there are none.

    Parameters
    ----------
    ref
        The line of the GPC, such as ``I.1.1``.
    co2e_t
        Tonnes CO2e as stated. With ``gases_t`` beside it, it is what counts under its own
        set, and rule V10 compares the two.
    gases_t
        Tonnes of each gas (``CO2``, ``CH4``, ``N2O``, ``SF6``, ``HFC-134a``, …), without
        biogenic CO2; methane of both origins as ``CH4_fossil`` and ``CH4_biogenic``.
    gases_co2e_t
        Tonnes CO2e of gases whose mass is not told (``HFC``, ``PFC``, …).
    gwp_set
        The set of the figures in CO2e, where it is not the inventory's.
    methane_origin
        Of the carbon in the methane; None takes the line's own (conventions §10.8).
    co2_biogenic_t
        Tonnes of CO2 from biomass, which are in no total.
    notation_key
        As published: ``NE``, ``NO; IE``, ``IE (II.1.1)``.
    included_in
        The line, or lines, that hold what is included elsewhere.
    activity_quality, factor_quality
        H, M or L, of activity data and emission factors.
    calculations
        What was computed, so that the line can be opened again.

    Raises InvalidDataError for a number that is not finite and a quality that is none.
    """

    ref: str
    co2e_t: float | None = None
    gases_t: Mapping[str, float] = field(default_factory=dict[str, float])
    gases_co2e_t: Mapping[str, float] = field(default_factory=dict[str, float])
    gwp_set: GwpSet | None = None
    methane_origin: Origin | None = None
    co2_biogenic_t: float | None = None
    notation_key: str = ""
    explanation: str = ""
    included_in: str = ""
    activity_quality: Quality = ""
    factor_quality: Quality = ""
    calculations: tuple[MethodCall, ...] = ()

    def __post_init__(self) -> None:
        wrong = {
            f"{self.ref}, {name}": f"must be a finite number of tonnes, got {value}"
            for name, value in self.numbers()
            if not math.isfinite(value)
        }
        for name in ("activity_quality", "factor_quality"):
            value = getattr(self, name)
            if value not in QUALITIES:
                wrong[f"{self.ref}, {name}"] = (
                    f"must be H, M, L or empty, got {value!r}"
                )
        if wrong:
            raise InvalidDataError(wrong)

    def numbers(self) -> Iterator[tuple[str, float]]:
        """Yield every number of tonnes with its name."""
        if self.co2e_t is not None:
            yield "co2e_t", self.co2e_t
        yield from self.gases_t.items()
        yield from ((f"{gas} (CO2e)", each) for gas, each in self.gases_co2e_t.items())
        if self.co2_biogenic_t is not None:
            yield "co2_biogenic_t", self.co2_biogenic_t

    @property
    def has_value(self) -> bool:
        """Whether it holds a number that counts; biogenic CO2 alone does not."""
        return bool(self.co2e_t is not None or self.gases_t or self.gases_co2e_t)

    @property
    def notations(self) -> tuple[Notation, ...]:
        """The keys it holds; none where the text is not made of keys."""
        return read_notation(self.notation_key) or ()

    @property
    def keys(self) -> frozenset[str]:
        """The keys without what they point to: NO, NE, IE, C."""
        return frozenset(each.key for each in self.notations)

    @property
    def targets(self) -> tuple[str, ...]:
        """The lines that hold what is included elsewhere, each once."""
        named = [ref for each in self.notations for ref in each.targets]
        own = read_refs(self.included_in)
        if own is None:
            own = (self.included_in,)
        return tuple(dict.fromkeys([*named, *own]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The facts of an inventory beside its lines.

    ``level`` is what the city claims to report, None where it does not say; ``protocol``
    is a name with its version.
    """

    city: str = ""
    year: int | None = None
    population: int | None = None
    boundary: Boundary = "unknown"
    protocol: str = "GPC 1.1"
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """What one city emits in one period, by reference; made by ``inventory_of``.

    ``gwp_set`` is the one set in which its CO2e is stated. Two inventories with the same
    lines in another order are equal.
    """

    lines: Mapping[str, Line]
    gwp_set: GwpSet
    place: Place = field(default_factory=Place)


def inventory_of(
    lines: Iterable[Line], gwp_set: GwpSet, *, place: Place | None = None
) -> Inventory:
    """Make an inventory of its lines, in whatever order they come.

    Raises InvalidDataError where a reference comes twice.
    """
    by_ref: dict[str, Line] = {}
    wrong: dict[str, str] = {}
    for line in lines:
        if line.ref in by_ref:
            wrong[line.ref] = "must come once; add up what belongs to one line"
        by_ref[line.ref] = line
    if wrong:
        raise InvalidDataError(wrong)
    return Inventory(by_ref, gwp_set, place or Place())


def inventory_of_report(
    reported: ReportedInventory,
    gwp_set: GwpSet,
    *,
    city: str = "",
    population: int | None = None,
) -> Inventory:
    """Make an inventory of what a source reports line by line.

    ``gwp_set`` is an assumption where the source does not state it.
    """
    return inventory_of(
        (
            Line(ref=each.ref, co2e_t=each.co2e_t, notation_key=each.notation_key)
            for each in reported.lines
        ),
        gwp_set,
        place=Place(
            city=city,
            year=reported.year,
            population=population,
            boundary=reported.boundary,
            protocol=reported.protocol,
        ),
    )
