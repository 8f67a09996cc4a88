"""What single pages need: a city with its series, a convening with its outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from summitry.core.emissions.peak import (
    C40_POINTS,
    PeakVerdicts,
    Reason,
    find_reversal,
)
from summitry.core.emissions.series import Point
from summitry.core.errors import InvalidDataError
from summitry.web.commitments.models import Commitment
from summitry.web.commitments.queries import current_commitments
from summitry.web.inventories.models import EmissionSeries, Inventory
from summitry.web.inventories.queries import (
    PeakOutlook,
    current_figures,
    current_inventories,
    peak_outlook,
    series_outlooks,
)
from summitry.web.network.models import Organisation
from summitry.web.page.charts.chart import Chart
from summitry.web.page.drawing import Figure, draw_figure
from summitry.web.portal.charts import draw_city_series
from summitry.web.portal.queries import SeriesSummary, summarise
from summitry.web.portal.wording import (
    C40_LABELS,
    SHAN_LABELS,
    WRI_LABELS,
    explain,
)

RULES = ("C40", "Shan et al. 2022", "WRI")


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """What one published rule says, and why."""

    rule: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class SeriesSection:
    """A series on a city's page: chart, verdicts, and where each figure comes from."""

    summary: SeriesSummary
    figure: Figure
    verdicts: tuple[RuleVerdict, ...]
    inventories: Sequence[Inventory]
    peak: PeakOutlook
    reversal: Point | None


def show_series(
    city: str, organisations: Sequence[Organisation], as_of: int
) -> list[SeriesSection]:
    """Return every series of a city with its chart and verdicts, the longest first."""
    commitments = list(commitments_of(organisations))
    records = EmissionSeries.objects.filter(organisation__in=organisations)
    figures = current_figures(records)
    summaries = [
        (record, summarise(record, figures[record.pk], commitments, as_of))
        for record in records.select_related("organisation__place")
        if record.pk in figures and figures[record.pk].points
    ]
    summaries.sort(key=lambda pair: _length_first(pair[1]))
    return [
        SeriesSection(
            summary=summary,
            figure=_figure(city, record, summary, commitments),
            verdicts=judge(summary.verdicts, points=len(summary.figures.points)),
            inventories=current_inventories(record),
            peak=peak_outlook(record.pk),
            reversal=find_reversal(summary.figures),
        )
        for record, summary in summaries
    ]


def _length_first(summary: SeriesSummary) -> tuple[int, int, str]:
    points = summary.figures.points
    return -len(points), -points[-1].year, summary.dataset


def _figure(
    city: str,
    record: EmissionSeries,
    summary: SeriesSummary,
    commitments: Sequence[Commitment],
) -> Figure:
    chart = draw_city_series(
        city, summary, commitments, series_outlooks().get(record.pk)
    )
    place = record.organisation.place
    slug = place.slug if place else ""
    address = reverse("city_series", args=[slug, record.pk, "x"]).removesuffix(".x")
    return draw_figure(chart, name=f"series-{record.pk}", address=address)


def chart_of_series(city: str, record: EmissionSeries, as_of: int) -> Chart:
    """Return the chart of one series, for its files.

    Raises
    ------
    InvalidDataError
        If the series holds no figure to draw.
    """
    commitments = list(commitments_of([record.organisation]))
    figures = current_figures([record]).get(record.pk)
    if figures is None or not figures.points:
        raise InvalidDataError({"series": "holds no figure above zero"})
    summary = summarise(record, figures, commitments, as_of)
    return draw_city_series(
        city, summary, commitments, series_outlooks().get(record.pk)
    )


def judge(verdicts: PeakVerdicts, *, points: int) -> tuple[RuleVerdict, ...]:
    """Return the verdict of each rule in words; too few figures bear no verdict."""
    if points < C40_POINTS:
        few = Reason("too_few_points", {"points": points, "required": C40_POINTS})
        label, reason = str(C40_LABELS["Unknown"]), explain(few)
        return tuple(RuleVerdict(rule, label, reason) for rule in RULES)
    return (
        RuleVerdict(
            RULES[0], str(C40_LABELS[verdicts.c40.label]), explain(verdicts.c40.reason)
        ),
        RuleVerdict(
            RULES[1],
            str(SHAN_LABELS[verdicts.shan2022.label]),
            explain(verdicts.shan2022.reason),
        ),
        RuleVerdict(
            RULES[2], str(WRI_LABELS[verdicts.wri.peaked]), explain(verdicts.wri.reason)
        ),
    )


def commitments_of(organisations: Sequence[Organisation]) -> QuerySet[Commitment]:
    """Return the current commitments of a city's organisations."""
    return current_commitments().filter(organisation__in=organisations)
