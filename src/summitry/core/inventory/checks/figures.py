"""Checks of the numbers of lines: V04, V08, V10, V11, V12, V15, V19, V22."""

from collections.abc import Iterator
from itertools import chain, combinations

from summitry.core.errors import InvalidDataError
from summitry.core.gases import GWP_SETS, GwpSet
from summitry.core.inventory.checks.finding import (
    Examined,
    Fault,
    percent,
    tonnes,
)
from summitry.core.inventory.lines import METHANE_BY_ORIGIN, Line
from summitry.core.inventory.restatement import derive_co2e, differs

#: What BASIC leaves out of scope 1 (GPC 1.1, table 4.2).
_NEVER_IN_BASIC = ("I.4.4", "III.1.3", "III.2.3", "III.3.3", "III.4.3")
_SINK = "V.2"
#: A printed total is rounded: so far from a sum it is still the same figure.
_ROUNDING_T = 0.5
_ROUNDING = 1e-6
_COMBUSTION_GASES = ("CH4", "N2O")
_DIFFERS = (
    "states {stated} CO2e, but its gases come to {derived} under {set}; allowed is "
    "{tolerance} apart; correct the one or the other"
)
_FITS = (
    "states {stated} CO2e, but its gases come to {derived} under {set}; allowed is "
    "{tolerance} apart; it fits {fits}: declare the set that it was computed with"
)


def find_generation_in_basic(examined: Examined) -> Iterator[Fault]:
    """V04: the BASIC total as printed leaves grid supply and others' waste out."""
    reported = examined.context.reported
    basic = examined.totals.levels.basic_t
    if reported is None or reported.basic_t is None or basic is None:
        return
    excess = reported.basic_t - basic
    rounding = max(_ROUNDING_T, _ROUNDING * abs(reported.basic_t))
    left_out = [ref for ref in _NEVER_IN_BASIC if examined.number(ref)]
    subsets = chain.from_iterable(
        combinations(left_out, size) for size in range(1, len(left_out) + 1)
    )
    for subset in subsets:
        inside = sum(examined.number(ref) or 0 for ref in subset)
        if abs(excess) > rounding and abs(excess - inside) <= rounding:
            yield Fault(
                subset[0],
                "the BASIC total printed, {printed}, is that of the lines, {basic}, and "
                "{refs} ({inside}), which are in no BASIC total; allowed is {basic}; take "
                "them out",
                {
                    "printed": tonnes(reported.basic_t),
                    "basic": tonnes(basic),
                    "refs": ", ".join(subset),
                    "inside": tonnes(inside),
                },
            )
            return


def find_waste_counted_twice(examined: Examined) -> Iterator[Fault]:
    """V08: waste is treated inside or outside, and another city's waste names the city."""
    for place in range(1, 5):
        inside, outside, foreign = (f"III.{place}.{way}" for way in (1, 2, 3))
        own = examined.number(inside)
        if own and own == examined.number(outside):
            yield Fault(
                outside,
                "has the same number as {other}, {value}: the same waste twice? Waste is "
                "treated inside the city or outside it; leave one of the two",
                {"other": inside, "value": tonnes(own)},
            )
        else:
            yield from _find_same_quantity(examined, inside, outside)
        if (examined.number(foreign) or 0) > 0 and not _names_sender(examined, foreign):
            yield Fault(
                foreign,
                "has {value} from waste of other cities without saying whose; name them "
                "in explanation, since the same tonnes are in their line .2",
                {"value": tonnes(examined.totals.lines_t[foreign])},
                severity="warning",
            )


def _find_same_quantity(
    examined: Examined, inside: str, outside: str
) -> Iterator[Fault]:
    rows = [row for row in examined.activities if row.quantity]
    own = {(row.carrier, row.quantity, row.unit) for row in rows if row.ref == inside}
    for row in rows:
        if row.ref == outside and (row.carrier, row.quantity, row.unit) in own:
            yield Fault(
                outside,
                "has the same {quantity} {unit} of waste as {other}; they are treated "
                "inside the city or outside it; leave them in one line",
                {
                    "quantity": f"{row.quantity:,.10g}",
                    "unit": row.unit,
                    "other": inside,
                },
            )


def _names_sender(examined: Examined, ref: str) -> bool:
    line = examined.inventory.lines[ref]
    return bool(line.explanation.strip()) or any(
        row.ref == ref and row.from_city for row in examined.activities
    )


def find_gas_sum_differs(examined: Examined) -> Iterator[Fault]:
    """V10: CO2e is what the gases come to under the declared set."""
    tolerance = examined.thresholds.co2e_tolerance
    for ref, line in examined.inventory.lines.items():
        stated_in = line.gwp_set or examined.inventory.gwp_set
        derived = derive_co2e(line, stated_in, examined.rulebook)
        if line.co2e_t is None or derived is None:
            continue
        if differs(line.co2e_t, derived, tolerance=tolerance):
            agreeing = [s for s in GWP_SETS if _agrees(line, s, examined)]
            figures = {
                "stated": tonnes(line.co2e_t),
                "derived": tonnes(derived),
                "set": stated_in,
                "tolerance": percent(tolerance),
                "fits": ", ".join(agreeing),
            }
            yield Fault(ref, _FITS if agreeing else _DIFFERS, figures)


def _agrees(line: Line, gwp_set: GwpSet, examined: Examined) -> bool:
    try:
        derived = derive_co2e(line, gwp_set, examined.rulebook)
    except InvalidDataError:
        return False
    return (
        line.co2e_t is not None
        and derived is not None
        and not differs(
            line.co2e_t, derived, tolerance=examined.thresholds.co2e_tolerance
        )
    )


