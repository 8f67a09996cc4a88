"""The charts of plans, from a run's numbers to the specs that ``page`` draws."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from summitry.core.pathways.plan import Plan as PlanValue
from summitry.data.plan_tables import NationalTarget
from summitry.web.page.charts.bars import Bar, draw_bars
from summitry.web.page.charts.chart import Caption, Chart
from summitry.web.page.charts.fan import Fan, FanLine
from summitry.web.page.charts.multiples import draw_multiples
from summitry.web.page.charts.series import Band, Event, Promise, Series, draw_series
from summitry.web.page.charts.stack import Part, draw_stack
from summitry.web.page.charts.steps import CostStep, StepAxes, draw_steps
from summitry.web.page.figures import format_number
from summitry.web.plans.models import Summary
from summitry.web.plans.wording import join_title, name_action, name_field, name_thing

_MILLION, _THOUSAND = 1e6, 1e3
_DRIVERS_SHOWN = 8
CHARTS = ("fan", "wedges", "costs", "drivers")


def scale_of(summary: Summary) -> tuple[float, str]:
    """Return by what tonnes are divided in the charts of a plan, and that unit's name."""
    highest = max(summary["baseline"]["p95"])
    if highest >= _MILLION:
        return _MILLION, gettext("million tonnes a year")
    if highest >= _THOUSAND:
        return _THOUSAND, gettext("thousand tonnes a year")
    return 1.0, gettext("tonnes a year")


def source_line(draws: int, *, example: bool) -> str:
    """Return what stands under a chart of a plan."""
    said = gettext("plan on this site, %(n)s draws") % {"n": format_number(draws)}
    if example:
        said += " · " + gettext("an example by this project, not the city's plan")
    return said


def draw_fan_chart(
    city: str,
    value: PlanValue,
    summary: Summary,
    *,
    past: Mapping[int, float],
    national: NationalTarget | None,
    source: str,
) -> Chart:
    """Chart the past, and baseline and plan with their 90 % bands."""
    scale, unit = scale_of(summary)
    years = summary["years"]
    caption = Caption(
        title=gettext("Emissions of %(city)s with and without the plan")
        % {"city": city},
        unit=unit,
        source=source,
        description=gettext(
            "Emissions of %(city)s from %(first)s to %(last)s: the past, and bands of what "
            "is expected without the plan and with it."
        )
        % {"city": city, "first": min([*years, *past]), "last": years[-1]},
    )
    lines = [
        *(
            [
                Series(
                    gettext("on record"),
                    {year: tonnes / scale for year, tonnes in past.items()},
                )
            ]
            if past
            else []
        ),
        _middle(gettext("without the plan"), years, summary["baseline"], scale),
        _middle(gettext("with the plan"), years, summary["plan"], scale, plan=True),
    ]
    bands = [
        _band(gettext("without the plan, 90 %"), years, summary["baseline"], scale),
        _band(gettext("with the plan, 90 %"), years, summary["plan"], scale, plan=True),
    ]
    return draw_series(
        lines,
        caption,
        bands=bands,
        promises=[
            Promise(label, {year: level})
            for year, level, label in _promises(value, scale)
        ],
        events=[Event(year, label) for year, label in _events(value, national)],
        mark_highest=bool(past),
    )


def make_fan(
    city: str,
    value: PlanValue,
    summary: Summary,
    *,
    past: Mapping[int, float],
    national: NationalTarget | None,
) -> Fan:
    """Return the same picture for the light drawing that answers a slider."""
    scale, _ = scale_of(summary)

    def line(name: str) -> FanLine:
        band = summary[name]
        return FanLine(
            *([x / scale for x in band[level]] for level in ("p05", "p50", "p95"))
        )

    return Fan(
        years=summary["years"],
        reference=line("baseline"),
        plan=line("plan"),
        description=gettext("Emissions of %(city)s with and without the plan")
        % {"city": city},
        past={year: tonnes / scale for year, tonnes in past.items()},
        promises=_promises(value, scale),
        events=_events(value, national),
    )


def _promises(value: PlanValue, scale: float) -> list[tuple[int, float, str]]:
    found: list[tuple[int, float, str]] = []
    for target in value.targets:
        if target.level_t is not None:
            level = target.level_t / scale
            label = gettext("promised for %(year)s: %(level)s") % {
                "year": target.year,
                "level": format_number(level),
            }
            found.append((target.year, level, label))
    return found


