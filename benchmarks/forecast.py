"""Back-test of the forecast on the CEADs cities, beside AutoETS of statsforecast.

``summitry bench forecast``; with other origins or the variants that were rejected
``uv run --group bench benchmarks/forecast.py DATA [--origins 2005-2009] [--variants]``.

Cases: origins 2010 to 2014, horizons 1 to 5. A city counts at an origin when it has at
least 8 values up to it, one of them in the origin's year, and at a horizon when that
year's value exists. Every method gets the same cases and nothing later than the origin;
AutoETS, which knows no gaps, gets them bridged by a straight line in logarithms. The
score is the mean pinball loss over the 19 quantiles, over the mean of the city's history
up to the origin. Choices were made on the half of the cities whose name has an even
first byte of SHA-256 ("fit") and confirmed on the other.
"""

import argparse
import hashlib
import time
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from python_calamine import CalamineWorkbook

from summitry.core.emissions.forecast import (
    LEVELS,
    Outlook,
    forecast,
    look_ahead,
    probability_maximum_stands,
)
from summitry.core.emissions.pool import Floats, Prior
from summitry.core.errors import UnreadableFileError
from summitry.data.forecast_prior import load_forecast_prior

CEADS = (
    "ceads_cities/"
    "The_Emission_Inventories_for_290_Chinese_Cities_from_1997_to_2019.xlsx"
)
ORIGINS = range(2010, 2015)
HORIZONS = 5
FEWEST = 8

Series = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Case:
    """One city at one origin and horizon, with what was reported."""

    city: str
    origin: int
    horizon: int
    actual: float
    history_mean: float
    series_mean: float


def read_ceads(path: Path) -> dict[str, dict[int, float]]:
    """Read the emission vector (Mt CO2) by city and year."""
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("emission vector")
    series: dict[str, dict[int, float]] = {}
    for _, city, year, emission in sheet.to_python()[1:]:
        series.setdefault(str(city), {})[int(float(year))] = float(emission)
    return series


def known_at(series: Series, origin: int) -> dict[str, dict[int, float]]:
    """Keep what had been reported by the origin."""
    return {
        city: {year: value for year, value in values.items() if year <= origin}
        for city, values in series.items()
    }


def scored(series: Series, origin: int, fewest: int) -> Iterator[str]:
    """List the cities that count at an origin."""
    for city, values in series.items():
        if origin in values and sum(year <= origin for year in values) >= fewest:
            yield city


def list_cases(series: Series, origins: range, fewest: int = FEWEST) -> list[Case]:
    """List all cases, in a fixed order."""
    return [
        Case(
            city,
            origin,
            step,
            series[city][origin + step],
            float(np.mean([v for y, v in series[city].items() if y <= origin])),
            float(np.mean(list(series[city].values()))),
        )
        for origin in origins
        for city in sorted(scored(series, origin, fewest))
        for step in range(1, HORIZONS + 1)
        if origin + step in series[city]
    ]


def our_quantiles(series: Series, cases: list[Case], prior: Prior) -> Floats:
    """Give the quantiles of each case by ``summitry.core.emissions.forecast``: (cases, 19)."""
    found: dict[tuple[str, int], Floats] = {}
    for origin in sorted({case.origin for case in cases}):
        wanted = {case.city for case in cases if case.origin == origin}
        outlooks = look_ahead(known_at(series, origin), prior)
        chosen = [outlooks[city] for city in sorted(wanted)]
        for one in forecast(chosen, origin + HORIZONS):
            found[one.city, origin] = one.quantiles
    return np.array([found[c.city, c.origin][:, c.horizon - 1] for c in cases])


def autoets_quantiles(series: Series, cases: list[Case]) -> Floats:
    """Give the quantiles of each case by AutoETS with its own choice of model: (cases, 19)."""
    from statsforecast.models import AutoETS  # noqa: PLC0415 (not needed to import this)

    bands = [round(float(100 * (1 - 2 * level))) for level in LEVELS[:9]]
    found: dict[tuple[str, int], Floats] = {}
    for city, origin in sorted({(case.city, case.origin) for case in cases}):
        values = known_at({city: series[city]}, origin)[city]
        years = sorted(values)
        logs = np.log([values[year] for year in years])
        every_year = np.exp(np.interp(range(years[0], origin + 1), years, logs))
        model = AutoETS(season_length=1)
        told = model.forecast(y=every_year, h=HORIZONS, level=sorted(bands))
        low = [told[f"lo-{band}"] for band in bands]
        high = [told[f"hi-{band}"] for band in reversed(bands)]
        found[city, origin] = np.array([*low, told["mean"], *high])
    return np.array([found[c.city, c.origin][:, c.horizon - 1] for c in cases])


