"""From what a method puts out to the numbers of a line of the GPC."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from summitry.catalogue import explain, find_method, run
from summitry.catalogue.method import Output
from summitry.catalogue.schema import OneOf, Record
from summitry.core.errors import InvalidDataError
from summitry.core.gases import GwpSet, find_gas
from summitry.core.inventory.checks.context import ActivityRow, FactorKind
from summitry.core.inventory.gpc import GpcLine
from summitry.core.inventory.lines import Line, MethodCall
from summitry.core.inventory.methods.calculation import Calculation
from summitry.core.inventory.restatement import derive_co2e
from summitry.data.factors import find_fuel
from summitry.data.gpc import load_gpc_lines
from summitry.data.gwp import load_gwp_table
from summitry.data.line_methods import load_line_methods
from summitry.data.rulebook import load_rulebook

_BURNING = frozenset(
    {"fuel_combustion", "road_transport", "rail", "waterborne", "aviation"}
)
_GRID = frozenset({"grid_electricity", "heat"})
_PROCESS = frozenset({"cement", "lime", "industrial_process"})
_CO2 = ("co2_t", "co2_fossil_t")


@dataclass(frozen=True, slots=True)
class LineNumbers:
    """What a calculation gives a line: tonnes of gases, or CO2e where they are not told."""

    gases_t: Mapping[str, float]
    co2e_t: float | None = None
    co2_biogenic_t: float | None = None


def methods_of_line(ref: str) -> tuple[str, ...]:
    """List the methods that fit a line, by name; none fits some lines."""
    known = load_line_methods().get(ref)
    return known.methods if known else ()


def suggested_inputs(ref: str, method: str) -> dict[str, object]:
    """Give the inputs that the line itself decides, such as who burns the fuel."""
    known = load_line_methods().get(ref)
    if known and known.use and "use" in keys_of_method(method):
        return {"use": known.use}
    return {}


def keys_of_method(method: str) -> frozenset[str]:
    """List the keys that a method takes; of a choice those of all kinds, and its tag."""
    schema = find_method(method).schema
    records = schema.kinds.values() if isinstance(schema, OneOf) else [schema]
    tag = [schema.tag] if isinstance(schema, OneOf) else []
    return frozenset([*tag, *(key for each in records for key in _names(each))])


def complete_call(call: MethodCall, gwp_set: GwpSet) -> MethodCall:
    """Put the inventory's set of GWPs into a call of a method that asks for one."""
    if "gwp" not in keys_of_method(call.method):
        return call
    return replace(call, inputs={**call.inputs, "gwp": gwp_set})


def explain_call(call: MethodCall) -> Calculation[Output] | None:
    """Work a call out with the equation and each number in it; raises as ``run`` does."""
    return explain(call.method, dict(call.inputs))


def compute_line(
    line: Line, calls: Sequence[MethodCall], *, gwp_set: GwpSet, year: int
) -> Line:
    """Give a line the numbers of its calculations, added up gas by gas.

    Where one of them tells CO2e alone (a grid's factor), the line tells CO2e alone.
    Raises InvalidDataError, keyed ``0.quantity`` by the place of the calculation.
    """
    complete = tuple(complete_call(call, gwp_set) for call in calls)
    parts: list[tuple[LineNumbers, float]] = []
    wrong: dict[str, str] = {}
    for place, call in enumerate(complete):
        try:
            numbers = numbers_of_call(call, ref=line.ref, year=year)
            parts.append((numbers, _co2e(numbers, line.ref, gwp_set)))
        except InvalidDataError as error:
            wrong |= {f"{place}.{key}": text for key, text in error.errors.items()}
    if wrong:
        raise InvalidDataError(wrong)
    told_apart = all(numbers.co2e_t is None for numbers, _ in parts)
    biogenic = [
        numbers.co2_biogenic_t for numbers, _ in parts if numbers.co2_biogenic_t
    ]
    return replace(
        line,
        co2e_t=None if told_apart else math.fsum(co2e for _, co2e in parts),
        gases_t=_add(numbers.gases_t for numbers, _ in parts) if told_apart else {},
        gases_co2e_t={},
        gwp_set=None,
        methane_origin=None,
        co2_biogenic_t=math.fsum(biogenic) if biogenic else None,
        notation_key="",
        included_in="",
        calculations=complete,
    )


def numbers_of_call(call: MethodCall, *, ref: str, year: int) -> LineNumbers:
    """Run a call and take what belongs to the line: its scope, and the inventory's year.

    Raises InvalidDataError as ``run`` does, under ``method`` where the method is none of
    the line's, and where it has no figure for the line's scope or year.
    """
    fitting = methods_of_line(ref)
    if call.method not in fitting:
        allowed = ", ".join(fitting) or "none; give a number"
        raise InvalidDataError(
            {"method": f"must fit {ref}: {allowed}; got {call.method}"}
        )
    output = run(call.method, dict(call.inputs))
    entry = load_gpc_lines()[ref]
    if call.method in _GRID:
        return _of_grid(output, entry)
    part = output.get(f"scope{entry.scope}", output)
    gases = _gases(call, cast("Output", part), year)
    biogenic = cast("Output", part).get("co2_biogenic_t")
    return LineNumbers(gases, None, cast("float | None", biogenic) or None)