def _events(value: PlanValue, national: NationalTarget | None) -> list[tuple[int, str]]:
    if national is None:
        return []
    named = (
        (national.peak_year, gettext("national peak, %(year)s")),
        (national.neutral_year, gettext("national neutrality, %(year)s")),
    )
    return [
        (year, label % {"year": year})
        for year, label in named
        if year is not None and value.base_year <= year <= value.until
    ]


def draw_wedges(city: str, summary: Summary, *, source: str) -> Chart | None:
    """Chart what each action takes off year by year; None without any action."""
    if not summary["actions"]:
        return None
    scale, unit = scale_of(summary)
    parts = [
        Part(name_action(one["name"]), [tonnes / scale for tonnes in one["mean_t"]])
        for one in summary["actions"]
    ]
    # Means of wedges add up; what is left is drawn under them at the median of the plan.
    left = [tonnes / scale for tonnes in summary["plan"]["p50"]]
    caption = Caption(
        title=gettext("What each action takes off"),
        unit=unit,
        source=source,
        description=gettext(
            "Emissions of %(city)s with the plan, and above them what each action takes off, "
            "mean over the draws."
        )
        % {"city": city},
    )
    rest = Part(gettext("emissions with the plan"), left)
    return draw_stack(summary["years"], rest, parts, caption)


def draw_costs(summary: Summary, currency: str, *, source: str) -> Chart | None:
    """Chart the actions with a cost, in order of their value; None without any."""
    steps = [one for one in summary["costs"] if one["cost_per_t_band"] is not None]
    if not steps:
        return None
    scale, unit = scale_of(summary)
    height = gettext("%(currency)s a tonne") % {"currency": currency}
    caption = Caption(
        title=gettext("What a tonne costs"),
        unit=height,
        source=source,
        description=gettext(
            "Steps: as wide as what an action saves a year, as high as what a tonne of it "
            "costs, with the 5th and 95th percentile."
        ),
    )
    drawn = [
        CostStep(
            name=name_action(one["name"]),
            start=one["before_t"] / scale,
            width=one["abatement_t"] / scale,
            height=one["cost_per_t"],
            low=one["cost_per_t_band"]["p05"],
            high=one["cost_per_t_band"]["p95"],
        )
        for one in steps
    ]
    axes = StepAxes(gettext("Action"), unit, height)
    return draw_steps(drawn, caption, axes)


def draw_drivers(summary: Summary, *, source: str) -> Chart | None:
    """Chart which inputs make the result uncertain; None where nothing is uncertain."""
    drivers = [one for one in summary["drivers"] if one["total"] > 0][:_DRIVERS_SHOWN]
    if not drivers:
        return None
    caption = Caption(
        title=gettext("What makes the result uncertain"),
        unit=gettext("% of the variance of all tonnes"),
        source=source,
        description=gettext(
            "Bars with the total Sobol index of the inputs that matter most."
        ),
    )
    named = {
        join_title(name_thing(one["input"]), name_field(one["input"])): one
        for one in drivers
    }
    bars = {
        name: Bar(name, 100 * one["total"], "estimated") for name, one in named.items()
    }
    return draw_bars(list(bars.values()), caption, label_heading=gettext("Number"))


def draw_side_by_side(named: Sequence[tuple[str, Summary]], *, source: str) -> Chart:
    """Chart the baseline of the first plan and each plan in panels of one scale."""
    scale, unit = scale_of(named[0][1])
    first = named[0][1]
    panels = [_middle(gettext("baseline"), first["years"], first["baseline"], scale)]
    panels += [
        _middle(f"{number}. {name}", one["years"], one["plan"], scale, plan=True)
        for number, (name, one) in enumerate(named, start=1)
    ]
    caption = Caption(
        title=gettext("Plans side by side"),
        unit=unit,
        source=source,
        description=gettext("A panel for the baseline and for each plan, medians."),
    )
    return draw_multiples(panels, caption)


def _middle(
    name: str,
    years: Sequence[int],
    band: Mapping[str, Any],
    scale: float,
    *,
    plan: bool = False,
) -> Series:
    values = {
        year: tonnes / scale for year, tonnes in zip(years, band["p50"], strict=True)
    }
    return Series(name, values, kind="estimated" if plan else "reference", points=False)


def _band(
    label: str,
    years: Sequence[int],
    band: Mapping[str, Any],
    scale: float,
    *,
    plan: bool = False,
) -> Band:
    low, high = (
        {y: t / scale for y, t in zip(years, band[level], strict=True)}
        for level in ("p05", "p95")
    )
    return Band(label, low, high, kind="estimated" if plan else "reference")
