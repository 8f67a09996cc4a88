"""What a city can do for its climate, with what is known of it (action_*.csv).

``actions.csv`` says what an action is and where it works in the plan model,
``action_figures.csv`` holds every number with its source, ``action_benefits.csv`` what
else was measured, ``action_sources.csv`` the publications. A figure says how it was
come by: ``reopened`` (the source was read again for this table; its note says which end
was not), ``recalled`` (from memory of a published source), ``definition`` (true by what
the words mean) or ``none`` (nobody's number: a wide range that only states ignorance).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from summitry.core.errors import InvalidDataError, UnknownNameError

Sector = Literal[
    "buildings", "industry", "energy", "transport", "waste", "land", "lifestyle"
]
Channel = Literal["activity", "intensity", "carrier", "waste", "removal", "generation"]
Carrier = Literal[
    "coal", "gas", "gasoline", "diesel", "electricity", "heat", "biomass", ""
]
Basis = Literal[
    "activity",
    "energy",
    "emissions",
    "service",
    "mass",
    "methane",
    "area",
    "capacity",
    "electricity",
]
Evidence = Literal["high", "medium", "low", "none"]
Provenance = Literal["reopened", "recalled", "definition", "none"]
FigureKind = Literal[
    "effect",
    "energy_ratio",
    "reach",
    "uptake",
    "persistence",
    "lifetime",
    "investment",
    "running_cost",
    "added_emissions",
]

BASES: Mapping[Channel, tuple[Basis, ...]] = {
    "activity": ("activity",),
    "intensity": ("energy", "emissions"),
    "carrier": ("service",),
    "waste": ("mass", "methane"),
    "removal": ("area",),
    "generation": ("capacity", "electricity"),
}
"""What an effect may be relative to, by the channel that the action works on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSource:
    """A publication; ``read_as`` is the part that was read again, empty if none was."""

    id: str
    title: str
    publisher: str
    year: int | None
    address: str
    read_as: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number as a range, with where it is from.

    ``low`` and ``high`` are the ends the sources give, equal where they give one value;
    ``likely`` is the middle that ``note`` explains. Money has a currency (ISO 4217) and
    the year of its prices, where the source states one; ``unit`` is then what the money
    buys.
    """

    low: float
    likely: float
    high: float
    unit: str
    currency: str
    price_year: int | None
    sources: tuple[str, ...]
    locator: str
    provenance: Provenance
    note: str

    def __post_init__(self) -> None:
        errors: dict[str, str] = {}
        if not self.low <= self.likely <= self.high:
            errors["likely"] = (
                f"must lie between low and high,"
                f" got {self.low}, {self.likely}, {self.high}"
            )
        if self.provenance in {"reopened", "recalled"} and not self.sources:
            errors["sources"] = f"a {self.provenance} figure must name one, got none"
        if self.provenance not in get_args(Provenance):
            errors["provenance"] = _one_of(Provenance, self.provenance)
        if errors:
            raise InvalidDataError(errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoBenefit:
    """What else came of an action where somebody measured it; harms are in here too."""

    name_en: str
    name_zh: str
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action: what it is, which channel it works on, and its figures.

    ``effect`` is the share of what is reached (``relative_to_en``) that the action
    takes away, or moves to ``carrier_to``; for ``area`` it is t CO2 per hectare and
    year, for ``capacity`` MWh per kW and year. ``energy_ratio`` is what the new carrier
    needs for one MWh of the old. ``reach`` is the share of the sector's quantity that
    is of the kind in ``relative_to_en`` and can be got at. What a behavioural action
    does is reach x uptake x effect, and ``persistence`` the share of that which is left one
    year after it stops. ``lifetime`` is in years. ``added_emissions`` arise elsewhere,
    per tonne treated. ``prerequisites`` are slugs; of an ``exclusive_group`` a plan
    takes one.
    """

    slug: str
    name_en: str
    name_zh: str
    description_en: str
    description_zh: str
    sector: Sector
    channel: Channel
    carrier_from: Carrier
    carrier_to: Carrier
    gpc_lines: tuple[str, ...]
    basis: Basis
    relative_to_en: str
    relative_to_zh: str
    behavioural: bool
    evidence: Evidence
    prerequisites: tuple[str, ...]
    exclusive_group: str
    note: str
    effect: Figure
    energy_ratio: Figure | None
    reach: Figure
    uptake: Figure | None
    persistence: Figure | None
    lifetime: Figure
    investment: Figure | None
    running_cost: Figure | None
    added_emissions: Figure | None
    co_benefits: tuple[CoBenefit, ...]

    def __post_init__(self) -> None:
        errors = {
            name: _one_of(choice, getattr(self, name))
            for name, choice in _CHOICES.items()
            if getattr(self, name) not in get_args(choice)
        }
        if not errors and self.basis not in BASES[self.channel]:
            allowed = ", ".join(BASES[self.channel])
            errors["basis"] = f"of {self.channel} is {allowed}, got {self.basis!r}"
        moves = self.channel == "carrier"
        if moves != bool(self.carrier_from and self.carrier_to and self.energy_ratio):
            errors["carrier_from"] = (
                "carriers and energy_ratio are for the channel carrier, and only for it"
            )
        if self.behavioural != bool(self.uptake and self.persistence):
            errors["uptake"] = (
                "uptake and persistence are for behavioural actions, and only for them"
            )
        if errors:
            raise InvalidDataError(errors)


