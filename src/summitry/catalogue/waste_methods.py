"""Entries of the catalogue: solid waste and wastewater."""

from collections.abc import Mapping

from summitry.catalogue.fields import Number, Text, Truth, fraction
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import ListOf, Record
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.biological_treatment import (
    TreatmentFactors,
    treat_biologically,
)
from summitry.core.inventory.methods.calculation import Calculation
from summitry.core.inventory.methods.incineration import (
    Burning,
    WasteCarbon,
    incinerate,
)
from summitry.core.inventory.methods.parameter import Parameter
from summitry.core.inventory.methods.wastewater import (
    NitrogenLoad,
    OrganicLoad,
    Treatment,
    treat_wastewater,
)
from summitry.data.method_factors import find_factor, find_factors, list_values


def _amount(meaning: str) -> Number:
    return Number(meaning=meaning, minimum=0)


def _treat(
    method: str, waste_t: float, basis: str, recovered_ch4_t: float
) -> Calculation[Output]:
    calculation = treat_biologically(
        waste_t,
        TreatmentFactors(
            ch4=find_factor(method, "ch4", basis), n2o=find_factor(method, "n2o", basis)
        ),
        recovered_ch4_t=recovered_ch4_t,
    )
    found = calculation.result
    return Calculation(
        {"ch4_t": found.ch4_t, "n2o_t": found.n2o_t},
        calculation.equation,
        calculation.steps,
    )


def _composting(
    *, waste_t: float, basis: str = "wet", recovered_ch4_t: float = 0.0
) -> Calculation[Output]:
    return _treat("composting", waste_t, basis, recovered_ch4_t)


def _anaerobic_digestion(
    *, waste_t: float, basis: str = "wet", recovered_ch4_t: float = 0.0
) -> Calculation[Output]:
    return _treat("anaerobic_digestion", waste_t, basis, recovered_ch4_t)


_TREATED = Record(
    {"waste_t": Number(meaning="tonnes treated in the year", minimum=0)},
    {
        "basis": Text(
            "whether the tonnes are wet or dry; wet unless given", ("wet", "dry")
        ),
        "recovered_ch4_t": Number(meaning="tonnes of methane recovered", minimum=0),
    },
)

COMPOSTING = Method(
    name="composting",
    title="Composting of waste",
    equation="CH4 = M × EF / 1000 − R; N2O = M × EF / 1000; "
    "EF in g/kg: CH4 4 wet, 10 dry; N2O 0.24 wet, 0.6 dry",
    source="IPCC 2006 Guidelines, volume 5, chapter 4, Table 4.1",
    schema=_TREATED,
    example_input={"waste_t": 50000},
    example_output={"ch4_t": 200.0, "n2o_t": 12.0},
    function=_composting,
)

ANAEROBIC_DIGESTION = Method(
    name="anaerobic_digestion",
    title="Anaerobic digestion of waste",
    equation="CH4 = M × EF / 1000 − R; EF in g/kg: 0.8 wet, 2 dry; N2O is negligible",
    source="IPCC 2006 Guidelines, volume 5, chapter 4, Table 4.1",
    schema=_TREATED,
    example_input={"waste_t": 50000},
    example_output={"ch4_t": 40.0, "n2o_t": 0.0},
    function=_anaerobic_digestion,
)


def _incineration(
    *,
    waste_t: float,
    fractions: Mapping[str, float],
    technology: str,
    waste_kind: str = "municipal",
    oxidation: float | None = None,
) -> Calculation[Output]:
    n2o = find_factors("incineration", "n2o").get(f"{waste_kind}/{technology}")
    if n2o is None:
        raise InvalidDataError(
            {
                "waste_kind": f"has no published N2O factor with {technology}, "
                f"got {waste_kind!r}; only municipal waste has one"
            }
        )
    oxidised = find_factor("incineration", "oxidation", technology)
    calculation = incinerate(
        waste_t,
        fractions,
        kinds=_waste_carbon(),
        burning=Burning(
            oxidation=oxidised if oxidation is None else Parameter(oxidation, "share"),
            ch4_kg_per_gg=find_factor("incineration", "ch4", technology),
            n2o_g_per_t=n2o,
            n2o_is_of_dry_waste=n2o.unit.endswith("dry"),
        ),
    )
    found = calculation.result
    return Calculation(
        {
            "co2_fossil_t": found.co2_t,
            "ch4_t": found.ch4_t,
            "n2o_t": found.n2o_t,
            "co2_biogenic_t": found.co2_biogenic_t,
        },
        calculation.equation,
        calculation.steps,
    )


def _waste_carbon() -> dict[str, WasteCarbon]:
    dry, carbon, fossil = (
        find_factors("incineration", parameter)
        for parameter in ("dry_matter", "carbon", "fossil_carbon")
    )
    return {
        name: WasteCarbon(
            dry_matter=dry[name], carbon=carbon[name], fossil=fossil[name]
        )
        for name in dry
    }


