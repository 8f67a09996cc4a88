"""What single pages need: a city with its series, a convening with its outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from summitry.core.emissions.peak import (
    C40_POINTS,
    PeakVerdicts,
    Reason,
    find_reversal,
)
from summitry.core.emissions.series import Point
from summitry.web.commitments.models import Commitment
from summitry.web.inventories.models import Inventory
from summitry.web.inventories.queries import (
    PeakOutlook,
    current_inventories,
    peak_outlook,
    series_outlooks,
)
from summitry.web.page.charts.chart import Chart
from summitry.web.page.drawing import Figure, draw_figure
from summitry.web.portal.charts import draw_city_series, local_name
from summitry.web.portal.queries import CityEntry, SeriesSummary
from summitry.web.portal.register import JudgedCommitment, judged_register
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
    city: CityEntry, commitments: Sequence[Commitment]
) -> list[SeriesSection]:
    """Return every series of a city with its chart and verdicts, the longest first."""
    return [
        SeriesSection(
            summary=summary,
            figure=draw_figure(
                chart_of_series(city, summary, commitments),
                name=f"series-{summary.pk}",
                address=reverse(
                    "city_series", args=[city.slug, summary.pk, "x"]
                ).removesuffix(".x"),
            ),
            verdicts=judge(summary.verdicts, points=len(summary.figures.points)),
            inventories=current_inventories(summary.pk),
            peak=peak_outlook(summary.pk),
            reversal=find_reversal(summary.figures),
        )
        for summary in city.series
    ]


def chart_of_series(
    city: CityEntry, summary: SeriesSummary, commitments: Sequence[Commitment]
) -> Chart:
    """Return the chart of one series with its forecast and the city's targets."""
    outlook = series_outlooks().get(summary.pk)
    return draw_city_series(local_name(city), summary, commitments, outlook)


def commitments_of(slug: str, as_of: int) -> list[JudgedCommitment]:
    """Return the commitments of a city, judged."""
    return [
        one
        for one in judged_register(as_of)
        if one.commitment.organisation.place
        and one.commitment.organisation.place.slug == slug
    ]


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
