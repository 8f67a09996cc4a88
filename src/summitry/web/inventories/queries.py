"""Questions asked of the inventories."""

from collections import defaultdict
from collections.abc import Iterable

from summitry.core.emissions.series import Series, series_of
from summitry.web.inventories.models import EmissionSeries, Inventory


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


def current_inventories(series: EmissionSeries) -> list[Inventory]:
    """Return the current inventories of a series, oldest first, with their sources."""
    return list(
        series.inventories.filter(current=True)
        .select_related("source")
        .order_by("year")
    )
