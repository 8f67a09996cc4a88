"""Methane of what a city deposits, by first-order decay inside a plan.

IPCC 2006 V5 Ch3, equations 3.1 to 3.6, as METHODS section 2.5: waste decays from the year
after it is deposited; methane caught is a share of what is made, before oxidation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from summitry.core.pathways.adoption import adopt
from summitry.core.pathways.arithmetic import Floats, Value, exp, multiply
from summitry.core.pathways.carriers import cut
from summitry.core.pathways.draws import Sample
from summitry.core.pathways.growth import Periods, fill_growth, grow_sector
from summitry.core.pathways.parts import Landfill, Sector
from summitry.core.pathways.plan import Plan

#: Tonnes of methane a tonne of carbon in it.
_METHANE_PER_CARBON = 16 / 12


@dataclass(frozen=True, slots=True)
class Decay:
    """A stream: carbon deposited in the base year, what stays a year, what is there."""

    name: str
    deposited_t: Value
    kept: Value
    stock_t: Value


@dataclass(frozen=True, slots=True)
class WasteCut:
    """An action: (years,) or (years, draws) times an effect, on streams or on methane."""

    name: str
    adoption: Floats
    effect: Value
    streams: tuple[str, ...]
    on_methane: bool


@dataclass(frozen=True, slots=True)
class LandfillSector:
    """A landfill ready to be evaluated; ``t_per_carbon`` CO2e for a tonne that decays."""

    name: str
    streams: tuple[Decay, ...]
    periods: Periods
    t_per_carbon: Value
    cuts: tuple[WasteCut, ...]


def prepare_landfill(plan: Plan, sector: Sector, sample: Sample) -> LandfillSector:
    """Draw what a landfill needs, and fill it up to the base year."""
    site, key = sector.landfill, f"sectors.{sector.name}.landfill"
    if site is None:
        raise TypeError(sector.name)
    made = sample.find(f"{key}.methane_fraction", site.methane_fraction)
    escaping = (1 - sample.find(f"{key}.recovered", site.recovered)) * (
        1 - sample.find(f"{key}.oxidation", site.oxidation)
    )
    return LandfillSector(
        name=sector.name,
        streams=_fill(plan, site, key, sample),
        periods=grow_sector(plan, sector, sample),
        t_per_carbon=made * _METHANE_PER_CARBON * escaping * site.gwp,
        cuts=_find_cuts(plan, sector, sample),
    )


def evaluate_landfill(
    sector: LandfillSector, tile: slice, out: Floats, cuts: Sequence[WasteCut] = ()
) -> None:
    """Fill tonnes CO2e (years, draws of the tile) with these actions."""
    out[:] = 0.0
    rows = np.empty_like(out)
    periods = tuple((row, cut(factor, tile)) for row, factor in sector.periods)
    for stream in sector.streams:
        fill_growth(rows, cut(stream.deposited_t, tile), periods)
        for each in cuts:
            if not each.on_methane and stream.name in each.streams:
                rows *= 1 - _taken(each, tile)
        _decay(stream, tile, rows, out)
    out *= cut(sector.t_per_carbon, tile)
    for each in cuts:
        if each.on_methane:
            out *= 1 - _taken(each, tile)


def _decay(stream: Decay, tile: slice, deposited: Floats, out: Floats) -> None:
    """Add the carbon that decays in each year; what was there decays from the first."""
    kept = cut(stream.kept, tile)
    stock = cut(stream.stock_t, tile)
    for row in range(len(out)):
        out[row] += stock * (1 - kept)
        stock = stock * kept + deposited[row]


def _fill(plan: Plan, site: Landfill, key: str, sample: Sample) -> tuple[Decay, ...]:
    growth = 1 + sample.find(f"{key}.history_growth", site.history_growth)
    treated = sample.find(f"{key}.mcf", site.mcf) * sample.find(
        f"{key}.docf", site.docf
    )
    streams: list[Decay] = []
    for each in sorted(site.streams, key=lambda each: each.name):
        own = f"{key}.streams.{each.name}"
        carbon = sample.find(f"{own}.doc", each.doc) * treated
        deposited = sample.find(f"{own}.deposits_t", each.deposits_t) * carbon
        kept = _whole(exp(-sample.find(f"{own}.decay", each.decay)))
        # From the base year backwards: a deposit of n years ago, and what is left of it.
        stock, past = 0.0 * deposited, deposited
        left: Value = 1.0
        for _ in range(plan.base_year - site.first_year):
            past = past / growth
            stock = stock + past * left
            left = left * kept
        streams.append(Decay(each.name, deposited, kept, stock))
    return tuple(streams)


def _find_cuts(plan: Plan, sector: Sector, sample: Sample) -> tuple[WasteCut, ...]:
    site = sector.landfill
    everything = tuple(each.name for each in site.streams) if site else ()
    found: list[WasteCut] = []
    for action in [each for each in plan.active if sector.name in each.sectors]:
        key = f"actions.{action.name}"
        effect = multiply(
            sample.find(f"{key}.{field}", getattr(action, field))
            for field in ("reach", "uptake", "reduction", "persistence")
        )
        start = sample.find(f"{key}.start", action.start)
        full = sample.find(f"{key}.full", action.full)
        found.append(
            WasteCut(
                action.name,
                adopt(action, plan.years, start, full),
                effect,
                action.streams or everything,
                action.acts_on == "methane",
            )
        )
    return tuple(found)


def _taken(each: WasteCut, tile: slice) -> Value:
    adoption = each.adoption
    column = adoption[:, None] if adoption.ndim == 1 else cut(adoption, tile)
    return column * cut(each.effect, tile)


def _whole(value: Floats) -> Value:
    return float(value) if value.ndim == 0 else value