def pinball(quantiles: Floats, actual: Floats) -> Floats:
    """Give the mean pinball loss over the levels, one a case."""
    error = actual[:, None] - quantiles
    return np.maximum(LEVELS * error, (LEVELS - 1) * error).mean(axis=1)


def covered(quantiles: Floats, actual: Floats, outer: int) -> float:
    """Give the share of actual values between the level at ``outer`` and its mirror."""
    inside = (actual >= quantiles[:, outer]) & (actual <= quantiles[:, 18 - outer])
    return float(inside.mean())


def in_fit_half(city: str) -> bool:
    """Whether choices were made on this city."""
    return hashlib.sha256(city.encode()).digest()[0] % 2 == 0


def print_scores(cases: list[Case], ours: Floats, theirs: Floats) -> None:
    """Print one line for each half and for all."""
    actual = np.array([case.actual for case in cases])
    scale = np.array([case.history_mean for case in cases])
    whole = np.array([case.series_mean for case in cases])
    fit = np.array([in_fit_half(case.city) for case in cases])
    our_loss, their_loss = pinball(ours, actual), pinball(theirs, actual)
    print("half     cases    ours AutoETS  ratio  ratio*  90 %  50 %")
    for name, rows in (("fit", fit), ("confirm", ~fit), ("all", fit | ~fit)):
        mine, other = our_loss[rows], their_loss[rows]
        ratio = (mine / scale[rows]).mean() / (other / scale[rows]).mean()
        by_whole = (mine / whole[rows]).mean() / (other / whole[rows]).mean()
        print(
            f"{name:8} {rows.sum():5} {(mine / scale[rows]).mean():7.4f} "
            f"{(other / scale[rows]).mean():7.4f} {ratio:6.3f} {by_whole:7.3f} "
            f"{covered(ours[rows], actual[rows], 0):5.3f} "
            f"{covered(ours[rows], actual[rows], 4):5.3f}"
        )
    print("* over the mean of the whole series instead of the history")


def print_calibration(cases: list[Case], ours: Floats) -> None:
    """Give the share of actual values in each tenth of the forecast; 0.100 is perfect."""
    actual = np.array([case.actual for case in cases])
    below = (actual[:, None] > ours[:, 1::2]).sum(axis=1)
    shares = np.bincount(below, minlength=10) / len(cases)
    print("by decile:", " ".join(f"{share:.3f}" for share in shares))


def stands(values: Mapping[int, float], origin: int) -> bool | None:
    """Whether the maximum up to the origin stood five years; None where one is missing."""
    ahead = [values.get(origin + step) for step in range(1, HORIZONS + 1)]
    if None in ahead:
        return None
    past = max(value for year, value in values.items() if year <= origin)
    return max(value for value in ahead if value is not None) <= past


def c40_says(values: Mapping[int, float], origin: int) -> bool:
    """Peaked by the rule of C40, as of the origin (METHODS 4.1)."""
    past = {year: value for year, value in values.items() if year <= origin}
    top = max(past, key=lambda year: (past[year], -year))
    last = max(past)
    return last - top >= 5 and (past[top] - past[last]) / past[top] >= 0.1  # noqa: PLR2004


def climatology(series: Series, origin: int) -> float:
    """Give the share of the maxima that stood five years, of all seen to the end by the origin."""
    seen = known_at(series, origin)
    ends = [
        stands(values, year)
        for values in seen.values()
        for year in values
        if sum(other <= year for other in values) >= 3  # noqa: PLR2004
    ]
    return float(np.mean([end for end in ends if end is not None]))


