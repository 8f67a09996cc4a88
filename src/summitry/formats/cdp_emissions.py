"""CDP city-wide emissions as reported, 2016 to 2020: one reader for the five files."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from summitry.core.inventory.restatement import differs
from summitry.core.reported import Basis, ReportedInventory
from summitry.formats.boundaries import read_boundary
from summitry.formats.cdp_actors import read_actor, refuse_other_year, reporting_year
from summitry.formats.cdp_columns import EMISSIONS, EMISSIONS_UNUSED
from summitry.formats.headers import match_headers, require_fields
from summitry.formats.periods import Period, parse_period
from summitry.formats.plausibility import per_head_slip
from summitry.formats.reading import Reading, Record
from summitry.formats.rows import Row, collect, make_reading, table_rows
from summitry.formats.tables import read_csv

KIND = "cdp-emissions"
YEARS = range(2016, 2021)

#: Two totals of one row that differ by more than this are worth a warning.
TOTALS_TOLERANCE = 0.005
#: A period of up to a year and a half still has one year that it mostly falls in.
LONGEST_PERIOD_DAYS = 550
#: A calendar or fiscal year, with the slips of a day or a month that are common.
YEAR_DAYS = range(330, 401)

_ZERO_OR_MISSING = "zero or missing, and no total is printed"


@dataclass(frozen=True, slots=True)
class _Scope:
    emissions_t: float | None
    without_generation: bool = False


@dataclass(frozen=True, slots=True)
class _PrintedTotal:
    emissions_t: float | None
    field: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Headline:
    total_t: float
    basis: Basis
    derivation: str


def read_cdp_emissions(path: Path) -> Reading:
    """Read what cities reported to CDP as their emissions, in tonnes CO2e.

    The headline is scope 1 plus scope 2 where both can be had; else the total that the
    row prints, on the basis that the source gives it. Nothing is repaired.

    Raises
    ------
    UnreadableFileError
        The file is no such CSV file, or of a year before 2016 or after 2020.

    Source: CDP open data, city-wide emissions, collected in partnership by CDP and
    ICLEI.
    """
    table = read_csv(path)
    columns = match_headers(table.headers, EMISSIONS, unused=EMISSIONS_UNUSED)
    fields = ("account", "organisation", "country", "reporting_year", "period")
    require_fields(
        columns, EMISSIONS, file=path.name, fields=(*fields, "scope_1", "scope_2")
    )
    year = reporting_year(table_rows(table, columns), path, YEARS)
    collected = collect(
        table_rows(table, columns), partial(_read_row, reported_in=year)
    )
    source = f"{KIND}-{year}"
    return make_reading(KIND, source, table, columns=columns, collected=collected)


def _read_row(row: Row, reported_in: int) -> Record:
    refuse_other_year(row, reported_in)
    actor = read_actor(row)
    scopes = [_read_scope(row, scope) for scope in (1, 2, 3)]
    printed = _read_printed_total(row)
    headline = _headline(row, scopes, printed)
    period = _read_period(row, reported_in)
    _flag(row, scopes, printed, headline=headline, population=actor.population)
    inventory = ReportedInventory(
        year=period.year,
        first_day=period.first_day,
        last_day=period.last_day,
        total_t=headline.total_t,
        basis=headline.basis,
        boundary=read_boundary(row, "boundary"),
        derivation=headline.derivation,
        boundary_text=row.text("boundary"),
        protocol=row.text("protocol"),
        gases=row.text("gases"),
        scope_1_t=scopes[0].emissions_t,
        scope_2_t=scopes[1].emissions_t,
        scope_3_t=scopes[2].emissions_t,
        reported_total_t=printed.emissions_t,
    )
    return Record(row.number, actor, inventories=(inventory,))


def _read_scope(row: Row, scope: int) -> _Scope:
    total = row.tonnes_at(f"scope_{scope}")
    field = f"scope_{scope}_without_generation"
    without_generation = row.tonnes_at(field)
    if without_generation is None:
        return _Scope(total)
    if total is None:
        return _Scope(without_generation, without_generation=True)
    if differs(total, without_generation, tolerance=TOTALS_TOLERANCE):
        row.warn(
            f"scope_{scope}",
            f"differs by more than {TOTALS_TOLERANCE:.1%} from the {without_generation:,.6g} "
            f"t without generation of grid-supplied energy, which are used",
        )
        return _Scope(without_generation, without_generation=True)
    return _Scope(total)


def _read_printed_total(row: Row) -> _PrintedTotal:
    for field in ("total", "basic"):
        # A total of zero stands for missing: no reporting city emits nothing.
        if total := row.tonnes_at(field):
            return _PrintedTotal(total, field, _printed_basis(row, field))
    return _PrintedTotal(None, "total", "as_reported")


def _printed_basis(row: Row, field: str) -> Basis:
    scopes = row.text("scopes_included").casefold()
    if field == "basic" or "basic" in scopes:
        return "basic"
    return "scopes_1_2" if "scope 1 and scope 2" in scopes else "as_reported"


def _headline(row: Row, scopes: list[_Scope], printed: _PrintedTotal) -> _Headline:
    scope_1, scope_2 = scopes[0].emissions_t, scopes[1].emissions_t
    # A zero beside a printed total stands for missing more often than for nothing; a
    # zero in scope 1 always does, for every city burns something.
    if scope_1 and (scope_2 or (scope_2 == 0 and printed.emissions_t is None)):
        return _sum_of_scopes(scope_1 + scope_2, scopes, printed)
    if printed.emissions_t is not None:
        return _Headline(
            printed.emissions_t, printed.basis, _printed_derivation(printed)
        )
    raise row.skip(*_why_no_total(row, scope_1, scope_2))


def _sum_of_scopes(
    total_t: float, scopes: list[_Scope], printed: _PrintedTotal
) -> _Headline:
    derivation = "sum of scope 1 and scope 2"
    if any(scope.without_generation for scope in scopes[:2]):
        derivation += ", without generation of grid-supplied energy"
    if printed.basis == "basic" and printed.emissions_t is not None:
        derivation += "; the total printed beside them is GPC BASIC"
    return _Headline(total_t, "scopes_1_2", derivation)


def _printed_derivation(printed: _PrintedTotal) -> str:
    what = {
        "basic": "reported GPC BASIC total",
        "scopes_1_2": "reported total, which the source says is scope 1 and scope 2",
    }.get(printed.basis, "reported total")
    return f"{what}; scope 1 and scope 2 are not both given"


def _why_no_total(
    row: Row, scope_1: float | None, scope_2: float | None
) -> tuple[str, str]:
    if scope_1 is None and scope_2 is None:
        status = row.text("inventory_status")
        reason = "no emissions are reported"
        if status:
            return "inventory_status", f"{reason}; has it an inventory? {status!r}"
        return "scope_1", reason
    if not scope_1 and not scope_2:
        return "scope_1", f"scope 1 and scope 2 are {_ZERO_OR_MISSING}"
    if not scope_1:
        return "scope_1", f"scope 1 is {_ZERO_OR_MISSING}"
    return "scope_2", f"scope 2 is {_ZERO_OR_MISSING}"


def _read_period(row: Row, reported_in: int) -> Period:
    text = row.printed("period")
    period = parse_period(text)
    if period is None:
        raise row.skip("period", "no accounting year, so the emissions belong to none")
    if period.days is None:
        row.warn(
            "period",
            "only one end of the accounting year is given; most of the twelve months "
            f"lie in {period.year}",
        )
    elif period.days < 1:
        raise row.skip("period", "the accounting period ends before it begins")
    elif period.days > LONGEST_PERIOD_DAYS:
        raise row.skip("period", f"{period.days} days are not one year")
    elif period.days not in YEAR_DAYS:
        row.warn("period", f"{period.days} days are no year; kept for {period.year}")
    if period.year > reported_in:
        raise row.skip("period", f"lies after the reporting year {reported_in}")
    if period.ends.year > reported_in:
        row.warn("period", f"ends after the reporting year {reported_in}")
    return period


def _flag(
    row: Row,
    scopes: list[_Scope],
    printed: _PrintedTotal,
    *,
    headline: _Headline,
    population: int | None,
) -> None:
    for scope in (1, 2):
        if scopes[scope - 1].emissions_t == 0:
            field = f"scope_{scope}"
            if scopes[scope - 1].without_generation:
                field += "_without_generation"
            row.warn(field, "zero often stands for missing; kept as reported")
    _flag_printed_total(row, printed, headline)
    slip = per_head_slip(headline.total_t, population)
    if slip:
        row.warn("population", slip)


def _flag_printed_total(row: Row, printed: _PrintedTotal, headline: _Headline) -> None:
    total_t = printed.emissions_t
    if total_t is None or not differs(
        total_t, headline.total_t, tolerance=TOTALS_TOLERANCE
    ):
        return
    if printed.basis != "basic":
        row.warn(
            printed.field,
            f"scope 1 and scope 2 sum to {headline.total_t:,.6g} t, more than "
            f"{TOTALS_TOLERANCE:.1%} off the printed total; both are kept",
        )
    elif total_t < headline.total_t:
        row.warn(
            printed.field,
            f"BASIC is below the {headline.total_t:,.6g} t of scope 1 and scope 2, which "
            "may include generation of grid-supplied energy; both are kept",
        )
