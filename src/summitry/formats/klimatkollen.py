"""Klimatkollen: emissions of the 290 Swedish municipalities from SMHI, two JSON files."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import cast

from summitry.core.errors import UnreadableFileError
from summitry.core.reported import Actor, ReportedInventory, ReportedLine
from summitry.formats.headers import Columns, match_headers
from summitry.formats.reading import Reading, Record
from summitry.formats.rows import Row, collect
from summitry.formats.tables import read_json_list

KIND = "klimatkollen"

#: SMHI's series begins in 1990.
_YEARS = range(1990, 2101)

_WORDINGS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "region": ("region",),
    "emissions": ("emissions",),
    "sectors": ("sectors",),
}
#: The projections (``trend``, ``approximatedHistoricalEmission``, …) are Klimatkollen's
#: own and never read as emissions.
_UNUSED = (
    *("logoUrl", "totalTrend", "totalCarbonLaw", "approximatedHistoricalEmission"),
    *("trend", "emissionsSlope", "historicalEmissionChangePercent", "hitNetZero"),
    *("electricCarChangePercent", "climatePlanLink", "climatePlanYear"),
    *("climatePlanComment", "bicycleMetrePerCapita", "totalConsumptionEmission"),
    *("electricVehiclePerChargePoints", "procurementScore", "procurementLink"),
    *("politicalRule", "politicalKSO"),
)


def read_klimatkollen(path: Path) -> Reading:
    """Read either file: totals by year, or sectors by year whose sum is the total.

    Only ``emissions`` and ``sectors`` are read, which hold measured years. Tonnes CO2e emitted inside the municipality, as the
    Swedish Meteorological and Hydrological Institute (SMHI) allocates them; the sectors
    hold international transport too. ``row`` is the place in the list, from 1.

    Raises
    ------
    UnreadableFileError
        The file is no JSON list of municipalities with ``emissions`` or ``sectors``.

    Source: SMHI, national emissions database, by way of Klimatkollen.
    """
    items = read_json_list(path)
    headers = list(dict.fromkeys(key for item in items for key in item))
    columns = match_headers(headers, _WORDINGS, unused=_UNUSED)
    field = next(
        (name for name in ("emissions", "sectors") if name in columns.positions), ""
    )
    if not field or "name" not in columns.positions:
        raise UnreadableFileError(
            path.name,
            'is no list of municipalities, each with "name" and "emissions" or "sectors"',
        )
    rows = [_row(number, item, columns) for number, item in enumerate(items, start=1)]
    values = {
        row.number: item.get(field) for row, item in zip(rows, items, strict=True)
    }
    collected = collect(rows, partial(_read_municipality, field=field, values=values))
    return Reading(
        kind=KIND,
        source=f"{KIND}-{'totals' if field == 'emissions' else 'sectors'}",
        rows_read=len(items),
        records=collected.records,
        skipped=collected.skipped,
        warnings=collected.warnings,
        unknown_columns=columns.unknown,
    )


def _row(number: int, item: Mapping[str, object], columns: Columns) -> Row:
    values = (item.get(header) for header in columns.headers)
    cells = tuple("" if value is None else str(value) for value in values)
    return Row(number, cells, columns)


def _read_municipality(row: Row, *, field: str, values: Mapping[int, object]) -> Record:
    name = row.text("name")
    if not name:
        raise row.skip("name", "the item names no municipality")
    by_year = values[row.number]
    if not isinstance(by_year, dict):
        raise row.skip(field, "is no object with a value for each year")
    inventories = [
        inventory
        for year, value in sorted(cast("dict[str, object]", by_year).items())
        if (inventory := _read_year(row, field, year=year, value=value))
    ]
    if not inventories:
        raise row.skip(field, "holds no year with emissions")
    actor = Actor(
        name=name,
        scheme=KIND,
        identifier=name,
        country="SE",
        country_name="Sweden",
        region=row.text("region"),
    )
    return Record(row.number, actor, inventories=tuple(inventories))


def _read_year(
    row: Row, field: str, *, year: str, value: object
) -> ReportedInventory | None:
    if not year.isdecimal() or int(year) not in _YEARS:
        row.warn(field, f"{year!r} is no year from 1990 on; left out")
        return None
    lines: tuple[ReportedLine, ...] = ()
    if field == "sectors":
        lines = _read_sectors(row, year, value)
        total_t = sum(line.co2e_t or 0.0 for line in lines)
        derivation = "sum of the sectors"
    else:
        total_t, derivation = _read_tonnes(value), "reported total"
    if not total_t or total_t < 0:
        row.warn(field, f"{year} has no emissions, or zero for missing; left out")
        return None
    return ReportedInventory(
        year=int(year),
        first_day=year,
        last_day=year,
        total_t=total_t,
        basis="territorial",
        boundary="administrative",
        derivation=derivation,
        protocol="SMHI national emissions database",
        lines=lines,
    )


def _read_sectors(row: Row, year: str, value: object) -> tuple[ReportedLine, ...]:
    sectors = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    lines: list[ReportedLine] = []
    for sector, printed in sectors.items():
        emissions_t = _read_tonnes(printed)
        if emissions_t is None:
            row.warn("sectors", f"{year}, {sector}: {printed!r} is no number of tonnes")
        else:
            lines.append(ReportedLine(ref=sector, co2e_t=emissions_t))
    return tuple(lines)


def _read_tonnes(value: object) -> float | None:
    # JSON numbers only: a boolean is no number, though Python counts it as one.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)
