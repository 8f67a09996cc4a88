import csv
from importlib.resources import files

import pytest

from summitry.core.errors import InvalidDataError, UnknownNameError
from summitry.data.factors import (
    STATIONARY_USES,
    FactorQuery,
    combustion_factors,
    find_factor,
    find_factors,
    find_fuel,
    fuels_of,
    load_factors,
    load_fuels,
)


def grid(**asked):
    return FactorQuery(fuel="electricity", **asked)


def test_every_row_has_a_source_and_no_two_say_the_same():
    rows = load_factors()
    assert [row for row in rows if not row.source or row.value < 0] == []
    names = (
        "quantity",
        "fuel",
        "use",
        "technology",
        "place",
        "year",
        "basis",
        "source",
    )
    keys = [tuple(getattr(row, name) for name in names) for row in rows]
    assert len(set(keys)) == len(keys)


def test_every_grid_factor_has_place_year_and_basis():
    rows = find_factors(grid())
    assert len(rows) == 704
    assert [r for r in rows if not (r.place and r.year and r.basis)] == []


def test_every_fuel_burns_in_every_stationary_use():
    for fuel in load_fuels():
        for use in STATIONARY_USES:
            assert combustion_factors(fuel, use).co2.unit == "kg/TJ"


@pytest.mark.parametrize(
    ("fuel", "ncv", "co2"),
    [
        ("gasoline", 44.3, 69300),
        ("diesel", 43.0, 74100),
        ("lpg", 47.3, 63100),
        ("kerosene", 43.8, 71900),
        ("natural_gas", 48.0, 56100),
        ("anthracite", 26.7, 98300),
        ("other_bituminous_coal", 25.8, 94600),
        ("sub_bituminous_coal", 18.9, 96100),
        ("lignite", 11.9, 101000),
        ("coke_oven_coke", 28.2, 107000),
    ],
)
def test_fuels_are_those_of_the_guidelines(fuel, ncv, co2):
    """METHODS 2.2."""
    assert find_fuel(fuel).net_calorific_value.value == ncv
    assert combustion_factors(fuel, "residential").co2.value == co2


@pytest.mark.parametrize(
    ("fuel", "use", "ch4", "n2o"),
    [
        ("other_bituminous_coal", "energy_industries", 1, 1.5),
        ("natural_gas", "energy_industries", 1, 0.1),
        ("residual_fuel_oil", "energy_industries", 3, 0.6),
        ("other_bituminous_coal", "residential", 300, 1.5),
        ("natural_gas", "commercial", 5, 0.1),
        ("gas_oil", "residential", 10, 0.6),
        ("other_bituminous_coal", "manufacturing", 10, 1.5),
        ("wood", "residential", 300, 4),
        ("diesel", "road", 3.9, 3.9),
        ("diesel", "rail", 4.15, 28.6),
        ("residual_fuel_oil", "waterborne", 7, 2),
        ("jet_kerosene", "aviation", 0.5, 2),
    ],
)
def test_methane_and_nitrous_oxide_go_by_use(fuel, use, ch4, n2o):
    """METHODS 2.2 and 2.3."""
    found = combustion_factors(fuel, use)
    assert (found.ch4.value, found.n2o.value) == (ch4, n2o)


def test_coal_in_commerce_is_not_coal_at_home():
    """Table 2.4 and Table 2.5 differ, which METHODS 2.2 leaves open."""
    assert combustion_factors("other_bituminous_coal", "commercial").ch4.value == 10


@pytest.mark.parametrize(
    ("place", "year", "value"),
    [
        ("CN-GZ", 2021, 0.5182),
        ("CN-GZ", 2022, 0.4989),
        ("CN-GZ", 2023, 0.5683),
        ("CN/south", 2023, 0.4042),
        ("SE", 2022, 0.00662),
        ("US/ERCT", 2022, 771.083 * 0.45359237 / 1000),
    ],
)
def test_grids_have_their_published_factors(place, year, value):
    found = find_factor(grid(quantity="co2", place=place, year=year))
    assert found.factor.value == pytest.approx(value, rel=1e-9)
    assert found.fell_back == ()