def find_mixed_sets(examined: Examined) -> Iterator[Fault]:
    """V11: one set of GWPs, and one family of emission factors."""
    declared = examined.inventory.gwp_set
    for ref, line in examined.inventory.lines.items():
        stated_in = line.gwp_set or declared
        counts_as_stated = (
            line.co2e_t is not None and not line.gases_t
        ) or line.gases_co2e_t
        if stated_in != declared and counts_as_stated:
            yield Fault(
                ref,
                "is stated under {own}, the inventory under {declared}; one set is "
                "allowed; give the tonnes of each gas, or compute it under {declared}",
                {"own": stated_in, "declared": declared},
            )
    families = sorted({row.factor_family for row in examined.activities} - {""})
    if len(families) > 1:
        yield Fault(
            "",
            "mixes emission factors of {families}; one family is allowed; take factors "
            "of combustion (IPCC) throughout, or of whole life cycles (LCA)",
            {"families": " and ".join(families)},
        )


def find_biogenic_in_total(examined: Examined) -> Iterator[Fault]:
    """V12: CO2 from biomass stands beside the total, not in it."""
    for ref, line in examined.inventory.lines.items():
        biogenic = line.co2_biogenic_t
        if biogenic and _holds_biogenic(examined, line, biogenic):
            yield Fault(
                ref,
                "counts {biogenic} of biogenic CO2 in its tonnes; allowed is beside "
                "them, in co2_biogenic_t alone; take it out",
                {"biogenic": tonnes(biogenic)},
            )
    reported, basic = examined.context.reported, examined.totals.levels.basic_t
    beside = examined.totals.biogenic_co2_t
    if reported and reported.basic_t is not None and basic is not None and beside:
        rounding = max(_ROUNDING_T, _ROUNDING * abs(reported.basic_t))
        if beside > rounding and abs(reported.basic_t - basic - beside) <= rounding:
            yield Fault(
                "",
                "the BASIC total printed, {printed}, holds {biogenic} of biogenic CO2; "
                "allowed is {basic}; take it out",
                {
                    "printed": tonnes(reported.basic_t),
                    "biogenic": tonnes(beside),
                    "basic": tonnes(basic),
                },
            )


def _holds_biogenic(examined: Examined, line: Line, biogenic: float) -> bool:
    if line.gases_t.get("CO2") == biogenic:
        return True
    if line.co2e_t is None:
        return False
    stated_in = line.gwp_set or examined.inventory.gwp_set
    derived = derive_co2e(line, stated_in, examined.rulebook)
    tolerance = examined.thresholds.co2e_tolerance
    if derived is None:
        return line.co2e_t == biogenic
    return differs(line.co2e_t, derived, tolerance=tolerance) and not differs(
        line.co2e_t, derived + biogenic, tolerance=tolerance
    )


def find_missing_gases(examined: Examined) -> Iterator[Fault]:
    """V15: what is burnt gives methane and nitrous oxide too."""
    for ref, line in examined.inventory.lines.items():
        told = {METHANE_BY_ORIGIN.get(gas, (gas,))[0] for gas in line.gases_t}
        missing = [gas for gas in _COMBUSTION_GASES if gas not in told]
        if burns_fuel(examined, ref) and line.gases_t.get("CO2") and missing:
            yield Fault(
                ref,
                "has {co2} of CO2 from fuel without {missing}; all three gases are "
                "required; add {missing} (0 if measured as nothing)",
                {
                    "co2": tonnes(line.gases_t["CO2"]),
                    "missing": " and ".join(missing),
                },
            )


def burns_fuel(examined: Examined, ref: str) -> bool:
    """Tell whether a line is for fuel burnt in the city."""
    entry = examined.gpc_line(ref)
    return (
        entry is not None
        and entry.scope == 1
        and entry.sector_number in ("I", "II")
        and not ref.startswith(("I.7.", "I.8."))
    )


def find_negative_numbers(examined: Examined) -> Iterator[Fault]:
    """V19: only land, and what takes off a recovery, can be below zero."""
    recovering = {row.ref for row in examined.activities if row.recovery}
    for ref, line in examined.inventory.lines.items():
        if ref == _SINK or ref in recovering:
            continue
        for name, value in line.numbers():
            if value < 0:
                yield Fault(
                    ref,
                    "has {value} ({name}); below zero is allowed in V.2 and for "
                    "recovery; give what is emitted, and removals in V.2",
                    {"value": tonnes(value), "name": name},
                )


def find_implausible_losses(examined: Examined) -> Iterator[Fault]:
    """V22: a grid loses between 1 and 40 per cent."""
    lowest, highest = examined.thresholds.loss_lowest, examined.thresholds.loss_highest
    losses = [
        (row.ref, row.loss_fraction)
        for row in examined.activities
        if row.loss_fraction is not None
    ]
    for place in range(1, 7):
        ref = f"I.{place}.3"
        lost, delivered = examined.number(ref), examined.number(f"I.{place}.2")
        if lost and delivered and lost > 0 and delivered > 0:
            losses.append((ref, lost / delivered))
    for ref, loss in losses:
        if not lowest <= loss <= highest:
            yield Fault(
                ref,
                "means that the grid loses {loss} of what it delivers; plausible is "
                "{lowest} to {highest}; check the loss rate and its unit",
                {
                    "loss": percent(loss),
                    "lowest": percent(lowest),
                    "highest": percent(highest),
                },
            )
