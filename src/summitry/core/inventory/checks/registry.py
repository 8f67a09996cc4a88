"""All checks by code, and the run of them over one inventory (METHODS section 1.4)."""

from collections.abc import Collection
from dataclasses import dataclass

from summitry.core.inventory.checks import activities, comparison, figures, keys
from summitry.core.inventory.checks.context import Context
from summitry.core.inventory.checks.finding import (
    Check,
    Examined,
    Fault,
    Finding,
    Need,
    NotRun,
)
from summitry.core.inventory.lines import Inventory
from summitry.core.inventory.rulebook import Rulebook
from summitry.core.inventory.totals import InventoryTotals, add_up


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the checks say, what could not be checked, and the totals they looked at."""

    findings: tuple[Finding, ...]
    not_run: tuple[NotRun, ...]
    totals: InventoryTotals

    @property
    def has_errors(self) -> bool:
        """Whether an error is among the findings."""
        return any(finding.severity == "error" for finding in self.findings)


CHECKS: dict[str, Check] = {
    check.code: check
    for check in (
        Check(
            code="V01",
            severity="error",
            title="Each line has a number or a key",
            find=keys.find_value_and_key,
        ),
        Check(
            code="V02",
            severity="error",
            title="What is included elsewhere names a line with a number",
            find=keys.find_lost_targets,
        ),
        Check(
            code="V03",
            severity="error",
            title="What is not estimated or confidential says why",
            find=keys.find_missing_reasons,
        ),
        Check(
            code="V04",
            severity="error",
            title="BASIC is without grid supply and others' waste",
            find=figures.find_generation_in_basic,
            needs=("reported",),
        ),
        Check(
            code="V05",
            severity="error",
            title="Fuel has factors of combustion, grid energy those of the grid",
            find=activities.find_wrong_factors,
            needs=("activities",),
        ),
        Check(
            code="V06",
            severity="error",
            title="What is burnt for the grid is in I.4.4 alone",
            find=activities.find_generation_counted_twice,
            needs=("activities",),
        ),
        Check(
            code="V07",
            severity="error",
            title="Several cities are added up on territorial alone",
            find=comparison.find_scopes_summed,
            needs=("aggregate",),
        ),
        Check(
            code="V08",
            severity="error",
            title="Waste is treated inside or outside, and its sender is named",
            find=figures.find_waste_counted_twice,
            sees_more_with=("activities",),
        ),
        Check(
            code="V09",
            severity="error",
            title="Waste burnt for energy is in stationary energy alone",
            find=activities.find_waste_to_energy_twice,
            sees_more_with=("activities",),
        ),
        Check(
            code="V10",
            severity="error",
            title="CO2e is what the gases come to",
            find=figures.find_gas_sum_differs,
        ),
        Check(
            code="V11",
            severity="error",
            title="One set of GWPs and one family of factors",
            find=figures.find_mixed_sets,
            sees_more_with=("activities",),
        ),
        Check(
            code="V12",
            severity="error",
            title="Biogenic CO2 is beside the total",
            find=figures.find_biogenic_in_total,
            sees_more_with=("reported",),
        ),
        Check(
            code="V13",
            severity="warning",
            title="Tonnes are of a sane size",
            find=comparison.find_unit_slips,
            needs=("population", "previous"),
        ),
        Check(
            code="V14",
            severity="warning",
            title="A jump from one year to the next is explained",
            find=comparison.find_jumps,
            needs=("previous",),
        ),
        Check(
            code="V15",
            severity="warning",
            title="Fuel burnt has CO2, CH4 and N2O",
            find=figures.find_missing_gases,
        ),
        Check(
            code="V16",
            severity="warning",
            title="Quantity and factor are for the same heating value",
            find=activities.find_heating_values_mixed,
            needs=("activities",),
        ),
        Check(
            code="V17",
            severity="warning",
            title="Industrial processes are in IV.1",
            find=activities.find_processes_in_energy,
            sees_more_with=("activities",),
        ),
        Check(
            code="V18",
            severity="error",
            title="Shares add up to 1",
            find=activities.find_shares_off_one,
            needs=("activities",),
        ),
        Check(
            code="V19",
            severity="error",
            title="Only land and recovery are below zero",
            find=figures.find_negative_numbers,
        ),
        Check(
            code="V20",
            severity="error",
            title="BASIC+ has industry and land estimated",
            find=keys.find_false_basic_plus,
        ),
        Check(
            code="V21",
            severity="error",
            title="Areas that are added up do not overlap",
            find=comparison.find_overlapping_members,
            needs=("aggregate",),
        ),
        Check(
            code="V22",
            severity="warning",
            title="A grid loses between 1 and 40 per cent",
            find=figures.find_implausible_losses,
            sees_more_with=("activities",),
        ),
        Check(
            code="V23",
            severity="warning",
            title="Tonnes per head are among those of comparable cities",
            find=comparison.find_outliers_among_peers,
            needs=("peers_t_per_head",),
        ),
        Check(
            code="V24",
            severity="warning",
            title="The change is like the city's changes before",
            find=comparison.find_outliers_of_own_past,
            needs=("past_t",),
        ),
        Check(
            code="V25",
            severity="warning",
            title="Other sources say much the same",
            find=comparison.find_other_sources_differ,
            needs=("independent",),
        ),
    )
}


def run_checks(
    inventory: Inventory,
    rulebook: Rulebook,
    *,
    context: Context | None = None,
    rules: Collection[str] = (),
) -> CheckReport:
    """Run every check that has what it needs; the rest is named, never passed in silence.

    ``rules`` leaves only these, all unless given.

    Findings come by rule, within a rule in the protocol's order of lines. Raises
    InvalidDataError as ``add_up`` does.
    """
    context = context or Context()
    totals = add_up(inventory, rulebook)
    examined = Examined(inventory, context, rulebook, totals)
    order = {ref: place for place, ref in enumerate(rulebook.lines)}
    findings: list[Finding] = []
    not_run: list[NotRun] = []
    for check in CHECKS.values():
        if rules and check.code not in rules:
            continue
        if check.needs and not any(examined.has(need) for need in check.needs):
            not_run.append(NotRun(check.code, check.needs))
            continue
        lacking: list[Need] = [
            need for need in check.sees_more_with if not examined.has(need)
        ]
        if lacking:
            not_run.append(NotRun(check.code, tuple(lacking), partly=True))
        faults = sorted(check.find(examined), key=lambda f: order.get(f.ref, -1))
        findings += [_finding(check, fault) for fault in faults]
    return CheckReport(tuple(findings), tuple(not_run), totals)


def _finding(check: Check, fault: Fault) -> Finding:
    return Finding(
        check.code,
        fault.severity or check.severity,
        fault.ref,
        fault.sentence,
        fault.figures,
    )