INCINERATION = Method(
    name="incineration",
    title="Incineration and open burning of waste",
    equation="CO2 = MSW × Σ WF × dm × CF × FCF × OF × 44/12; "
    "biogenic CO2 the same with 1 − FCF, in no total; "
    "CH4 = MSW × EF; N2O = MSW × EF, in open burning of dry waste",
    source="IPCC 2006 Guidelines, volume 5, chapter 5, equations 5.2, 5.4 and 5.5, "
    "Tables 2.4, 5.2, 5.3 and 5.6",
    schema=Record(
        {
            "waste_t": _amount("tonnes of wet waste"),
            "fractions": Record(
                {},
                {
                    name: fraction(f"share of {name} by wet weight")
                    for name in find_factors("incineration", "dry_matter")
                },
                meaning="composition; the shares add up to 1 ± 0.01",
            ),
            "technology": Text(
                "how it is burnt", tuple(find_factors("incineration", "ch4"))
            ),
        },
        {
            "waste_kind": Text(
                "decides N2O; municipal unless given",
                ("municipal", "industrial", "sewage_sludge"),
            ),
            "oxidation": fraction("of carbon; 1, in open burning 0.58, unless given"),
        },
    ),
    example_input={
        "waste_t": 100000,
        "fractions": {
            "paper": 0.20,
            "textiles": 0.05,
            "plastics": 0.15,
            "food": 0.45,
            "rubber": 0.02,
            "other": 0.13,
        },
        "technology": "continuous_stoker",
    },
    example_output={
        "co2_fossil_t": 45132.706667,
        "ch4_t": 0.02,
        "n2o_t": 5.0,
        "co2_biogenic_t": 64304.826667,
    },
    function=_incineration,
)


def _treatment(
    *, share: float, mcf: float | None = None, way: str | None = None
) -> Treatment:
    if (mcf is None) == (way is None):
        raise InvalidDataError(
            {"mcf": "is missing; must be a number from 0 to 1, or name a way instead"}
            if mcf is None
            else {"way": f"must not stand beside mcf, got {way!r}; leave one out"}
        )
    if way is not None:
        return Treatment(share, find_factor("wastewater", "mcf", way))
    return Treatment(share, Parameter(mcf or 0.0, "share"))


def _wastewater(
    *,
    population: float,
    bod_g_per_person_day: float,
    collected: bool,
    treatment: list[Treatment],
    **rest: float,
) -> Calculation[Output]:
    calculation = treat_wastewater(
        OrganicLoad(
            population=population,
            bod_g_per_person_day=bod_g_per_person_day,
            industrial_factor=find_factor(
                "wastewater",
                "industrial_bod",
                "collected" if collected else "uncollected",
            ),
            sludge_bod_kg=rest.get("sludge_bod_kg", 0.0),
            recovered_ch4_kg=rest.get("recovered_ch4_kg", 0.0),
        ),
        treatment,
        b0_kg_per_kg=find_factor("wastewater", "b0", "bod"),
        nitrogen=NitrogenLoad(
            population=population,
            protein_kg_per_person_year=_own_or_default(
                rest, "protein_kg_per_person_year", "protein"
            ),
            nitrogen_in_protein=find_factor(
                "wastewater", "nitrogen_in_protein", "protein"
            ),
            non_consumed_factor=_own_or_default(
                rest, "non_consumed_factor", "non_consumed_protein"
            ),
            industrial_factor=_own_or_default(
                rest, "industrial_nitrogen_factor", "industrial_nitrogen"
            ),
            sludge_nitrogen_kg=rest.get("sludge_nitrogen_kg", 0.0),
        ),
        n2o_n_per_n=find_factor("wastewater", "n2o", "effluent"),
    )
    found = calculation.result
    return Calculation(
        {"ch4_t": found.ch4_t, "n2o_t": found.n2o_t},
        calculation.equation,
        calculation.steps,
    )


def _own_or_default(rest: Mapping[str, float], key: str, parameter: str) -> Parameter:
    default = find_factor("wastewater", parameter, "default")
    return Parameter(rest[key], default.unit) if key in rest else default


WASTEWATER = Method(
    name="wastewater",
    title="Methane and N2O of domestic wastewater",
    equation="TOW = P × BOD × I × 365 / 1000; "
    "CH4 = Σ share × 0.6 × MCF × (TOW − S) − R; "
    "N = P × protein × 0.16 × FNON-CON × FIND-COM − Nsludge; "
    "N2O = N × 0.005 × 44/28",
    source="IPCC 2006 Guidelines, volume 5, chapter 6, equations 6.1 to 6.3, 6.7 and 6.8, "
    "Tables 6.2, 6.3 and 6.11",
    schema=Record(
        {
            "population": _amount("people"),
            "bod_g_per_person_day": _amount(
                "organic load: " + list_values(find_factors("wastewater", "bod"))
            ),
            "collected": Truth("whether sewers take industry in, which adds a quarter"),
            "treatment": ListOf(
                Record(
                    {"share": fraction("share of the load treated so")},
                    {
                        "mcf": fraction("methane correction factor"),
                        "way": Text(
                            "a way whose factor is published, instead of mcf",
                            tuple(find_factors("wastewater", "mcf")),
                        ),
                    },
                    make=_treatment,
                ),
                "ways of treatment and discharge; shares add up to 1 ± 0.01",
            ),
        },
        {
            "protein_kg_per_person_year": _amount(
                "protein a person eats; 28 unless given"
            ),
            "sludge_nitrogen_kg": _amount("nitrogen removed as sludge"),
            "sludge_bod_kg": _amount("organic load removed as sludge"),
            "recovered_ch4_kg": _amount("methane recovered"),
            "industrial_nitrogen_factor": _amount("FIND-COM; 1.25 unless given"),
            "non_consumed_factor": _amount("FNON-CON; 1.1 unless given"),
        },
    ),
    example_input={
        "population": 1e6,
        "bod_g_per_person_day": 40,
        "collected": True,
        "treatment": [{"share": 1.0, "mcf": 0.3}],
    },
    example_output={"ch4_t": 3285.0, "n2o_t": 48.4},
    function=_wastewater,
)

METHODS = (
    COMPOSTING,
    ANAEROBIC_DIGESTION,
    INCINERATION,
    WASTEWATER,
)
