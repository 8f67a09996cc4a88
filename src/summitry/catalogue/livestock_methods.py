"""Entry of the catalogue: livestock."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summitry.catalogue.fields import Number, Text
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import ListOf, Record
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation
from summitry.core.inventory.methods.livestock import Herd, keep_livestock
from summitry.core.inventory.methods.parameter import Parameter
from summitry.data.method_factors import find_factors

ANIMALS = (
    *("dairy_cattle", "other_cattle", "buffalo", "sheep", "goats"),
    *("camels", "horses", "mules_and_asses"),
    *("swine", "market_swine", "breeding_swine", "poultry"),
)
REGIONS = (
    *("north_america", "western_europe", "eastern_europe", "oceania"),
    *("latin_america", "africa", "middle_east", "asia", "indian_subcontinent"),
)

#: Tables 10.10 and 10.15 tell developed from developing countries; all else is developing.
_DEVELOPED = ("north_america", "western_europe", "eastern_europe", "oceania")

#: The first and the last column of Table 10.14, degrees Celsius.
_COLDEST, _WARMEST = 10, 28
#: Table 10.15: cool below the one, warm above the other, degrees Celsius.
_COOL_BELOW, _WARM_ABOVE = 15, 25

_PER_HEAD = "kg CH4/head/year"


def _amount(meaning: str) -> Number:
    return Number(meaning=meaning, minimum=0)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where animals are kept, as the published tables ask for it."""

    region: str
    mean_temperature_c: float

    @property
    def enteric_keys(self) -> tuple[str, str]:
        """The rows that may hold a factor of digestion, the nearest first."""
        return self.region, self._development

    @property
    def manure_keys(self) -> tuple[str, str]:
        """The rows that may hold a factor of manure, the nearest first."""
        degrees = math.floor(self.mean_temperature_c + 0.5)
        column = min(max(degrees, _COLDEST), _WARMEST)
        climate = "temperate"
        if self.mean_temperature_c < _COOL_BELOW:
            climate = "cool"
        elif self.mean_temperature_c > _WARM_ABOVE:
            climate = "warm"
        return f"{self.region}/{column}", f"{self._development}/{climate}"

    @property
    def _development(self) -> str:
        return "developed" if self.region in _DEVELOPED else "developing"


def _livestock(
    *,
    animals: list[dict[str, object]],
    region: str,
    mean_temperature_c: float,
    guidelines: str = "2006",
) -> Calculation[Output]:
    place_of = _Place(region, mean_temperature_c)
    herds = [
        _herd(place, each, place_of, int(guidelines))
        for place, each in enumerate(animals)
    ]
    calculation = keep_livestock(herds)
    found = calculation.result
    missing = [each.animal for each in found if each.manure_t is None]
    enteric = math.fsum(each.enteric_t for each in found)
    manure = None if missing else math.fsum(each.manure_t or 0.0 for each in found)
    output: Output = {
        "ch4_t": None if manure is None else enteric + manure,
        "enteric_ch4_t": enteric,
        "manure_ch4_t": manure,
        "manure_not_estimated": missing,
        "by_animal": [
            {
                "animal": each.animal,
                "enteric_ch4_t": each.enteric_t,
                "manure_ch4_t": each.manure_t,
            }
            for each in found
        ],
    }
    return Calculation(output, calculation.equation, calculation.steps)


def _herd(place: int, given: dict[str, object], where: _Place, vintage: int) -> Herd:
    """Take the caller's factors, else the published ones of the region."""
    animal = str(given["animal"])
    own = {key: value for key, value in given.items() if isinstance(value, float)}
    enteric = _own(own, "enteric_kg_per_head") or _first_of(
        find_factors("livestock", "enteric", vintage), animal, where.enteric_keys
    )
    if enteric is None:
        raise InvalidDataError(
            {
                f"animals.{place}.enteric_kg_per_head": f"is missing: the table of "
                f"{vintage} has no {animal} of {where.region}; state it, or take another "
                "region or other guidelines"
            }
        )
    manure = _own(own, "manure_kg_per_head") or _first_of(
        find_factors("livestock", "manure"), animal, where.manure_keys
    )
    return Herd(animal=animal, head=own["head"], enteric=enteric, manure=manure)


def _first_of(
    factors: Mapping[str, Parameter], animal: str, keys: Sequence[str]
) -> Parameter | None:
    return next(
        (factors[f"{animal}/{key}"] for key in keys if f"{animal}/{key}" in factors),
        None,
    )


def _own(given: dict[str, float], key: str) -> Parameter | None:
    return Parameter(given[key], _PER_HEAD) if key in given else None


LIVESTOCK = Method(
    name="livestock",
    title="Methane of livestock and manure",
    equation="CH4 = Σ head × EF / 1000, of digestion and of manure. "
    "Manure by region and mean temperature, at most 10 to at least 28 °C; "
    "without a published factor it is null, not zero",
    source="IPCC 2006 Guidelines, volume 4, chapter 10, equations 10.19 and 10.22, "
    "Tables 10.10, 10.11, 10.14 and 10.15; 2019: Refinement, digestion of cattle and "
    "buffalo",
    schema=Record(
        {
            "animals": ListOf(
                Record(
                    {
                        "animal": Text("kind of animal", ANIMALS),
                        "head": _amount("animals, the mean of the year"),
                    },
                    {
                        "enteric_kg_per_head": _amount("own factor of digestion"),
                        "manure_kg_per_head": _amount("own factor of manure"),
                    },
                ),
                "herds",
                unique="animal",
            ),
            "region": Text("decides published factors", REGIONS),
            "mean_temperature_c": Number(
                meaning="of the year, degrees Celsius; decides manure",
                minimum=-50,
                maximum=50,
            ),
        },
        {
            "guidelines": Text(
                "year of the factors; 2006 unless given", ("2006", "2019")
            )
        },
    ),
    example_input={
        "animals": [
            {"animal": "dairy_cattle", "head": 1000},
            {"animal": "goats", "head": 2000},
        ],
        "region": "asia",
        "mean_temperature_c": 15,
    },
    example_output={
        "ch4_t": 91.34,
        "enteric_ch4_t": 78.0,
        "manure_ch4_t": 13.34,
        "manure_not_estimated": [],
        "by_animal": [
            {"animal": "dairy_cattle", "enteric_ch4_t": 68.0, "manure_ch4_t": 13.0},
            {"animal": "goats", "enteric_ch4_t": 10.0, "manure_ch4_t": 0.34},
        ],
    },
    function=_livestock,
)

METHODS = (LIVESTOCK,)
