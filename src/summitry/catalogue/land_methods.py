"""Entries of the catalogue: land, soils and rice."""

import math

from summitry.catalogue.fields import Number, Text, Truth, Year
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import ListOf, OneOf, Record
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation
from summitry.core.inventory.methods.land import (
    CarbonChange,
    CarbonStock,
    compare_stocks,
    gain_and_lose,
)
from summitry.core.inventory.methods.parameter import Parameter
from summitry.core.inventory.methods.rice import (
    LONGEST_SEASON_DAYS,
    Amendment,
    RiceField,
    grow_rice,
)
from summitry.core.inventory.methods.soils import (
    NitrogenInputs,
    SoilFactors,
    fertilise,
)
from summitry.data.method_factors import find_factor, find_factors


def _amount(meaning: str) -> Number:
    return Number(meaning=meaning, minimum=0)


def _land_stock_change(calculation: Calculation[CarbonChange]) -> Calculation[Output]:
    found = calculation.result
    return Calculation(
        {"carbon_t_per_year": found.carbon_t_per_year, "co2_t": found.co2_t},
        calculation.equation,
        calculation.steps,
    )


_STOCK = Record(
    {"year": Year("of the stock"), "carbon_t": _amount("tonnes of carbon in the area")},
    make=CarbonStock,
)

LAND_STOCK_CHANGE = Method(
    name="land_stock_change",
    title="CO2 of land whose carbon stock grows or shrinks",
    equation="gain_loss: ΔC = A × (gain − loss); "
    "stock_difference: ΔC = (C2 − C1) / (t2 − t1); "
    "CO2 = −ΔC × 44/12, negative for a sink",
    source="IPCC 2006 Guidelines, volume 4, chapter 2, equations 2.4 and 2.5",
    schema=OneOf(
        "approach",
        {
            "gain_loss": Record(
                {
                    "area_ha": _amount("hectares"),
                    "gain_tc_per_ha": _amount(
                        "tonnes of carbon gained a hectare and year"
                    ),
                    "loss_tc_per_ha": _amount(
                        "tonnes of carbon lost a hectare and year"
                    ),
                },
                make=gain_and_lose,
            ),
            "stock_difference": Record(
                {"start": _STOCK, "end": _STOCK}, make=compare_stocks
            ),
        },
        "how the change is known",
    ),
    example_input={
        "approach": "stock_difference",
        "start": {"year": 2010, "carbon_t": 100000},
        "end": {"year": 2020, "carbon_t": 130000},
    },
    example_output={"carbon_t_per_year": 3000.0, "co2_t": -11000.0},
    function=_land_stock_change,
)


def _managed_soils(*, leaching: bool, **inputs: float) -> Calculation[Output]:
    if not inputs:
        raise InvalidDataError(
            {"synthetic_n_kg": "is missing; state at least one input of nitrogen"}
        )
    method = "managed_soils"
    calculation = fertilise(
        NitrogenInputs(**inputs),
        SoilFactors(
            direct=find_factor(method, "ef1", "n_inputs"),
            volatilised_synthetic=find_factor(method, "volatilised", "synthetic"),
            volatilised_organic=find_factor(method, "volatilised", "organic"),
            from_volatilised=find_factor(method, "ef4", "volatilised"),
            leached=find_factor(method, "leached", "n_inputs") if leaching else None,
            from_leached=find_factor(method, "ef5", "leached"),
        ),
    )
    found = calculation.result
    return Calculation(
        {
            "direct_n2o_t": found.direct_t,
            "indirect_n2o_t": found.indirect_t,
            "n2o_t": found.total_t,
        },
        calculation.equation,
        calculation.steps,
    )