def test_national_factors_of_china_stand_apart_by_basis():
    found = {
        each.basis: each.value for each in find_factors(grid(place="CN", year=2023))
    }
    assert found == {
        "average": 0.5306,
        "average without traded non-fossil power": 0.6096,
        "fossil power": 0.8273,
    }


def test_change_of_chinese_provinces_is_what_the_ministry_said():
    """Announcement of 2025-12-31: twenty provinces fell since 2022, ten rose."""
    by_year = {
        year: {
            each.place: each.value
            for each in find_factors(grid(year=year))
            if each.place.startswith("CN-")
        }
        for year in (2022, 2023)
    }
    fell = [p for p, value in by_year[2022].items() if by_year[2023][p] < value]
    assert (len(by_year[2022]), len(fell)) == (30, 20)


def test_place_and_year_fall_back_only_where_allowed_and_say_so():
    asked = grid(quantity="co2", place="CN-XZ", year=2030, basis="average")
    found = find_factor(asked, fall_back=("place", "year"))
    assert (found.factor.place, found.factor.year) == ("CN", 2023)
    assert found.fell_back == (
        "place: none for CN-XZ, taken: CN",
        "year: none for 2030, taken: 2023",
    )
    early = grid(quantity="co2", place="CN-GZ", year=2010)
    assert find_factor(early, fall_back=("year",)).factor.year == 2021


@pytest.mark.parametrize(
    ("query", "key", "says"),
    [
        (grid(quantity="co2", place="CN-XZ", year=2023), "place", "CN-GZ"),
        (grid(quantity="co2", place="CN-GZ", year=2030), "year", "2021, 2022, 2023"),
        (grid(quantity="co2", place="CN-GZ"), "year", "2021, 2022, 2023"),
        (grid(quantity="co2", place="CN", year=2023), "basis", "fossil power"),
        (grid(quantity="co2", place="XX", year=2023), "place", "CN-GZ"),
        (
            FactorQuery(quantity="n2o", fuel="gasoline", use="road"),
            "technology",
            "oxidation_catalyst",
        ),
        (
            FactorQuery(quantity="ch4", fuel="biodiesel", use="road"),
            "use",
            "commercial",
        ),
        (grid(), "place", "AF"),
        (FactorQuery(quantity="density", fuel="wood"), "fuel", "gasoline"),
        (
            FactorQuery(quantity="ch4", fuel="wood", use="road", place="CN"),
            "factor",
            "fuel wood, use road, place CN",
        ),
    ],
)
def test_what_is_not_there_or_not_one_is_refused_by_key(query, key, says):
    with pytest.raises(InvalidDataError) as caught:
        find_factor(query)
    assert list(caught.value.errors) == [key]
    assert says in caught.value.errors[key]


def test_a_source_is_found_by_a_part_of_its_name():
    found = find_factors(grid(place="GB", source="uk government"))
    assert [(each.year, each.value) for each in found] == [(2023, 0.20496)]


def test_unknown_fuel_is_named_with_those_there_are():
    with pytest.raises(
        UnknownNameError, match="no fuel 'petrol'; there are: anthracite"
    ):
        find_fuel("petrol")


def test_fuels_of_a_use_are_those_with_factors():
    assert fuels_of("rail") == ("diesel", "sub_bituminous_coal")


def test_biogenic_fuels_are_those_of_biomass_and_not_peat():
    table = files("summitry.data").joinpath("fuels.csv").read_text("utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    biogenic = {row["key"] for row in rows if row["carbon"] == "biogenic"}
    assert "peat" not in biogenic
    assert {"wood", "biodiesel", "municipal_waste_biomass"} < biogenic
    assert len(biogenic) == 11
