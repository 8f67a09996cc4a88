"""Entries of the catalogue: industrial processes and product use."""

import math
from dataclasses import asdict
from functools import partial

from summitry.catalogue.fields import Number, Text, fraction
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import ListOf, OneOf, Record
from summitry.core.errors import InvalidDataError
from summitry.core.gases import GWP_SETS, GwpSet
from summitry.core.inventory.methods.calculation import Calculation, Emissions
from summitry.core.inventory.methods.industrial_process import ProcessGas, run_process
from summitry.core.inventory.methods.minerals import (
    LimeFactors,
    make_cement,
    make_lime,
)
from summitry.core.inventory.methods.parameter import Parameter
from summitry.core.inventory.methods.product_use import (
    GasInUse,
    ProductCarbon,
    lose_gases,
    use_product,
    use_solvent,
)
from summitry.data.gwp import load_gwp_table
from summitry.data.method_factors import find_factor, find_factors

_GWP = Text("the set of global warming potentials", GWP_SETS)


def _tonnes(meaning: str) -> Number:
    return Number(meaning=meaning, minimum=0)


def _co2(calculation: Calculation[Emissions]) -> Calculation[Output]:
    return Calculation(
        {"co2_t": calculation.result.co2_t}, calculation.equation, calculation.steps
    )


def _cement(
    *,
    cement_t: float,
    clinker_ratio: float,
    clinker_net_imports_t: float,
    factor_t_per_t: float | None = None,
) -> Calculation[Output]:
    factor = find_factor("cement", "co2", "clinker")
    if factor_t_per_t is not None:
        factor = Parameter(factor_t_per_t, factor.unit)
    return _co2(
        make_cement(
            cement_t,
            clinker_ratio,
            clinker_net_imports_t=clinker_net_imports_t,
            factor=factor,
        )
    )


CEMENT = Method(
    name="cement",
    title="CO2 from making cement",
    equation="CO2 = (cement × clinker ratio − net imports of clinker) × 0.52",
    source="IPCC 2006 Guidelines, volume 3, chapter 2, equations 2.1 and 2.4; 0.52 "
    "includes 2 % for kiln dust",
    schema=Record(
        {
            "cement_t": _tonnes("tonnes of cement made in the year"),
            "clinker_ratio": fraction("tonnes of clinker in a tonne of cement"),
            "clinker_net_imports_t": Number(
                meaning="clinker brought in less clinker sent out, tonnes; may be negative"
            ),
        },
        {
            "factor_t_per_t": _tonnes(
                "tonnes of CO2 a tonne of clinker; 0.52 unless given"
            )
        },
    ),
    example_input={"cement_t": 1e6, "clinker_ratio": 0.78, "clinker_net_imports_t": 0},
    example_output={"co2_t": 405600.0},
    function=_cement,
)


def _lime(*, lime: list[tuple[str, float]]) -> Calculation[Output]:
    return _co2(
        make_lime(
            dict(lime),
            LimeFactors(
                find_factors("lime", "co2"), find_factor("lime", "kiln_dust", "default")
            ),
        )
    )


def _lime_made(*, kind: str, lime_t: float) -> tuple[str, float]:
    return kind, lime_t


LIME = Method(
    name="lime",
    title="CO2 from making lime",
    equation="CO2 = Σ lime × EF × 1.02; EF: high calcium 0.75, dolomitic 0.77, "
    "hydraulic 0.59, unspecified 0.75; 1.02 for kiln dust",
    source="IPCC 2006 Guidelines, volume 3, chapter 2, equations 2.6 and 2.8, Table 2.4",
    schema=Record(
        {
            "lime": ListOf(
                Record(
                    {
                        "kind": Text("of lime", tuple(find_factors("lime", "co2"))),
                        "lime_t": _tonnes("tonnes made in the year"),
                    },
                    make=_lime_made,
                ),
                "lime by kind",
                unique="kind",
            )
        }
    ),
    example_input={"lime": [{"kind": "high_calcium", "lime_t": 10000}]},
    example_output={"co2_t": 7650.0},
    function=_lime,
)


def _industrial_process(
    *,
    production_t: float,
    gwp: GwpSet,
    process: str | None = None,
    gases: list[ProcessGas] | None = None,
) -> Calculation[Output]:
    if (process is None) == (gases is None):
        raise InvalidDataError(
            {"process": "is missing; name a process, or its gases and their factors"}
            if process is None
            else {"gases": f"must not stand beside process {process!r}; leave one out"}
        )
    if process is not None:
        gases = [ProcessGas("CO2", find_factor("industrial_process", "CO2", process))]
    calculation = run_process(
        production_t, gases or [], table=load_gwp_table(), gwp_set=gwp
    )
    found = calculation.result
    return Calculation(
        {"by_gas_t": dict(found.by_gas_t), "co2e_t": found.co2e_t},
        calculation.equation,
        calculation.steps,
    )


def _process_gas(
    *, gas: str, factor_t_per_t: float, abated_share: float = 0.0
) -> ProcessGas:
    return ProcessGas(gas, Parameter(factor_t_per_t, f"t {gas}/t"), abated_share)