MANAGED_SOILS = Method(
    name="managed_soils",
    title="N2O of fertilised soils",
    equation="direct = (FSN + FON + FCR + FSOM) × 0.01 × 44/28; "
    "indirect = [(0.1 FSN + 0.2 FON) × 0.01 + 0.3 ΣF × 0.0075] × 44/28, "
    "the last part only where water leaches the soil",
    source="IPCC 2006 Guidelines, volume 4, chapter 11, equations 11.1, 11.9 and 11.10, "
    "Tables 11.1 and 11.3; organic soils and grazing animals are left out",
    schema=Record(
        {"leaching": Truth("whether rain or irrigation washes nitrogen out")},
        {
            "synthetic_n_kg": _amount("nitrogen in synthetic fertiliser, FSN"),
            "organic_n_kg": _amount("nitrogen in manure, compost and sludge, FON"),
            "crop_residue_n_kg": _amount("nitrogen in crop residues, FCR"),
            "mineralised_n_kg": _amount("nitrogen from soil carbon lost, FSOM"),
        },
    ),
    example_input={"leaching": True, "synthetic_n_kg": 700000, "organic_n_kg": 0},
    example_output={"direct_n2o_t": 11.0, "indirect_n2o_t": 3.575, "n2o_t": 14.575},
    function=_managed_soils,
)


def _rice(
    *, fields: list[RiceField], baseline_kg_per_ha_day: float | None = None
) -> Calculation[Output]:
    baseline = find_factor("rice", "baseline", "continuously_flooded")
    if baseline_kg_per_ha_day is not None:
        baseline = Parameter(baseline_kg_per_ha_day, baseline.unit)
    calculation = grow_rice(
        fields,
        baseline=baseline,
        exponent=find_factor("rice", "amendment_exponent", "default"),
    )
    found = calculation.result
    return Calculation(
        {"ch4_t": math.fsum(found), "by_field": list(found)},
        calculation.equation,
        calculation.steps,
    )


def _field(
    *,
    area_ha: float,
    days: float,
    water_regime: str,
    pre_season: str,
    amendments: list[Amendment] | None = None,
) -> RiceField:
    return RiceField(
        area_ha=area_ha,
        days=days,
        water=find_factor("rice", "water", water_regime),
        pre_season=find_factor("rice", "pre_season", pre_season),
        amendments=tuple(amendments or ()),
    )


def _amendment(*, kind: str, t_per_ha: float) -> Amendment:
    return Amendment(kind, t_per_ha, find_factor("rice", "amendment", kind))


RICE = Method(
    name="rice",
    title="Methane of rice fields",
    equation="CH4 = Σ A × t × 1.30 × SFw × SFp × SFo / 1000; "
    "SFo = (1 + Σ ROA × CFOA)^0.59",
    source="IPCC 2006 Guidelines, volume 4, chapter 5, equations 5.1 to 5.3, Tables 5.11 "
    "to 5.14",
    schema=Record(
        {
            "fields": ListOf(
                Record(
                    {
                        "area_ha": _amount(
                            "hectares harvested; twice a year counts twice"
                        ),
                        "days": Number(
                            meaning="from sowing to harvest",
                            minimum=0,
                            maximum=LONGEST_SEASON_DAYS,
                        ),
                        "water_regime": Text(
                            "water in the season", tuple(find_factors("rice", "water"))
                        ),
                        "pre_season": Text(
                            "water before the season",
                            tuple(find_factors("rice", "pre_season")),
                        ),
                    },
                    {
                        "amendments": ListOf(
                            Record(
                                {
                                    "kind": Text(
                                        "of organic matter",
                                        tuple(find_factors("rice", "amendment")),
                                    ),
                                    "t_per_ha": _amount(
                                        "tonnes a hectare; straw dry, the rest fresh"
                                    ),
                                },
                                make=_amendment,
                            ),
                            "organic matter put on",
                            unique="kind",
                        )
                    },
                    make=_field,
                ),
                "fields, or areas of one kind",
            )
        },
        {
            "baseline_kg_per_ha_day": _amount(
                "methane of a field under water; 1.30 unless given"
            )
        },
    ),
    example_input={
        "fields": [
            {
                "area_ha": 1000,
                "days": 120,
                "water_regime": "single_aeration",
                "pre_season": "not_flooded_up_to_180_days",
            }
        ]
    },
    example_output={"ch4_t": 93.6, "by_field": [93.6]},
    function=_rice,
)

METHODS = (LAND_STOCK_CHANGE, MANAGED_SOILS, RICE)
