"""What each action saves in the last year, and what a tonne of it costs.

Actions of one sector overlap; their saving is shared out by Shapley value, exactly in a
sector where all actions cut activity or intensity, whatever their number. Sectors do not
interact, so an action's saving is the sum over its sectors. METHODS section 6.2.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from summitry.core.pathways.arithmetic import Floats, Value
from summitry.core.pathways.attribution import shapley, shapley_of_product
from summitry.core.pathways.carriers import Move, energy_with, mix_without
from summitry.core.pathways.costs import capital_recovery_factor
from summitry.core.pathways.draws import Sample
from summitry.core.pathways.energy import (
    EnergySector,
    base_factors,
    evaluate_mix,
    move_in,
    reduction_in,
)
from summitry.core.pathways.growth import grow_rate, grow_to
from summitry.core.pathways.landfill import LandfillSector, evaluate_landfill
from summitry.core.pathways.parts import Action
from summitry.core.pathways.plan import Plan
from summitry.core.pathways.projection import LandSector, PreparedSector, prepare

_ALL = slice(None)

#: A landfill with more actions than this is shared out by logarithms of single effects.
_MOST_ON_LANDFILL = 6


@dataclass(frozen=True, slots=True)
class Contribution:
    """An action in the last year: means over draws.

    ``share`` is of what the plan saves, None if it saves nothing. ``cost_per_t`` is
    investment × capital recovery factor + annual cost − energy saved at that year's prices,
    over the tonnes of that year; None where no cost is stated or nothing is saved.
    """

    name: str
    abatement_t: float
    share: float | None
    cost_per_t: float | None


@dataclass(slots=True)
class _Sums:
    """Tonnes and money saved by action; adds up sector by sector."""

    tonnes: dict[str, float] = field(default_factory=dict[str, float])
    money: dict[str, float] = field(default_factory=dict[str, float])

    def add(self, name: str, tonnes: float, money: float = 0.0) -> None:
        """Add what an action saves in one sector."""
        self.tonnes[name] = self.tonnes.get(name, 0.0) + tonnes
        self.money[name] = self.money.get(name, 0.0) + money


def attribute(plan: Plan, sample: Sample) -> tuple[Contribution, ...]:
    """Share out what a plan saves in its last year, by action in the order of the plan."""
    prices = _last_prices(plan, sample)
    sums = _Sums()
    for sector in prepare(plan, sample):
        _add_sector(sector, len(plan.years) - 1, prices, sums)
    total = 0.0
    for action in plan.active:
        total += sums.tonnes.get(action.name, 0.0)
    return tuple(
        _contribute(plan, action, sample, sums, total)
        for action in plan.actions
        if action.active
    )


def _contribute(
    plan: Plan, action: Action, sample: Sample, sums: _Sums, total: float
) -> Contribution:
    tonnes = sums.tonnes.get(action.name, 0.0)
    cost = _find_annual_cost(plan, action, sample)
    per_tonne: float | None = None
    if cost is not None and tonnes > 0:
        per_tonne = (cost - sums.money.get(action.name, 0.0)) / tonnes
    share = tonnes / total if total else None
    return Contribution(action.name, tonnes, share, per_tonne)


def _find_annual_cost(plan: Plan, action: Action, sample: Sample) -> float | None:
    """Give the mean yearly cost in full effect; None where none is stated."""
    if action.investment is None and action.annual_cost is None:
        return None
    key = f"actions.{action.name}"
    cost: Value = 0.0
    if action.investment is not None and action.lifetime is not None:
        lifetime = sample.find(f"{key}.lifetime", action.lifetime)
        recovered = capital_recovery_factor(plan.discount_rate, lifetime)
        cost = cost + recovered * sample.find(f"{key}.investment", action.investment)
    if action.annual_cost is not None:
        cost = cost + sample.find(f"{key}.annual_cost", action.annual_cost)
    return _mean(cost * sample.find(f"{key}.units", action.units))


def _add_sector(
    sector: PreparedSector, last: int, prices: Mapping[str, Value], sums: _Sums
) -> None:
    match sector:
        case EnergySector():
            if sector.moves:
                _add_mixed(sector, last, prices, sums)
            elif sector.cuts:
                _add_product(sector, last, prices, sums)
        case LandfillSector():
            _add_landfill(sector, last, sums)
        case LandSector():
            for name, adoption, removed in sector.removals:
                sums.add(name, _mean(adoption[last] * removed))


def _add_product(
    sector: EnergySector, last: int, prices: Mapping[str, Value], sums: _Sums
) -> None:
    """Share out where every action takes a part of what the others leave."""
    activity = grow_to(sector.start_t, sector.periods, last)
    mix = evaluate_mix(sector, _ALL, slice(last, last + 1), ())
    reductions = np.stack(
        np.broadcast_arrays(*[reduction_in(each, last) for each in sector.cuts]),
        axis=-1,
    )
    tonnes = shapley_of_product(np.squeeze(activity * mix), reductions)
    bill = _find_bill(sector, activity, prices, ())
    money = shapley_of_product(np.squeeze(bill), reductions)
    places = range(len(sector.cuts))
    means = _mean_by_action(tonnes), _mean_by_action(money)
    for place, saved, spared in zip(places, *means, strict=True):
        sums.add(sector.cuts[place].name, saved, spared)


def _add_mixed(
    sector: EnergySector, last: int, prices: Mapping[str, Value], sums: _Sums
) -> None:
    """Share out over all subsets where actions change the mix too."""
    activity = grow_to(sector.start_t, sector.periods, last)
    rows, cuts = slice(last, last + 1), len(sector.cuts)

    def total(taken: NDArray[np.bool_]) -> Floats:
        kept: Value = activity
        for each, on in zip(sector.cuts, taken[:cuts], strict=True):
            kept = kept * (1 - reduction_in(each, last)) if on else kept
        moves = [m for m, on in zip(sector.moves, taken[cuts:], strict=True) if on]
        mix = evaluate_mix(sector, _ALL, rows, moves)
        moved = [move_in(move, rows) for _, move in moves]
        bill = _find_bill(sector, kept, prices, moved)
        return np.array([_mean(kept * mix), _mean(bill)])

    names = [*[each.name for each in sector.cuts], *[name for name, _ in sector.moves]]
    for name, (tonnes, money) in zip(names, shapley(total, len(names)).T, strict=True):
        sums.add(name, float(tonnes), float(money))


def _add_landfill(sector: LandfillSector, last: int, sums: _Sums) -> None:
    if not sector.cuts:
        return
    draws = _count_draws(sector)
    block = np.empty((last + 1, draws))

    def total(taken: NDArray[np.bool_]) -> float:
        chosen = [each for each, on in zip(sector.cuts, taken, strict=True) if on]
        evaluate_landfill(sector, _ALL, block, chosen)
        return _mean(block[last])

    share_out = _by_logarithm if len(sector.cuts) > _MOST_ON_LANDFILL else shapley
    for each, tonnes in zip(
        sector.cuts, share_out(total, len(sector.cuts)), strict=True
    ):
        sums.add(each.name, float(tonnes))


def _count_draws(sector: LandfillSector) -> int:
    """Count the draws of what is uncertain at a landfill; 1 if all is known."""
    sizes = [sector.t_per_carbon, *[factor for _, factor in sector.periods]]
    for stream in sector.streams:
        sizes += [stream.deposited_t, stream.kept, stream.stock_t]
    for each in sector.cuts:
        sizes += [each.effect, each.adoption[0]]
    return max(np.size(each) for each in sizes)


def _by_logarithm(total: Callable[[NDArray[np.bool_]], float], actions: int) -> Floats:
    """Share out in proportion to the logarithm of what each action alone leaves."""
    nothing = total(np.zeros(actions, dtype=np.bool_))
    everything = total(np.ones(actions, dtype=np.bool_))
    if nothing <= 0:
        return np.zeros(actions)
    alone = np.array([total(row) for row in np.eye(actions, dtype=np.bool_)])
    weights = -np.log(np.maximum(alone / nothing, 1e-12))
    whole = float(weights.sum())
    return (nothing - everything) * weights / whole if whole else np.zeros(actions)


def _find_bill(
    sector: EnergySector,
    activity: Value,
    prices: Mapping[str, Value],
    moved: Sequence[tuple[Move, Value]],
) -> Value:
    """Give what the energy costs; what has no price or factor counts nothing."""
    base = base_factors(sector)
    if base is None or not prices:
        return 0.0 * activity
    energy = energy_with(sector.shares, moved)
    bill: Value = 0.0
    for name, mwh in energy.items():
        bill = bill + mwh * prices.get(name, 0.0)
    return activity / mix_without(sector.shares, base) * bill


def _last_prices(plan: Plan, sample: Sample) -> dict[str, Value]:
    last = len(plan.years) - 1
    return {
        price.name: grow_to(
            sample.find(f"prices.{price.name}.per_mwh", price.per_mwh),
            grow_rate(plan, f"prices.{price.name}.growth", price.growth, sample),
            last,
        )
        for price in plan.prices
    }


def _mean_by_action(saved: Floats) -> list[float]:
    return [_mean(column) for column in np.atleast_2d(saved).T]


def _mean(values: Value) -> float:
    return float(np.asarray(values, dtype=np.float64).mean())