_CHOICES = {
    "sector": Sector,
    "channel": Channel,
    "carrier_from": Carrier,
    "carrier_to": Carrier,
    "basis": Basis,
    "evidence": Evidence,
}


@cache
def load_actions() -> Mapping[str, Action]:
    """Read the library by slug, in the order of the table.

    Raises
    ------
    InvalidDataError
        If a row cannot be true.
    """
    figures: dict[str, dict[str, Figure]] = {}
    for row in _rows("action_figures.csv"):
        figures.setdefault(row["action"], {})[row["figure"]] = _figure(row)
    benefits: dict[str, list[CoBenefit]] = {}
    for row in _rows("action_benefits.csv"):
        benefits.setdefault(row["action"], []).append(
            CoBenefit(
                name_en=row["benefit_en"],
                name_zh=row["benefit_zh"],
                figure=_figure(row),
            )
        )
    return {
        row["slug"]: _action(row, figures[row["slug"]], benefits.get(row["slug"], []))
        for row in _rows("actions.csv")
    }


def find_action(slug: str) -> Action:
    """Return one action of the library.

    Raises
    ------
    UnknownNameError
        If there is none of that slug.
    """
    actions = load_actions()
    if slug not in actions:
        raise UnknownNameError("action", slug, actions)
    return actions[slug]


@cache
def load_action_sources() -> Mapping[str, ActionSource]:
    """Read the publications that figures name, by id."""
    return {
        row["id"]: ActionSource(
            id=row["id"],
            title=row["title"],
            publisher=row["publisher"],
            year=int(row["year"]) if row["year"] else None,
            address=row["address"],
            read_as=row["read_as"],
            note=row["note"],
        )
        for row in _rows("action_sources.csv")
    }


def _action(
    row: dict[str, str], figures: Mapping[str, Figure], benefits: list[CoBenefit]
) -> Action:
    return Action(
        slug=row["slug"],
        name_en=row["name_en"],
        name_zh=row["name_zh"],
        description_en=row["description_en"],
        description_zh=row["description_zh"],
        sector=cast("Sector", row["sector"]),
        channel=cast("Channel", row["channel"]),
        carrier_from=cast("Carrier", row["carrier_from"]),
        carrier_to=cast("Carrier", row["carrier_to"]),
        gpc_lines=tuple(row["gpc_lines"].split()),
        basis=cast("Basis", row["basis"]),
        relative_to_en=row["relative_to_en"],
        relative_to_zh=row["relative_to_zh"],
        behavioural=row["behavioural"] == "yes",
        evidence=cast("Evidence", row["evidence"]),
        prerequisites=tuple(row["prerequisites"].split()),
        exclusive_group=row["exclusive_group"],
        note=row["note"],
        effect=figures["effect"],
        energy_ratio=figures.get("energy_ratio"),
        reach=figures["reach"],
        uptake=figures.get("uptake"),
        persistence=figures.get("persistence"),
        lifetime=figures["lifetime"],
        investment=figures.get("investment"),
        running_cost=figures.get("running_cost"),
        added_emissions=figures.get("added_emissions"),
        co_benefits=tuple(benefits),
    )


def _figure(row: dict[str, str]) -> Figure:
    return Figure(
        low=float(row["low"]),
        likely=float(row["likely"]),
        high=float(row["high"]),
        unit=row["unit"],
        currency=row["currency"],
        price_year=int(row["price_year"]) if row["price_year"] else None,
        sources=tuple(row["sources"].split()),
        locator=row["locator"],
        provenance=cast("Provenance", row["provenance"]),
        note=row["note"],
    )


def _one_of(choice: object, value: object) -> str:
    return f"must be one of {', '.join(get_args(choice))}, got {value!r}"


def _rows(file: str) -> list[dict[str, str]]:
    text = files("summitry.data").joinpath(file).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