def print_brier(series: Series, prior: Prior, origins: range) -> None:
    """Brier score of "the maximum so far stands for five years"."""
    rows: list[tuple[str, float, float, float, float]] = []
    for origin in origins:
        outlooks: Mapping[str, Outlook] = look_ahead(known_at(series, origin), prior)
        past_share = climatology(series, origin)
        for city in scored(series, origin, FEWEST):
            stood = stands(series[city], origin)
            if stood is None:
                continue
            told = probability_maximum_stands(outlooks[city], origin + HORIZONS)
            c40 = float(c40_says(series[city], origin))
            rows.append((city, float(stood), told, c40, past_share))
    if not rows:
        print("no city has all five years after these origins: no Brier score")
        return
    fit = np.array([in_fit_half(row[0]) for row in rows])
    table = np.array([row[1:] for row in rows])
    print("half     cases  stood   ours    C40  climatology")
    for name, chosen in (("fit", fit), ("confirm", ~fit), ("all", fit | ~fit)):
        stood, *told = table[chosen].T
        scores = [float(np.mean((one - stood) ** 2)) for one in told]
        print(
            f"{name:8} {chosen.sum():5}  {stood.mean():.3f}  "
            + "  ".join(f"{score:.3f}" for score in scores)
        )


def variants(prior: Prior) -> dict[str, Prior]:
    """List the alternatives that a change of the prior alone can express."""
    lots = 1e9
    return {
        "as chosen": prior,
        "no common growth": replace(prior, growth_share=0.0),
        "half of the common growth": replace(prior, growth_share=0.5),
        "all common growth, unfaded": replace(
            prior, growth_share=1.0, growth_memory=0.9999
        ),
        "each city's own volatility": replace(
            prior, cities=lots, volatility_spread=lots
        ),
        "one volatility for all": replace(prior, cities=lots, volatility_spread=1e-9),
        "normal tails": replace(prior, degrees_of_freedom=200.0),
        "heavier tails (4)": replace(prior, degrees_of_freedom=4.0),
    }


def print_variants(series: Series, cases: list[Case], theirs: Floats) -> None:
    """Score each variant on the fit half."""
    chosen = np.array([in_fit_half(case.city) for case in cases])
    actual = np.array([case.actual for case in cases])[chosen]
    scale = np.array([case.history_mean for case in cases])[chosen]
    other = (pinball(theirs[chosen], actual) / scale).mean()
    print("fit half                     ratio  90 %  50 %")
    for name, prior in variants(load_forecast_prior()).items():
        ours = our_quantiles(series, cases, prior)[chosen]
        ratio = (pinball(ours, actual) / scale).mean() / other
        inner, outer = covered(ours, actual, 4), covered(ours, actual, 0)
        print(f"{name:28} {ratio:.3f} {outer:.3f} {inner:.3f}")


def find_ceads(data: Path) -> Path:
    """Find the file in the folder of the real data; raises UnreadableFileError."""
    path = data / CEADS if data.is_dir() else data
    if not path.is_file():
        raise UnreadableFileError(
            str(path),
            "there is no such file; give the folder of the real data, or the CEADs "
            "workbook, with --data or in SUMMITRY_DATA",
        )
    return path


def run(data: Path) -> None:
    """Print the scores of the origins 2010 to 2014, from the folder of the real data."""
    print_back_test(find_ceads(data), ORIGINS, FEWEST, with_variants=False)


def print_back_test(
    file: Path, origins: range, fewest: int, *, with_variants: bool
) -> None:
    """Print the work, the times, the scores, the coverage and the calibration."""
    prior = load_forecast_prior()
    series = read_ceads(file)
    cases = list_cases(series, origins, fewest)
    print(
        f"{len(series)} cities, {len(cases)} cases, origins {origins[0]} to "
        f"{origins[-1]}, horizons 1 to {HORIZONS}"
    )
    start = time.perf_counter()
    ours = our_quantiles(series, cases, prior)
    our_time = time.perf_counter() - start
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = autoets_quantiles(series, cases)
    their_time = time.perf_counter() - start
    print(
        f"ours {our_time:.2f} s, AutoETS {their_time:.2f} s, "
        f"ratio {their_time / our_time:.0f}"
    )
    print_scores(cases, ours, theirs)
    print_calibration(cases, ours)
    print_brier(series, prior, origins)
    if with_variants:
        print_variants(series, cases, theirs)


def main() -> None:
    """Run by hand, with other origins or the variants."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--variants", action="store_true")
    parser.add_argument("--origins", default="2010-2014")
    parser.add_argument(
        "--fewest", type=int, default=FEWEST, help="values up to the origin, 7 or more"
    )
    options = parser.parse_args()
    first, last = map(int, options.origins.split("-"))
    print_back_test(
        find_ceads(options.data),
        range(first, last + 1),
        options.fewest,
        with_variants=options.variants,
    )


if __name__ == "__main__":
    main()
