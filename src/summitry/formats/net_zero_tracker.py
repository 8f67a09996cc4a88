"""Net Zero Tracker: pledges of cities over 500,000 people, snapshot of 2022-12-20."""

import re
from pathlib import Path

from summitry.core.reported import Actor, PledgeKind, ReportedPledge
from summitry.formats.cdp_targets import intensity_kind
from summitry.formats.headers import match_headers, require_fields
from summitry.formats.reading import Reading, Record
from summitry.formats.rows import Row, collect, make_reading, table_rows
from summitry.formats.tables import read_sheet

KIND = "net-zero-tracker"
SOURCE = "net-zero-tracker-2022-12"
SNAPSHOT_YEAR = 2022

#: The tracker's wordings of a target, in lower case.
KINDS: dict[str, PledgeKind] = {
    "net zero": "net_zero",
    "carbon neutral(ity)": "net_zero",
    "climate neutral": "net_zero",
    "ghg neutral(ity)": "net_zero",
    "zero carbon": "net_zero",
    "zero emissions": "net_zero",
    "climate positive": "net_zero",
    "carbon negative": "net_zero",
    "emissions reduction target": "base_year",
    "reduction v. bau": "business_as_usual",
    "absolute emissions target": "fixed_level",
    "science-based target": "other",
    "1.5°c target": "other",
    "other": "other",
}
_PEAK = re.compile(
    r"\bpeak\b.*\bemission|\bemissions?\b.*\bpeak\b|\bcarbon peak\b", re.IGNORECASE
)

_TARGET_FIELDS = {
    "target": "",
    "percent": "_percentage_reduction",
    "base_year": "_baseline_year",
    "unit": "_intensity_unit",
    "base_emissions": "_baseline_emissions",
    "target_emissions": "_target_emissions",
    "bau_emissions": "_bau_emissions",
    "other": "_other",
    "year": "_year",
    "text": "_text",
}
#: What holds for both targets of a row, kept among the details of each.
_SHARED_DETAILS = (
    "source_url",
    "race_to_zero_member",
    "gasses_coverage",
    "has_plan",
    "reporting_mechanism",
    "carbon_credit_offsets",
    "target_notes",
)
_WORDINGS: dict[str, tuple[str, ...]] = (
    {name: (name,) for name in ("id_code", "name", "country", "actor_type")}
    | {name: (name,) for name in ("end_target_status", "status_date", "population")}
    | {name: (name,) for name in ("scope_1", "scope_2", "scope_3", *_SHARED_DETAILS)}
    | {
        f"{which}_{field}": (f"{which}_target{ending}",)
        for which in ("end", "interim")
        for field, ending in _TARGET_FIELDS.items()
    }
)
_UNUSED = (
    *("last_updated", "isin_id", "territorial_emissions", "consumption_emissions"),
    *("international_aviation", "international_shipping", "historical_emissions"),
    *("coverage_notes", "plan_options", "equity", "accountability", "governance_notes"),
    *("carbon_credit_conditions", "max_emission_offset", "conditions_other"),
    *("removals_targets", "cdr", "sinks_and_credits_notes", "memberships", "gdp_real"),
    *("annual_revenue", "industry", "sector", "employees", "market_index", "ghg"),
    *("inventory_year", "higher_net_zero"),
)


def read_net_zero_tracker(path: Path) -> Reading:
    """Read what cities pledge, an end target and an interim target each.

    Countries, regions and companies of the same file are skipped, and so are cities
    without a target: each with its reason. The tracker prints levels without a unit
    (``46.44`` beside ``543589``), so they are kept as text and never as tonnes.

    Raises
    ------
    UnreadableFileError
        The file is no such workbook.

    Source: Net Zero Tracker, CC-BY-4.0.
    """
    table = read_sheet(path)
    columns = match_headers(table.headers, _WORDINGS, unused=_UNUSED)
    fields = (
        "id_code",
        "name",
        "country",
        "actor_type",
        "end_target",
        "interim_target",
    )
    require_fields(columns, _WORDINGS, file=path.name, fields=fields)
    collected = collect(table_rows(table, columns), _read_row)
    return make_reading(KIND, SOURCE, table, columns=columns, collected=collected)


def _read_row(row: Row) -> Record:
    kind = row.text("actor_type")
    if kind.casefold() != "city":
        raise row.skip("actor_type", f"actor type {kind or '(none)'} is not a city")
    name, identifier = row.text("name"), row.text("id_code")
    if not name or not identifier:
        raise row.skip("name", "the row lacks a name or an id_code")
    pledges = tuple(
        _read_pledge(row, which)
        for which in ("end", "interim")
        if _has_target(row, which)
    )
    if not pledges:
        raise row.skip(
            "end_target", "the city has no end and no interim target: no commitment"
        )
    actor = Actor(
        name=name,
        scheme="nzt",
        identifier=identifier,
        country=row.country_at("country"),
        country_name=row.text("country"),
        population=row.population_at("population"),
    )
    return Record(row.number, actor, pledges=pledges)


def _has_target(row: Row, which: str) -> bool:
    return row.text(f"{which}_target").casefold() not in ("", "no target")


def _read_pledge(row: Row, which: str) -> ReportedPledge:
    base_year = row.year_at(f"{which}_base_year")
    target_year = row.year_at(f"{which}_year")
    details = _details(row, which)
    reduction = row.percent_at(f"{which}_percent")
    if reduction is None and (percent := row.text(f"{which}_percent")):
        details["percentage_reduction"] = percent
    pledge = ReportedPledge(
        kind=_pledge_kind(row, which),
        reference=which,
        base_year=base_year,
        target_year=target_year,
        reduction=reduction,
        intensity_unit=row.text(f"{which}_unit"),
        status=row.text("end_target_status") if which == "end" else "",
        coverage=_coverage(row),
        text=row.text(f"{which}_text"),
        kind_text=row.text(f"{which}_target"),
        details=details,
    )
    if base_year is not None and base_year > SNAPSHOT_YEAR:
        row.warn(f"{which}_base_year", f"the base year lies after {SNAPSHOT_YEAR}")
    if base_year is not None and target_year is not None and target_year <= base_year:
        row.warn(f"{which}_year", f"is not after the base year {base_year}")
    return pledge


def _pledge_kind(row: Row, which: str) -> PledgeKind:
    wording = row.text(f"{which}_target").casefold()
    if wording == "emissions intensity target":
        return intensity_kind(row.text(f"{which}_unit"))
    if wording == "other" and _PEAK.search(row.text(f"{which}_other")):
        return "peak_year"
    if wording not in KINDS:
        row.warn(
            f"{which}_target", 'is no wording that the reader knows; read as "other"'
        )
    return KINDS.get(wording, "other")


def _details(row: Row, which: str) -> dict[str, str]:
    names = {name: name for name in _SHARED_DETAILS} | {"other": f"{which}_other"}
    if which == "end":
        names["status_year"] = "status_date"
        if not _has_target(row, "interim"):
            names["interim_target"] = "interim_target"
    for level in ("base_emissions", "target_emissions", "bau_emissions"):
        field = f"{which}_{level}"
        names[f"{level}_without_unit"] = field
        if row.text(field):
            row.warn(field, "has no unit in the source; kept as text among the details")
    return {name: text for name, field in names.items() if (text := row.text(field))}


def _coverage(row: Row) -> str:
    scopes = [
        f"{name.replace('_', ' ')}: {text}"
        for name in ("scope_1", "scope_2", "scope_3")
        if (text := row.text(name))
    ]
    return "; ".join(scopes)
