"""What an inventory is measured by: the lines of the protocol, GWPs, thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass

from summitry.core.gases import GwpTable
from summitry.core.inventory.gpc import GpcLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From where on a check speaks: the table ``inventory_thresholds.csv``.

    Shares are fractions; percent only where the name says so.
    """

    co2e_tolerance: float
    lowest_t_per_head: float
    highest_t_per_head: float
    unit_slip_lowest: float
    unit_slip_highest: float
    year_on_year: float
    material_share: float
    fraction_sum_tolerance: float
    loss_lowest: float
    loss_highest: float
    gross_over_net_liquid: float
    gross_over_net_gas: float
    outlier_deviations: float
    fewest_peers: float
    independent_difference: float
    insignificant_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The published tables that totals and checks read."""

    lines: Mapping[str, GpcLine]
    gwps: GwpTable
    thresholds: Thresholds
