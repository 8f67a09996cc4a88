"""A commitment's page: verdict, path, progress, reference points, history."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from summitry.core.commitments.benchmarks import (
    Benchmark,
    benchmark_level_t,
    yearly_rate,
)
from summitry.core.commitments.trajectories import budget_t, constant_rate, linear
from summitry.core.emissions.series import Point
from summitry.core.errors import InvalidDataError
from summitry.data.benchmarks import load_benchmarks
from summitry.web.commitments.models import Commitment
from summitry.web.inventories.queries import series_outlooks
from summitry.web.page.charts.chart import Chart
from summitry.web.page.drawing import draw_figure
from summitry.web.portal.charts import draw_city_series
from summitry.web.portal.register import JudgedCommitment, SeriesJudgement

STATED_OFF = 0.01


@dataclass(frozen=True, slots=True)
class Budget:
    """What may still be emitted from the last figure to the target year, both included."""

    linear_t: float
    constant_rate_t: float | None


@dataclass(frozen=True, slots=True)
class ReferencePoint:
    """What a pace that others call for would mean for this city."""

    benchmark: Benchmark
    base: Point
    yearly_rate: float
    level_t: float


def show_promise(judged: JudgedCommitment) -> dict[str, Any]:
    """Return what the page of a commitment shows."""
    first = judged.first
    chart = promise_chart(judged)
    commitment = judged.commitment
    address = reverse("commitment_chart", args=[commitment.pk, "x"]).removesuffix(".x")
    return {
        "judged": judged,
        "commitment": commitment,
        "place": commitment.organisation.place,
        "first": first,
        "figure": chart and draw_figure(chart, name="promise", address=address),
        "states_another_level": first is not None
        and _differ(first.level_t, commitment.level_t),
        "budget": first and _budget(first, commitment),
        "reference_points": _reference_points(first) if first else [],
    }


def _differ(level_t: float | None, stated_t: float | None) -> bool:
    """Tell whether a level worked out here is more than 1 % off the one stated."""
    if level_t is None or stated_t is None:
        return False
    return abs(level_t - stated_t) > STATED_OFF * max(level_t, stated_t)


def promise_chart(judged: JudgedCommitment) -> Chart | None:
    """Return the chart of a commitment on the series that judges it first."""
    if judged.first is None:
        return None
    outlook = series_outlooks().get(judged.first.series.pk)
    name = judged.commitment.organisation.local_name
    return draw_city_series(name, judged.first.series, [judged.commitment], outlook)


def _budget(judged: SeriesJudgement, commitment: Commitment) -> Budget | None:
    level, latest = judged.level_t, judged.latest
    year = commitment.target_year
    if level is None or year is None or year <= latest.year:
        return None
    end = Point(year, level)
    try:
        steady = budget_t(constant_rate(latest, end))
    except InvalidDataError:
        steady = None
    return Budget(budget_t(linear(latest, end)), steady)


def _reference_points(judged: SeriesJudgement) -> list[ReferencePoint]:
    """Return each benchmark's pace from this series' own figure of its base year.

    Without a figure of that year the last one before it is the start, and the pace the
    same.
    """
    points = []
    for benchmark in load_benchmarks():
        before = [
            p for p in judged.series.figures.points if p.year <= benchmark.base_year
        ]
        if before:
            level = benchmark_level_t(benchmark, before[-1])
            points.append(
                ReferencePoint(benchmark, before[-1], yearly_rate(benchmark), level)
            )
    return points
