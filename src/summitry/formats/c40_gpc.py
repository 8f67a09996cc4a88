"""C40's database of GPC inventories with notation keys (version of 2023-05-30)."""

from pathlib import Path

from summitry.core.inventory.gpc import EXTRA_REFS
from summitry.core.inventory.notation import read_notation
from summitry.core.inventory.restatement import differs
from summitry.core.reported import Actor, ReportedInventory, ReportedLine
from summitry.data.gpc import load_gpc_lines
from summitry.formats.boundaries import read_boundary
from summitry.formats.headers import match_headers, require_fields
from summitry.formats.numbers import parse_number
from summitry.formats.periods import Period, parse_period
from summitry.formats.plausibility import per_head_slip
from summitry.formats.reading import Reading, Record
from summitry.formats.rows import Row, collect, make_reading, table_rows
from summitry.formats.tables import read_sheet

KIND = "c40-gpc"
SOURCE = "c40-gpc-2023"
SHEET = "GHG Dashboard Data - Inventory"

#: The lines of GPC BASIC.
BASIC_REFS = tuple(ref for ref, line in load_gpc_lines().items() if line.basic)

#: Every line that the sheet prints: those of the protocol, and II.5.3.
LINE_REFS = (*load_gpc_lines(), *EXTRA_REFS)

#: The sums agree to rounding in the sixteenth digit; anything more is a difference.
TOTAL_TOLERANCE = 1e-9

_WORDINGS: dict[str, tuple[str, ...]] = {
    "city": ("City",),
    "country": ("Country",),
    "boundary": ("Boundary",),
    "period": ("Year",),
    "calendar_year": ("Year_calendar",),
    "population": ("Population",),
    "basic": ("BASIC",),
} | {ref: (ref,) for ref in LINE_REFS}
_UNUSED = (
    "Use for GPC Dashboard?",
    "Latest GPC Inventory?",
    "Region",
    "City_year",
    "Level",
    "Area",
    "GDP",
    "Month inventory received",
)
#: Totals and sub-totals that follow from the lines, and credits, which no total counts.
_UNUSED_PREFIXES = ("BASIC ", "BASIC+", "Territorial", "NET BASIC", "Credits")


def read_c40_gpc(path: Path) -> Reading:
    """Read the GPC inventories of C40 cities line by line, in tonnes CO2e.

    ``total_t`` is the sum of the 32 BASIC cells that hold a number, ``reported_total_t``
    the BASIC column; where they differ, both are kept and the row is warned of.

    Raises
    ------
    UnreadableFileError
        The file is no workbook with the sheet of inventories.

    Source: C40 Cities, GHG emissions interactive dashboard data, 30.05.2023.
    """
    table = read_sheet(path, SHEET)
    columns = match_headers(
        table.headers, _WORDINGS, unused=_UNUSED, unused_prefixes=_UNUSED_PREFIXES
    )
    fields = ("city", "country", "period", "basic", *LINE_REFS)
    require_fields(columns, _WORDINGS, file=path.name, fields=fields)
    collected = collect(table_rows(table, columns), _read_row)
    return make_reading(KIND, SOURCE, table, columns=columns, collected=collected)


def _read_row(row: Row) -> Record:
    city = row.text("city")
    if not city:
        raise row.skip("city", "the row names no city")
    period = _read_period(row)
    population = row.population_at("population")
    actor = Actor(
        name=city,
        scheme="c40",
        identifier=city,
        country=row.country_at("country"),
        country_name=row.text("country"),
        population=population,
        population_year=period.year if population is not None else None,
    )
    inventory = _read_inventory(row, period)
    slip = per_head_slip(inventory.total_t, population)
    if slip:
        row.warn("population", slip)
    return Record(row.number, actor, inventories=(inventory,))


def _read_inventory(row: Row, period: Period) -> ReportedInventory:
    lines = tuple(line for ref in LINE_REFS if (line := _read_line(row, ref)))
    emissions = {line.ref: line.co2e_t for line in lines if line.co2e_t is not None}
    counted = [emissions[ref] for ref in BASIC_REFS if ref in emissions]
    total_t, reported_t = sum(counted), row.tonnes_at("basic")
    if not total_t:
        raise row.skip("basic", "no BASIC line holds a number of tonnes")
    if reported_t is not None and differs(
        total_t, reported_t, tolerance=TOTAL_TOLERANCE
    ):
        row.warn(
            "basic",
            f"{row.text('city')} {period.year}: the BASIC lines sum to {total_t:,.0f} t, "
            f"{total_t / reported_t - 1:+.1%} of the printed total; both are kept",
        )
    return ReportedInventory(
        year=period.year,
        first_day=period.first_day,
        last_day=period.last_day,
        total_t=total_t,
        basis="basic",
        boundary=read_boundary(row, "boundary"),
        derivation="sum of the GPC BASIC lines that hold a number",
        boundary_text=row.text("boundary"),
        protocol="GPC",
        reported_total_t=reported_t,
        lines=lines,
    )


def _read_line(row: Row, ref: str) -> ReportedLine | None:
    text = row.text(ref)
    if not text:
        return None
    tonnes = parse_number(text)
    if tonnes is not None:
        return ReportedLine(ref=ref, co2e_t=tonnes)
    if read_notation(text) is None:
        row.warn(
            ref, "is neither tonnes nor a notation key; kept as text, counts nothing"
        )
    return ReportedLine(ref=ref, notation_key=text)


def _read_period(row: Row) -> Period:
    period = parse_period(row.printed("period"))
    if period is None or period.days is None or period.days < 1:
        raise row.skip("period", "names no accounting year")
    calendar_year = row.year_at("calendar_year")
    if calendar_year not in (None, period.year):
        row.warn(
            "calendar_year", f"the period falls mostly in {period.year}, which is used"
        )
    return period