INDUSTRIAL_PROCESS = Method(
    name="industrial_process",
    title="Emissions of an industrial process by tonnes made",
    equation="gas = P × EF × (1 − a); CO2e = Σ gas × GWP; "
    "methane of a process is fossil, which matters under AR6 alone",
    source="IPCC 2006 Guidelines, volume 3, chapter 1; defaults: chapter 4 and the 2019 "
    "Refinement",
    schema=Record(
        {"production_t": _tonnes("tonnes made in the year"), "gwp": _GWP},
        {
            "process": Text(
                "a process with a published CO2 factor",
                tuple(find_factors("industrial_process", "CO2")),
            ),
            "gases": ListOf(
                Record(
                    {
                        "gas": Text("CO2, CH4, N2O, CF4, HFC-23, …"),
                        "factor_t_per_t": _tonnes("tonnes of gas a tonne of product"),
                    },
                    {"abated_share": fraction("share destroyed; 0 unless given")},
                    make=_process_gas,
                ),
                "own factors, instead of a process",
                unique="gas",
            ),
        },
    ),
    example_input={
        "production_t": 100000,
        "gwp": "AR5",
        "gases": [{"gas": "N2O", "factor_t_per_t": 0.007, "abated_share": 0.8}],
    },
    example_output={"by_gas_t": {"N2O": 140.0}, "co2e_t": 37100.0},
    function=_industrial_process,
)


def _product_use_gases(*, gases: list[GasInUse], gwp: GwpSet) -> Calculation[Output]:
    calculation = lose_gases(gases, load_gwp_table(), gwp_set=gwp)
    found = calculation.result
    return Calculation(
        {
            "by_gas": [asdict(each) for each in found],
            "co2e_t": math.fsum(each.co2e_t for each in found),
        },
        calculation.equation,
        calculation.steps,
    )


PRODUCT_USE_GASES = Method(
    name="product_use_gases",
    title="Refrigerants, SF6 and other gases that escape from products",
    equation="CO2e = Σ mass × share that escapes / 1000 × GWP; blends by mass",
    source="IPCC 2006 Guidelines, volume 3, chapters 7 and 8; GPC 1.1, chapter 9",
    schema=Record(
        {
            "gases": ListOf(
                Record(
                    {
                        "gas": Text("a gas or blend: HFC-134a, R-410A, SF6, …"),
                        "mass_kg": _tonnes("kilograms refilled, lost or in use"),
                    },
                    {
                        "emitted_share": fraction(
                            "that escapes in the year; 1 unless given"
                        )
                    },
                    make=GasInUse,
                ),
                "gases in products",
                unique="gas",
            ),
            "gwp": _GWP,
        }
    ),
    example_input={
        "gases": [
            {"gas": "R-410A", "mass_kg": 2000},
            {"gas": "SF6", "mass_kg": 10000, "emitted_share": 0.005},
        ],
        "gwp": "AR5",
    },
    example_output={
        "by_gas": [
            {"gas": "R-410A", "emitted_t": 2.0, "co2e_t": 3847.0},
            {"gas": "SF6", "emitted_t": 0.05, "co2e_t": 1175.0},
        ],
        "co2e_t": 5022.0,
    },
    function=_product_use_gases,
)


def _oil_or_wax(
    name: str, *, product_t: float, oxidised_share: float | None = None
) -> Calculation[Emissions]:
    oxidised = find_factor("non_energy_products", "oxidised", name)
    if oxidised_share is not None:
        oxidised = Parameter(oxidised_share, oxidised.unit)
    return use_product(
        product_t,
        ProductCarbon(
            energy=find_factor("non_energy_products", "energy", name),
            carbon=find_factor("non_energy_products", "carbon", name),
            oxidised=oxidised,
        ),
    )


def _solvents(
    *, product_t: float, carbon_share: float | None = None
) -> Calculation[Emissions]:
    carbon = find_factor("solvents", "carbon", "default")
    if carbon_share is not None:
        carbon = Parameter(carbon_share, carbon.unit)
    return use_solvent(product_t, carbon)


_USED = {"product_t": _tonnes("tonnes used in the year; of solvents, evaporated NMVOC")}
_OXIDISED = {"oxidised_share": fraction("share oxidised in use; 0.2 unless given")}

NON_ENERGY_PRODUCTS = Method(
    name="non_energy_products",
    title="CO2 from lubricants, waxes and solvents in use",
    equation="lubricants, paraffin_wax: CO2 = M / 1000 × 40.2 × 20 × ODU × 44/12; "
    "solvents: CO2 = NMVOC × C × 44/12",
    source="IPCC 2006 Guidelines, volume 3, chapter 5, equations 5.2 and 5.4; volume 1, "
    "chapter 7 for solvents; ODU 0.2 and C 0.6 unless given",
    schema=OneOf(
        "product",
        {
            "lubricants": Record(
                _USED, _OXIDISED, make=partial(_oil_or_wax, "lubricants")
            ),
            "paraffin_wax": Record(
                _USED, _OXIDISED, make=partial(_oil_or_wax, "paraffin_wax")
            ),
            "solvents": Record(
                _USED,
                {"carbon_share": fraction("fossil carbon in NMVOC; 0.6 unless given")},
                make=_solvents,
            ),
        },
        "what is used",
    ),
    example_input={"product": "lubricants", "product_t": 1000},
    example_output={"co2_t": 589.6},
    function=_co2,
)

METHODS = (CEMENT, LIME, INDUSTRIAL_PROCESS, PRODUCT_USE_GASES, NON_ENERGY_PRODUCTS)