def activity_of_call(ref: str, call: MethodCall) -> ActivityRow:
    """Tell the checks what was multiplied: quantity, carrier, kind of factor, shares."""
    given = call.inputs
    name, quantity = next(
        (
            (key, value)
            for key, value in given.items()
            if isinstance(value, int | float)
            and not isinstance(value, bool)
            and key.startswith(("quantity", "consumption", "distance", "waste"))
        ),
        ("", None),
    )
    loss = given.get("loss_fraction")
    shares = given.get("fractions")
    return ActivityRow(
        ref=ref,
        quantity=None if quantity is None else float(quantity),
        unit=str(given.get("unit") or name.rpartition("_")[2]),
        carrier=_carrier(call),
        factor_kind=_factor_kind(call.method),
        factor_family="IPCC" if call.method in _BURNING else "",
        fractions=cast("Mapping[str, float]", shares)
        if isinstance(shares, dict)
        else {},
        loss_fraction=float(loss) if isinstance(loss, int | float) else None,
    )


def _names(record: Record) -> tuple[str, ...]:
    return (*record.required, *record.optional)


def _of_grid(output: Output, entry: GpcLine) -> LineNumbers:
    is_loss = entry.scope != 2  # noqa: PLR2004 - scope 2
    tonnes = output["losses_scope3_t"] if is_loss else output["scope2_t"]
    if tonnes is None:
        raise InvalidDataError(
            {"loss_fraction": f"is missing; {entry.ref} holds what the grid loses"}
        )
    factor = output.get("factor")
    if isinstance(factor, dict) and cast("Output", factor)["gases"] == "CO2":
        return LineNumbers({"CO2": cast("float", tonnes)})
    return LineNumbers({}, cast("float", tonnes))


def _gases(call: MethodCall, output: Output, year: int) -> dict[str, float]:
    carbon_dioxide = next((key for key in _CO2 if key in output), None)
    found: dict[str, float] = {}
    if carbon_dioxide:
        found["CO2"] = cast("float", output[carbon_dioxide])
    methane = _methane(output, year)
    if methane is not None:
        found[_methane_name(call)] = methane
    if "n2o_t" in output:
        found["N2O"] = cast("float", output["n2o_t"])
    by_gas = output.get("by_gas_t")
    if isinstance(by_gas, dict):
        found |= _named(cast("dict[str, float]", by_gas))
    rows = output.get("by_gas")
    if isinstance(rows, list):
        emitted = cast("list[dict[str, float | str]]", rows)
        each = (_named({str(r["gas"]): float(r["emitted_t"])}) for r in emitted)
        found = _add([found, *each])
    return found


def _named(gases: Mapping[str, float]) -> dict[str, float]:
    """Call gases as the table of GWPs does, so that a file can hold them."""
    table = load_gwp_table()
    return {find_gas(table, gas): tonnes for gas, tonnes in gases.items()}


def _co2e(numbers: LineNumbers, ref: str, gwp_set: GwpSet) -> float:
    if numbers.co2e_t is not None:
        return numbers.co2e_t
    line = Line(ref=ref, gases_t=numbers.gases_t)
    return derive_co2e(line, gwp_set, load_rulebook()) or 0.0


def _methane(output: Output, year: int) -> float | None:
    tonnes = output.get("ch4_t")
    if not isinstance(tonnes, list):
        return cast("float | None", tonnes)
    years = cast("list[int]", output["years"])
    if year not in years:
        raise InvalidDataError(
            {"until_year": f"must reach {year}, the year of the inventory"}
        )
    return cast("list[float]", tonnes)[years.index(year)]


def _methane_name(call: MethodCall) -> str:
    """Name methane with its origin where the method knows it and the line may not."""
    if call.method in _BURNING:
        return f"CH4_{find_fuel(str(call.inputs['fuel'])).carbon}"
    return "CH4_biogenic" if call.method == "incineration" else "CH4"


def _carrier(call: MethodCall) -> str:
    if call.method in _GRID:
        return "electricity" if call.method == "grid_electricity" else "heat"
    return str(call.inputs.get("fuel") or call.method)


def _factor_kind(method: str) -> FactorKind:
    if method in _BURNING:
        return "combustion"
    if method in _GRID:
        return "grid"
    return "process" if method in _PROCESS else "other"


def _add(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    each = list(parts)
    names = dict.fromkeys(name for part in each for name in part)
    return {
        name: math.fsum(part[name] for part in each if name in part) for name in names
    }
