"""Tables that a plan starts from: sectors, lines, carriers, ranges, national years.

``plan_lines.csv`` says which line of an inventory makes which sector, ``plan_sectors.csv``
what a sector is, ``plan_carriers.csv`` what a MWh of a fuel emits, ``plan_ranges.csv`` the
wide ranges that state ignorance, ``national_targets.csv`` what countries pledged.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from summitry.core.errors import UnknownNameError

Scheme = Literal["gpc", "smhi", "reported"]

#: Sectors whose source does not split them: any action may work on a part of them.
_ANY_LINE = ("*",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorKind:
    """A sector that plans have: names, the GPC lines it stands for, fuels it may burn.

    ``whole`` means that the source gave no parts, ``land`` that it may be negative.
    """

    key: str
    name_en: str
    name_zh: str
    lines: tuple[str, ...]
    carriers: tuple[str, ...]
    whole: bool
    land: bool

    def covers(self, lines: tuple[str, ...]) -> bool:
        """Tell whether any of these GPC lines is in the sector."""
        return self.lines == _ANY_LINE or bool(set(self.lines) & set(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierKind:
    """A carrier with its names, and what a MWh of it emits; None where that depends."""

    key: str
    name_en: str
    name_zh: str
    t_per_mwh: float | None
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WideRange:
    """A range that nobody measured: it only says how little is known."""

    name: str
    low: float
    likely: float
    high: float
    unit: str
    note_en: str
    note_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalTarget:
    """The years a country pledged for its peak and for neutrality, None without one."""

    country: str
    peak_year: int | None
    neutral_year: int | None
    covers: str
    source: str
    url: str
    provenance: str
    note: str


@cache
def load_sector_kinds() -> Mapping[str, SectorKind]:
    """Read the sectors by key."""
    return {
        row["sector"]: SectorKind(
            key=row["sector"],
            name_en=row["name_en"],
            name_zh=row["name_zh"],
            lines=tuple(row["lines"].split()),
            carriers=tuple(row["carriers"].split()),
            whole=row["whole"] == "yes",
            land=row["land"] == "yes",
        )
        for row in _rows("plan_sectors.csv")
    }


@cache
def load_plan_lines(scheme: Scheme) -> Mapping[str, str]:
    """Read which line makes which sector: of the GPC, SMHI, or a report without lines."""
    return {
        row["ref"]: row["sector"]
        for row in _rows("plan_lines.csv")
        if row["scheme"] == scheme
    }


@cache
def load_carrier_kinds() -> Mapping[str, CarrierKind]:
    """Read the carriers by key."""
    return {
        row["carrier"]: CarrierKind(
            key=row["carrier"],
            name_en=row["name_en"],
            name_zh=row["name_zh"],
            t_per_mwh=float(row["t_per_mwh"]) if row["t_per_mwh"] else None,
            source=row["source"],
            note=row["note"],
        )
        for row in _rows("plan_carriers.csv")
    }


def find_range(name: str) -> WideRange:
    """Return a wide range by name; raises UnknownNameError."""
    ranges = _load_ranges()
    if name not in ranges:
        raise UnknownNameError("range", name, ranges)
    return ranges[name]


@cache
def _load_ranges() -> Mapping[str, WideRange]:
    return {
        row["name"]: WideRange(
            name=row["name"],
            low=float(row["low"]),
            likely=float(row["likely"]),
            high=float(row["high"]),
            unit=row["unit"],
            note_en=row["note_en"],
            note_zh=row["note_zh"],
        )
        for row in _rows("plan_ranges.csv")
    }


@cache
def load_national_targets() -> Mapping[str, NationalTarget]:
    """Read what countries pledged, by their ISO 3166-1 code."""
    return {
        row["country"]: NationalTarget(
            country=row["country"],
            peak_year=int(row["peak_year"]) if row["peak_year"] else None,
            neutral_year=int(row["neutral_year"]) if row["neutral_year"] else None,
            covers=row["covers"],
            source=row["source"],
            url=row["url"],
            provenance=row["provenance"],
            note=row["note"],
        )
        for row in _rows("national_targets.csv")
    }


def _rows(file: str) -> list[dict[str, str]]:
    text = files("summitry.data").joinpath(file).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
