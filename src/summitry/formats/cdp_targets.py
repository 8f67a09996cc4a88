"""CDP city emissions reduction targets, 2021."""

import re
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

from summitry.core.reported import Actor, PledgeKind, ReportedPledge
from summitry.formats.cdp_actors import read_actor, refuse_other_year, reporting_year
from summitry.formats.cdp_columns import TARGET_DETAILS, TARGETS, TARGETS_UNUSED
from summitry.formats.headers import match_headers, require_fields
from summitry.formats.plausibility import per_head_slip
from summitry.formats.reading import Reading, Record
from summitry.formats.rows import Collected, Row, collect, make_reading, table_rows
from summitry.formats.tables import read_csv

KIND = "cdp-targets"
YEARS = (2021,)

#: The largest city region has some 40 million people; more is a country's population.
LARGEST_POPULATION = 50_000_000

_WORDINGS = TARGETS | TARGET_DETAILS
_KINDS: tuple[tuple[str, PledgeKind], ...] = (
    ("base year emissions (absolute)", "base_year"),
    ("business as usual", "business_as_usual"),
    ("fixed level", "fixed_level"),
)


def read_cdp_targets(path: Path) -> Reading:
    """Read the reduction targets that cities reported to CDP.

    A row that says "No target" is no commitment and is skipped with that reason.
    Percentages become fractions; emissions and levels are tonnes CO2e a year.

    Raises
    ------
    UnreadableFileError
        The file is no such CSV file, or of another year than 2021.

    Source: CDP open data, cities emissions reduction targets, collected in partnership
    by CDP and ICLEI.
    """
    table = read_csv(path)
    columns = match_headers(table.headers, _WORDINGS, unused=TARGETS_UNUSED)
    fields = (
        "account",
        "organisation",
        "country",
        "reporting_year",
        "kind",
        "target_year",
    )
    require_fields(columns, _WORDINGS, file=path.name, fields=fields)
    year = reporting_year(table_rows(table, columns), path, YEARS)
    collected = collect(
        table_rows(table, columns), partial(_read_row, reported_in=year)
    )
    return make_reading(
        KIND,
        f"{KIND}-{year}",
        table,
        columns=columns,
        collected=_with_references(collected),
    )


def pledge_kind(kind_text: str, intensity_unit: str) -> PledgeKind:
    """Find what a target is measured against from CDP's wording of its type."""
    wording = kind_text.casefold()
    for words, kind in _KINDS:
        if words in wording:
            return kind
    if "intensity" in wording:
        return intensity_kind(intensity_unit)
    return "other"


def intensity_kind(unit: str) -> PledgeKind:
    """Tell emissions per head from emissions per GDP; any other unit is "other"."""
    if re.search(r"\bper (capita|person|head|inhabitant)", unit, re.IGNORECASE):
        return "per_capita"
    return "per_gdp" if re.search(r"\bgdp\b", unit, re.IGNORECASE) else "other"


def _read_row(row: Row, reported_in: int) -> Record:
    refuse_other_year(row, reported_in)
    kind_text = row.text("kind")
    if kind_text.casefold() == "no target":
        raise row.skip("kind", "says that there is no target: no commitment")
    if not kind_text:
        raise row.skip("kind", "names no type of target: no commitment")
    actor = read_actor(row)
    details = {name: text for name in TARGET_DETAILS if (text := row.text(name))}
    unit = row.text("intensity_unit")
    reduction = row.percent_at("reduction_percent")
    if reduction is None and (percent := row.text("reduction_percent")):
        details["reduction_percent"] = percent
    pledge = ReportedPledge(
        kind=pledge_kind(kind_text, unit),
        reference="",
        base_year=row.year_at("base_year"),
        base_emissions_t=row.tonnes_at("base_emissions"),
        target_year=row.year_at("target_year"),
        reduction=reduction,
        level_t=row.number_at("level"),
        bau_emissions_t=row.tonnes_at("business_as_usual"),
        intensity_unit=unit,
        set_year=row.year_at("set_year"),
        coverage=row.text("sector"),
        boundary_text=row.text("boundary"),
        text=row.text("text"),
        kind_text=kind_text,
        details=details,
    )
    _flag_years(row, pledge, reported_in)
    _flag_sizes(row, pledge, actor)
    return Record(row.number, actor, pledges=(pledge,))


def _flag_years(row: Row, pledge: ReportedPledge, reported_in: int) -> None:
    if pledge.base_year is not None and pledge.base_year > reported_in:
        row.warn(
            "base_year", f"the base year lies after the reporting year {reported_in}"
        )
    if pledge.set_year is not None and pledge.set_year > reported_in:
        row.warn(
            "set_year", f"the target was set after the reporting year {reported_in}"
        )
    if (
        pledge.base_year is not None
        and pledge.target_year is not None
        and pledge.target_year <= pledge.base_year
    ):
        row.warn("target_year", f"is not after the base year {pledge.base_year}")


def _flag_sizes(row: Row, pledge: ReportedPledge, actor: Actor) -> None:
    if (actor.population or 0) > LARGEST_POPULATION:
        row.warn("population", "is more than any city has; kept as reported")
    # Emissions of a sector or of the city's own operations may well be far smaller.
    whole_city = pledge.coverage.startswith("All emissions sources") and not (
        pledge.boundary_text.startswith("Local Government")
    )
    if whole_city and pledge.base_emissions_t is not None:
        slip = per_head_slip(pledge.base_emissions_t, actor.population)
        if slip:
            row.warn("base_emissions", slip)


def _with_references(collected: Collected) -> Collected:
    """Give each pledge a reference that stays when rows of other cities come or go."""
    seen = Counter[tuple[str, str]]()
    records: list[Record] = []
    for record in collected.records:
        pledge = record.pledges[0]
        reference = f"{pledge.kind} {pledge.target_year or 'no year'}"
        key = (record.actor.identifier, reference)
        seen[key] += 1
        if seen[key] > 1:
            reference += f" ({seen[key]})"
        records.append(replace(record, pledges=(replace(pledge, reference=reference),)))
    return replace(collected, records=tuple(records))
