"""Entries of the catalogue: fuels burnt in one place, grids, and scaling."""

from dataclasses import dataclass

from summitry.catalogue.fields import Number, Text, Year, fraction
from summitry.catalogue.fuel_inputs import (
    HEATING_KEYS,
    OWN_KEYS,
    FuelInput,
    burn,
    fuel_keys,
    make_fuel_input,
    weighed_output,
)
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import ListOf, Record
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import GIVEN, Calculation
from summitry.core.inventory.methods.grid_energy import (
    LOSS_BASES,
    GridEnergyUse,
    LossBasis,
    grid_emissions,
)
from summitry.core.inventory.methods.scaling import scale_quantity
from summitry.data.factors import (
    STATIONARY_USES,
    FactorQuery,
    Fallback,
    FoundFactor,
    find_factor,
    load_fuels,
)


def _fuel_combustion(given: FuelInput) -> Calculation[Output]:
    return weighed_output(burn(given), given.gwp)


FUEL_COMBUSTION = Method(
    name="fuel_combustion",
    title="Emissions from a fuel burnt in buildings, industry or power stations",
    equation="E = Q, or mass × NCV, or volume × density × NCV (TJ, net); gas = E × EF, "
    "CO2 × (1 − captured); CO2e = Σ gas × GWP; CO2 of biomass apart and in no total",
    source="IPCC 2006 Guidelines Vol. 2, Eq. 2.1; calorific values Table 1.2, CO2 Table "
    "1.4, CH4 and N2O by use Tables 2.2 to 2.5",
    schema=Record(
        {
            **fuel_keys((*load_fuels(),)),
            "use": Text("who burns it", STATIONARY_USES),
        },
        {
            **HEATING_KEYS,
            "captured_fraction": fraction("the part of the CO2 captured and stored"),
            **OWN_KEYS,
        },
        make=make_fuel_input,
    ),
    example_input={
        "fuel": "natural_gas",
        "quantity": 1000,
        "unit": "TJ",
        "use": "residential",
        "gwp": "AR5",
    },
    example_output={
        "co2_t": 56100.0,
        "ch4_t": 5.0,
        "n2o_t": 0.1,
        "co2_biogenic_t": 0.0,
        "co2e_t": 56266.5,
    },
    function=_fuel_combustion,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Electricity:
    """Electricity from a grid, with its factor given or to be found by place and year."""

    consumption_mwh: float
    factor_t_per_mwh: float | None = None
    place: str = ""
    year: int | None = None
    basis: str = ""
    source: str = ""
    fall_back: tuple[Fallback, ...] = ()
    loss_fraction: float | None = None
    loss_basis: LossBasis | None = None

    def __post_init__(self) -> None:
        _check_losses(self.loss_fraction, self.loss_basis)
        if self.factor_t_per_mwh is None and not self.place:
            raise InvalidDataError(
                {"factor_t_per_mwh": "is missing; give it, or a place and a year"}
            )
        asked = {
            "place": self.place,
            "year": self.year,
            "basis": self.basis,
            "source": self.source,
            "fall_back": self.fall_back,
        }
        if self.factor_t_per_mwh is not None and any(asked.values()):
            raise InvalidDataError(
                {
                    key: "is for finding a factor, and factor_t_per_mwh is given; "
                    "leave one of the two out"
                    for key, value in asked.items()
                    if value
                }
            )


def _grid_electricity(given: _Electricity) -> Calculation[Output]:
    found = None if given.factor_t_per_mwh is not None else _find_grid(given)
    use = GridEnergyUse(
        given.consumption_mwh,
        "MWh",
        found.factor.value if found else given.factor_t_per_mwh or 0.0,
        found.factor.reference if found else GIVEN,
    )
    output = _grid_output(use, given.loss_fraction, given.loss_basis)
    told: Output = {}
    if found:
        told = {
            "factor": {
                "t_per_mwh": found.factor.value,
                "gases": "CO2e" if found.factor.quantity == "co2e" else "CO2",
                "place": found.factor.place,
                "year": found.factor.year,
                "basis": found.factor.basis,
                "source": found.factor.reference,
                "note": found.factor.note,
            },
            "fell_back": list(found.fell_back),
        }
    return Calculation({**output.result, **told}, output.equation, output.steps)


def _find_grid(given: _Electricity) -> FoundFactor:
    if given.year is None:
        raise InvalidDataError(
            {"year": f"is missing: a factor of {given.place} without its year is none"}
        )
    query = FactorQuery(
        quantity="co2 or co2e",
        fuel="electricity",
        place=given.place,
        year=given.year,
        basis=given.basis,
        source=given.source,
    )
    return find_factor(query, fall_back=given.fall_back)


def _check_losses(fraction_: float | None, basis: LossBasis | None) -> None:
    if fraction_ is not None and basis is None:
        raise InvalidDataError(
            {"loss_basis": f"is missing; must be one of {', '.join(LOSS_BASES)}"}
        )
    if fraction_ is None and basis is not None:
        raise InvalidDataError({"loss_fraction": "is missing for this loss_basis"})


def _grid_output(
    use: GridEnergyUse, loss_fraction: float | None, loss_basis: LossBasis | None
) -> Calculation[Output]:
    found = grid_emissions(
        use, loss_fraction=loss_fraction, loss_basis=loss_basis or "consumption"
    )
    output: Output = {
        "scope2_t": found.result.scope2_t,
        "losses_scope3_t": found.result.losses_scope3_t,
    }
    return Calculation(output, found.equation, found.steps)


_LOSS_KEYS = {
    "loss_fraction": fraction("lost between power station and customer"),
    "loss_basis": Text("what the loss is a part of", LOSS_BASES),
}

GRID_ELECTRICITY = Method(
    name="grid_electricity",
    title="Emissions of electricity from the grid, and of what the grid loses",
    equation="scope 2 = C × EF; losses, scope 3: of consumption C × l × EF, of generation "
    "C × l/(1 − l) × EF",
    source="GPC 1.1 Ch. 6.5 (scope 2, location-based; losses of consumption); the loss of "
    "generation follows from C = G(1 − l). Factors by place and year: grid_factors.csv",
    schema=Record(
        {"consumption_mwh": Number(meaning="electricity that arrived", minimum=0)},
        {
            "factor_t_per_mwh": Number(meaning="the factor of the grid", minimum=0),
            "place": Text("instead of a factor: CN, CN-GZ, CN/south, US/ERCT, SE, …"),
            "year": Year("the vintage of that factor"),
            "basis": Text("which of several, such as average or fossil power"),
            "source": Text("which of several sources, any part of its name"),
            "fall_back": ListOf(
                Text("what may fall back", ("place", "year")),
                "allows the country for a part of it, the nearest year for a year",
            ),
            **_LOSS_KEYS,
        },
        make=_Electricity,
    ),
    example_input={
        "consumption_mwh": 5e6,
        "factor_t_per_mwh": 0.5703,
        "loss_fraction": 0.06,
        "loss_basis": "consumption",
    },
    example_output={"scope2_t": 2851500.0, "losses_scope3_t": 171090.0},
    function=_grid_electricity,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heat:
    """Heat, steam or cooling from a network."""

    consumption_gj: float
    factor_t_per_gj: float
    loss_fraction: float | None = None
    loss_basis: LossBasis | None = None

    def __post_init__(self) -> None:
        _check_losses(self.loss_fraction, self.loss_basis)


def _heat(given: _Heat) -> Calculation[Output]:
    use = GridEnergyUse(given.consumption_gj, "GJ", given.factor_t_per_gj)
    return _grid_output(use, given.loss_fraction, given.loss_basis)


HEAT = Method(
    name="heat",
    title="Emissions of heat, steam or cooling from a network, and of what it loses",
    equation="scope 2 = C × EF; losses, scope 3: of consumption C × l × EF, of generation "
    "C × l/(1 − l) × EF",
    source="GPC 1.1 Ch. 6.5. The factor is the supplier's: no default is published that "
    "would hold for another network",
    schema=Record(
        {
            "consumption_gj": Number(meaning="heat that arrived", minimum=0),
            "factor_t_per_gj": Number(meaning="the supplier's factor", minimum=0),
        },
        _LOSS_KEYS,
        make=_Heat,
    ),
    example_input={
        "consumption_gj": 2e6,
        "factor_t_per_gj": 0.1,
        "loss_fraction": 0.2,
        "loss_basis": "generation",
    },
    example_output={"scope2_t": 200000.0, "losses_scope3_t": 50000.0},
    function=_heat,
)


def _scaling(
    *, available: float, inventory_driver: float, available_driver: float
) -> Calculation[Output]:
    found = scale_quantity(
        available, inventory_driver=inventory_driver, available_driver=available_driver
    )
    output: Output = {
        "scaled": found.result,
        "ratio": inventory_driver / available_driver,
    }
    return Calculation(output, found.equation, found.steps)


SCALING = Method(
    name="scaling",
    title="Data of another place or year, scaled to the city's own",
    equation="inventory = available × driver of the inventory / driver of the available",
    source="GPC 1.1 Ch. 5 (scaling factor: population, floor area, GDP, …)",
    schema=Record(
        {
            "available": Number(meaning="the figure that is known, in any unit"),
            "inventory_driver": Number(
                meaning="the driver for the city and year of the inventory", minimum=0
            ),
            "available_driver": Number(
                meaning="the driver for the figure that is known, same unit", above=0
            ),
        }
    ),
    example_input={
        "available": 1200000,
        "inventory_driver": 660,
        "available_driver": 600,
    },
    example_output={"scaled": 1320000.0, "ratio": 1.1},
    function=_scaling,
)

METHODS = (FUEL_COMBUSTION, GRID_ELECTRICITY, HEAT, SCALING)
