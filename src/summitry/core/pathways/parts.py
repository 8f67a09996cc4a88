"""What a plan consists of: drivers, carriers, sectors, actions, targets, as stated.

Records without rules of their own; ``plan.Plan`` checks them all together, so that each
fault is named by its path. Quantities are tonnes CO2e, energy is MWh, money is at constant
prices in one currency.
"""

from dataclasses import dataclass
from typing import Literal

from summitry.core.pathways.inputs import Number, Steps

Channel = Literal["activity", "intensity", "carrier", "generation", "waste", "removal"]
Ramp = Literal["linear", "s_curve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What activity follows: ``population`` or ``gdp_per_head``, growing each year."""

    name: str
    growth: Number | Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Emissions of a carrier, ``t_per_mwh``: one number, or years joined by lines."""

    name: str
    t_per_mwh: Number | Steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Price of a carrier in the base year, money a MWh, growing each year."""

    name: str
    per_mwh: Number
    growth: Number | Steps = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A carrier's share of a sector's energy."""

    name: str
    share: Number = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A kind of waste: deposits of the base year, degradable carbon, decay a year."""

    name: str
    deposits_t: Number
    doc: Number
    decay: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Landfill:
    """Waste that decays (IPCC 2006 V5 Ch3): METHODS section 2.5.

    Deposits before the base year grew by ``history_growth`` from ``first_year`` on.
    ``recovered`` is the share of methane caught, before oxidation; ``gwp`` methane's.
    """

    first_year: int
    streams: tuple[Stream, ...]
    gwp: float
    history_growth: Number = 0.0
    mcf: Number = 1.0
    docf: Number = 0.5
    methane_fraction: Number = 0.5
    oxidation: Number = 0.0
    recovered: Number = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A sector by one of: emissions, activity × intensity, net land emissions, landfill.

    ``intensity_t`` is tonnes a unit of activity, ``intensity_mwh`` energy a unit; ``land_t``
    may be negative. ``efficiency`` is the yearly fall of intensity without any action.
    """

    name: str
    carriers: tuple[Carrier, ...] = ()
    emissions_t: Number | None = None
    activity: Number | None = None
    intensity_t: Number | None = None
    intensity_mwh: Number | None = None
    land_t: Number | None = None
    landfill: Landfill | None = None
    growth: Number | Steps = 0.0
    population_elasticity: Number = 0.0
    gdp_elasticity: Number = 0.0
    efficiency: Number | Steps = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One measure on one channel of one or more sectors.

    It takes off ``reach × uptake × reduction × persistence`` of its channel when in full
    effect: of activity, of intensity, of a carrier's share (moved from ``source`` to
    ``target`` with ``service_efficiency`` times the service from a MWh), of a carrier from
    the grid (generation), of deposits or methane (waste). A removal takes off
    ``removal_t`` a year instead. Effect comes from ``start`` to ``full``, both at the end
    of the year, and is gone after ``end``. Money is a unit's, ``units`` in full effect.
    """

    name: str
    sectors: tuple[str, ...]
    channel: Channel
    start: Number
    full: Number
    reduction: Number | None = None
    removal_t: Number | None = None
    reach: Number = 1.0
    uptake: Number = 1.0
    persistence: Number = 1.0
    ramp: Ramp = "linear"
    end: int | None = None
    source: str | None = None
    target: str | None = None
    service_efficiency: Number = 1.0
    streams: tuple[str, ...] = ()
    acts_on: Literal["deposits", "methane"] = "deposits"
    active: bool = True
    investment: Number | None = None
    annual_cost: Number | None = None
    units: Number = 1.0
    lifetime: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A commitment to judge: at most ``level_t`` in a year, or a cut of the base year's."""

    name: str
    year: int
    level_t: float | None = None
    reduction: float | None = None
