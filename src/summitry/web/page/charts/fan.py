"""A fan of outcomes as a light SVG, written in a millisecond: for answers to a slider.

It shows what ``series.draw_series`` would, in the same colours, without an engine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from summitry.web.page.figures import format_number

WIDE, NARROW = (720, 330), (360, 300)
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 12, 22, 26
_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 5
_SPLIT = 0.6


@dataclass(frozen=True, slots=True)
class FanLine:
    """A middle line with its band: one value a year each."""

    low: Sequence[float]
    middle: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """What is drawn: two fans, what was measured before, points promised, years named.

    ``years`` are those of the fans; ``description`` is what a screen reader speaks.
    """

    years: Sequence[int]
    reference: FanLine
    plan: FanLine
    description: str
    past: Mapping[int, float] = field(default_factory=dict[int, float])
    promises: Sequence[tuple[int, float, str]] = ()
    events: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    width: int
    height: int
    years: tuple[int, int]
    values: tuple[float, float]

    def x(self, year: float) -> float:
        span = max(1, self.years[1] - self.years[0])
        room = self.width - _LEFT - _RIGHT
        return round(_LEFT + room * (year - self.years[0]) / span, 1)

    def y(self, value: float) -> float:
        low, high = self.values
        room = self.height - _TOP - _BOTTOM
        return round(_TOP + room * (high - value) / (high - low), 1)


def draw_fan(fan: Fan, size: tuple[int, int]) -> str:
    """Write the fan as SVG for one size in px, colours as CSS variables."""
    values = [*fan.reference.high, *fan.plan.high, *fan.past.values()]
    values += [value for _, value, _ in fan.promises]
    least = min(0.0, *fan.reference.low, *fan.plan.low)
    step = _find_step((max(values) - least) or 1.0)
    top = step * -(-max(values) // step) or step
    bottom = step * (least // step)
    marked = [one[0] for one in fan.promises] + [one[0] for one in fan.events]
    frame = _Frame(
        *size,
        (min([*fan.years, *fan.past]), max([*fan.years, *marked])),
        (bottom, top),
    )
    parts = [
        *_write_axes(frame, step),
        *_write_fan(frame, fan.years, fan.reference, ("edge", "soft")),
        *_write_fan(frame, fan.years, fan.plan, ("accent", "accent")),
        *_write_events(frame, fan.events),
        *_write_promises(frame, fan.promises),
        *_write_past(frame, fan.past),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" '
        f'width="{size[0]}" height="{size[1]}" role="img" '
        f'aria-label="{escape(fan.description)}" font-size="13">{"".join(parts)}</svg>'
    )


def _find_step(span: float) -> float:
    size = 1.0
    while span / size > _TICKS * 10:
        size *= 10
    while span / size < _TICKS:
        size /= 10
    return next(s * size for s in _STEPS if span / (s * size) <= _TICKS + 1)


def _write_axes(frame: _Frame, step: float) -> list[str]:
    low, high = frame.values
    parts: list[str] = []
    for place in range(round((high - low) / step) + 1):
        value = low + place * step
        y = frame.y(value)
        parts.append(
            f'<path d="M{_LEFT},{y}H{frame.width - _RIGHT}" stroke="var(--hair)"/>'
            f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end" fill="var(--soft)">'
            f"{format_number(round(value, 6))}</text>"
        )
    first, last = frame.years
    gap = 10 if (last - first) * 80 > frame.width * 5 else 5
    parts.extend(
        f'<text x="{frame.x(year)}" y="{frame.height - 8}" text-anchor="middle" '
        f'fill="var(--soft)">{year}</text>'
        for year in range(-(-first // gap) * gap, last + 1, gap)
    )
    return parts


def _write_fan(
    frame: _Frame, years: Sequence[int], line: FanLine, colours: tuple[str, str]
) -> list[str]:
    upper = _path(frame, years, line.high)
    lower = _path(frame, years[::-1], line.low[::-1])
    return [
        f'<path d="M{upper}L{lower}Z" fill="var(--{colours[0]})" fill-opacity="0.18"/>',
        (
            f'<path d="M{_path(frame, years, line.middle)}" fill="none" '
            f'stroke="var(--{colours[1]})" stroke-width="2"/>'
        ),
    ]


def _write_past(frame: _Frame, past: Mapping[int, float]) -> list[str]:
    if not past:
        return []
    years = sorted(past)
    path = _path(frame, years, [past[year] for year in years])
    return [f'<path d="M{path}" fill="none" stroke="var(--ink)" stroke-width="2"/>']


def _write_promises(
    frame: _Frame, promises: Sequence[tuple[int, float, str]]
) -> list[str]:
    return [
        f'<path d="M{frame.x(year)},{frame.y(value)}m-5,0h10m-5,-5v10" '
        f'stroke="var(--promise)" stroke-width="2.5"/>'
        + _label(frame, year, frame.y(value) + 18, label)
        for year, value, label in promises
    ]


def _write_events(frame: _Frame, events: Sequence[tuple[int, str]]) -> list[str]:
    return [
        f'<path d="M{frame.x(year)},{_TOP}V{frame.height - _BOTTOM}" '
        f'stroke="var(--promise)" stroke-dasharray="3 4"/>'
        + _label(frame, year, _TOP - 8, label)
        for year, label in events
    ]


def _label(frame: _Frame, year: int, y: float, label: str) -> str:
    first, last = frame.years
    late = (year - first) / max(1, last - first) > _SPLIT
    anchor, dx = ("end", 4) if late else ("start", -4)
    return (
        f'<text x="{frame.x(year) + dx}" y="{y}" text-anchor="{anchor}" '
        f'fill="var(--promise)">{escape(label)}</text>'
    )


def _path(frame: _Frame, years: Sequence[int], values: Sequence[float]) -> str:
    return "L".join(
        f"{frame.x(year)},{frame.y(value)}"
        for year, value in zip(years, values, strict=True)
    )
