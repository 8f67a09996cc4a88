"""``summitry commitment``: what pledges come to, and whether they will be kept."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import click
from tqdm import tqdm

from summitry.catalogue import run
from summitry.catalogue.method import Output
from summitry.cli.conduct import (
    name_file,
    naming,
    print_json,
    print_table,
    read_bytes,
)
from summitry.cli.series import read_series, say_what_is_short, seed_option
from summitry.core.commitments.judgement import (
    Judgement,
    ReasonCode,
    judge_commitment,
)
from summitry.core.commitments.targets import level_t
from summitry.core.emissions.forecast import Outlook, look_ahead
from summitry.data.forecast_prior import load_forecast_prior
from summitry.formats.commitments_csv import (
    CommitmentsFile,
    PledgeRow,
    read_commitments_csv,
    target_of,
)

#: A base further from the series' own figure for that year is pointed out.
_SAME_BASE = 0.1


@click.group()
def commitment() -> None:
    """Assess pledges."""


@commitment.command()
@click.argument("file", metavar="FILE.csv")
@click.option(
    "--series",
    "series_file",
    metavar="FILE.csv",
    required=True,
    help="Emissions, with the columns city,year,co2e_t.",
)
@seed_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def assess(file: str, *, series_file: str, seed: int, as_json: bool) -> None:
    """Say of each pledge its level, the progress, and the probability that it is kept.

    The file has the columns city,kind,base_year,base_co2e_t,target_year,reduction,level_t;
    a cell may be empty. - is standard input. A pledge that cannot be judged says why.
    """
    if file == series_file == "-":
        raise click.UsageError("pledges and series cannot both be standard input")
    pledges = _read_pledges(file)
    with naming(name_file(series_file)):
        series = read_series(series_file).series
        outlooks = look_ahead(series, load_forecast_prior())
    concerned = {row.city for row in pledges.rows}
    say_what_is_short(
        [outlook for city, outlook in outlooks.items() if city in concerned],
        name_file(series_file),
    )
    _say_what_differs(pledges.rows, outlooks, name_file(file))
    with naming(name_file(file)):
        found = [
            _assess(row, outlooks.get(row.city), seed)
            for row in tqdm(pledges.rows, desc="pledges", disable=None, leave=False)
        ]
    if as_json:
        print_json([_element(each) for each in found])
    else:
        _print(found)


@dataclass(frozen=True, slots=True)
class _Assessed:
    """All that is said of one pledge."""

    row: PledgeRow
    level: float | None
    progress: Output | None
    judgement: Judgement


def _read_pledges(file: str) -> CommitmentsFile:
    name = name_file(file)
    with naming(name):
        read = read_commitments_csv(read_bytes(file), name)
    if read.unknown_columns:
        columns = ", ".join(read.unknown_columns)
        click.echo(f"{name}: row 1: columns not read: {columns}", err=True)
    return read


def _assess(row: PledgeRow, outlook: Outlook | None, seed: int) -> _Assessed:
    target = target_of(row)
    level = None if target is None else level_t(target)
    return _Assessed(
        row,
        level,
        None if outlook is None else _progress(row, level, outlook),
        judge_commitment(target, row.target_year, outlook=outlook, seed=seed),
    )


def _progress(row: PledgeRow, level: float | None, outlook: Outlook) -> Output | None:
    """Measure progress where a base year, a level and a later figure are known."""
    base_year, base, until = row.base_year, row.base_co2e_t, row.target_year
    if row.kind not in ("base_year", "fixed_level", "net_zero"):
        return None
    if base_year is None or base is None or until is None or level is None:
        return None
    latest = max(outlook.values)
    if latest < base_year or level > base:
        return None
    cut = 1 - level / base
    if row.kind == "base_year" and row.reduction is not None:
        cut = row.reduction
    with naming(f"row {row.row}"):
        return run(
            "progress",
            {
                "base": {"year": base_year, "value": base},
                "target": {"year": until, "reduction": cut},
                "latest": {"year": latest, "value": outlook.values[latest]},
            },
        )


def _say_what_differs(
    rows: tuple[PledgeRow, ...], outlooks: Mapping[str, Outlook], name: str
) -> None:
    """Point out a base that is not the series' own: two sources or boundaries, perhaps."""
    for row in rows:
        outlook = outlooks.get(row.city)
        if outlook is None or row.base_year is None or row.base_co2e_t is None:
            continue
        figure = outlook.values.get(row.base_year)
        if figure and not math.isclose(figure, row.base_co2e_t, rel_tol=_SAME_BASE):
            click.echo(
                f"{name}: row {row.row}, base_co2e_t: {row.base_co2e_t:g}, where the "
                f"series has {figure:g} for {row.base_year}; are both of one source?",
                err=True,
            )


def _element(found: _Assessed) -> dict[str, object]:
    pledge = asdict(found.row)
    del pledge["row"]
    return {
        **pledge,
        "level": found.level,
        "progress": found.progress,
        "probability_kept": found.judgement.probability_kept,
        "reason": _reason(found),
    }


def _reason(found: _Assessed) -> str | None:
    code = found.judgement.reason
    if code is None:
        return None
    if code == "no_level":
        return _what_is_missing(found.row)
    year = found.row.target_year
    sentences: dict[ReasonCode, str] = {
        "no_series": f"no figure of {found.row.city} in the series",
        "no_target_year": "the pledge names no target year",
        "no_figure": f"{year} is past, and the series has no figure to judge it by",
        "slip": f"the figure for {year} is taken for a slip of the reporter",
    }
    return sentences[code]


def _what_is_missing(row: PledgeRow) -> str:
    needed = {"base_year": "base_co2e_t and reduction", "below_peak": "reduction"}
    if row.kind in needed:
        return f"no level: needs {needed[row.kind]}, or level_t"
    return f"no level: a pledge of the kind {row.kind} needs level_t"


_HEADER = (
    *("CITY", "KIND", "YEAR", "LEVEL, TONNES", "ACHIEVED", "EXPECTED"),
    *("PROBABILITY KEPT", "REASON"),
)


def _print(found: list[_Assessed]) -> None:
    print_table(_HEADER, [_row(each) for each in found])
    judged = sum(each.judgement.probability_kept is not None for each in found)
    click.echo(f"{judged} of {len(found)} could be judged")


def _row(found: _Assessed) -> list[str]:
    row, progress = found.row, found.progress
    return [
        row.city,
        row.kind,
        "" if row.target_year is None else str(row.target_year),
        "" if found.level is None else f"{found.level:,.0f}",
        "" if progress is None else f"{progress['achieved']:.1%}",
        "" if progress is None else f"{progress['expected']:.1%}",
        _probability(found.judgement),
        _reason(found) or "",
    ]


def _probability(judgement: Judgement) -> str:
    probability = judgement.probability_kept
    if probability is None:
        return ""
    if judgement.is_settled:
        return "kept" if probability else "not kept"
    return f"{probability:.0%}"
