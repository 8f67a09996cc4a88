"""Questions asked of the inventories."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from summitry.core.emissions.forecast import (
    Outlook,
    PeakYear,
    look_ahead,
    probability_maximum_stands,
    project_peak_year,
)
from summitry.core.emissions.series import Series, series_of
from summitry.data.forecast_prior import load_forecast_prior
from summitry.web.evidence.queries import projection
from summitry.web.inventories.models import EmissionSeries, Inventory

#: The year for which most nearer targets are set, China's peak among them.
NEXT_MILESTONE = 2030


def current_figures(
    series: Iterable[EmissionSeries] | None = None,
) -> dict[int, Series]:
    """Return the current figures by series, of all series if none are named."""
    inventories = Inventory.objects.filter(current=True)
    if series is not None:
        inventories = inventories.filter(series__in=series)
    totals: defaultdict[int, dict[int, float | None]] = defaultdict(dict)
    for pk, year, total_t in inventories.values_list("series_id", "year", "total_t"):
        totals[pk][year] = total_t
    return {pk: series_of(values) for pk, values in totals.items()}


def current_inventories(series: int) -> list[Inventory]:
    """Return the current inventories of a series by its key, oldest first, with sources."""
    return list(
        Inventory.objects.filter(series=series, current=True)
        .select_related("source", "series", "publication__draft__organisation")
        .order_by("year")
    )


@dataclass(frozen=True, slots=True)
class PeakOutlook:
    """How likely it is that a series' maximum so far stands, and when it peaks."""

    stands_5_years: float
    stands_10_years: float
    stands_to_2030: float | None
    peak_year: PeakYear


@projection
def peak_outlook(series: int) -> PeakOutlook:
    """Return what the forecast says of the peak of a series, by its key."""
    outlook = series_outlooks()[series]
    last = outlook.last_year
    return PeakOutlook(
        stands_5_years=probability_maximum_stands(outlook, last + 5),
        stands_10_years=probability_maximum_stands(outlook, last + 10),
        stands_to_2030=probability_maximum_stands(outlook, NEXT_MILESTONE)
        if last < NEXT_MILESTONE
        else None,
        peak_year=project_peak_year(outlook),
    )


@projection
def series_outlooks() -> Mapping[int, Outlook]:
    """Return where each series stands at its end, by series: what a forecast needs.

    Series are pooled with the others of their data set and basis; two sources never
    learn from each other.
    """
    figures = current_figures()
    pools: defaultdict[tuple[str, str], dict[str, dict[int, float | None]]]
    pools = defaultdict(dict)
    kinds = EmissionSeries.objects.filter(pk__in=figures)
    for pk, dataset, basis in kinds.values_list("pk", "dataset", "basis"):
        values: dict[int, float | None] = {p.year: p.value for p in figures[pk].points}
        pools[dataset, basis][str(pk)] = values
    prior = load_forecast_prior()
    return {
        int(pk): outlook
        for pool in pools.values()
        for pk, outlook in look_ahead(pool, prior).items()
    }
