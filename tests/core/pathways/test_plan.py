from dataclasses import replace

import pytest
from tests.core.pathways.making_plans import FULL, HOMES, LANDFILL, ROAD, SMALLEST, act

from summitry.core.errors import InvalidDataError
from summitry.core.pathways.inputs import Normal, Range
from summitry.core.pathways.parts import Carrier, Driver, Factor, Sector, Target
from summitry.core.pathways.plan import list_inputs

LAND = Sector(name="forest", land_t=-5.0)


def refused(**changes):
    with pytest.raises(InvalidDataError) as error:
        replace(SMALLEST, **changes)
    return error.value.errors


def actions(action):
    return {
        "actions": (action,),
        "sectors": (ROAD, LAND, replace(LANDFILL, growth=0.0)),
    }


def sectors(**changes):
    return {"sectors": (replace(ROAD, **changes),), "actions": ()}


@pytest.mark.parametrize(
    ("changes", "key", "message"),
    [
        ({"city": " "}, "city", "must name a city, got nothing"),
        ({"until": 2020}, "until", "must be after base_year 2020, got 2020"),
        ({"base_year": 20}, "base_year", "must be a year from 1900 to 2300, got 20"),
        ({"peak_by": (2070,)}, "peak_by", "must be from 2020 to 2060, got 2070"),
        (
            {"drivers": (Driver(name="area", growth=0.0),)},
            "drivers.area",
            "must be one of population, gdp_per_head",
        ),
        (
            {"requires": (("A", "Z"),)},
            "requires.0",
            "must name actions of the plan, got 'Z'",
        ),
        (
            {"targets": (Target(name="T", year=2030),)},
            "targets.T",
            "must have one of level_t, reduction",
        ),
        (
            {"targets": (Target(name="T", year=2090, level_t=0.0),)},
            "targets.T.year",
            "must be from 2020 to 2060, got 2090",
        ),
        (
            {"discount_rate": 5.0},
            "discount_rate",
            "must be a fraction from 0 to 1 (0.4 for 40 %), got 5",
        ),
        (
            {"sectors": (ROAD, ROAD)},
            "sectors.road",
            "must have a name of its own, got 'road' 2 times",
        ),
        (
            sectors(activity=1.0, intensity_t=1.0),
            "sectors.road",
            "must have one of emissions_t, activity, land_t, landfill, got emissions_t and activity",
        ),
        (
            sectors(intensity_t=1.0),
            "sectors.road.activity",
            "must come with one of intensity_t, intensity_mwh, and these only with it",
        ),
        (
            sectors(emissions_t=-1.0),
            "sectors.road.emissions_t",
            "must be a number of at least 0, got -1",
        ),
        (
            sectors(growth=Range(-2, 0)),
            "sectors.road.growth",
            "must be a rate a year from -0.9 to 1 (0.02 for 2 %), got -2",
        ),
        (
            sectors(gdp_elasticity=1.0),
            "sectors.road.gdp_elasticity",
            "needs gdp_per_head under drivers",
        ),
        (
            {**sectors(carriers=HOMES.carriers), "factors": FULL.factors[1:]},
            "sectors.road.carriers.coal",
            "needs its emissions under factors: coal, got none",
        ),
        (
            {
                **sectors(),
                "factors": (Factor(name="gasoline", t_per_mwh=Normal(0.3, 0.1)),),
            },
            "sectors.road.carriers",
            "must have one whose factor is above 0 in the base year, in every draw; narrow its range, or state it as {low, likely, high}",
        ),
        (
            actions(act("A", 1.2)),
            "actions.A.reduction",
            "must be a fraction from 0 to 1 (0.4 for 40 %), got 1.2",
        ),
        (
            actions(act("A", None)),
            "actions.A.reduction",
            "is needed on channel intensity, got none",
        ),
        (
            actions(act("A", 0.2, removal_t=1.0)),
            "actions.A.removal_t",
            "has no meaning on channel intensity",
        ),
        (
            actions(act("A", 0.2, sector="sea")),
            "actions.A.sectors",
            "must be sectors of the plan, got 'sea'",
        ),
        (
            actions(act("A", 0.2, start=2030.0)),
            "actions.A.full",
            "must not be before start, got 2021",
        ),
        (
            actions(act("A", 0.2, end=2020)),
            "actions.A.end",
            "must not be before start, got 2020",
        ),
        (
            actions(act("A", 0.2, investment=1.0)),
            "actions.A.lifetime",
            "is needed with an investment, got none",
        ),
        (
            actions(act("A", 0.2, channel="waste")),
            "actions.A.channel",
            "must be one of activity, intensity, carrier, generation on road, got waste",
        ),
        (
            actions(act("A", 0.2, sector="forest")),
            "actions.A.channel",
            "must be removal on forest, got intensity",
        ),
        (
            actions(act("A", 0.2, sector="landfill")),
            "actions.A.channel",
            "must be waste on the landfill landfill, got intensity",
        ),
        (
            actions(
                act("A", 0.2, sector="landfill", channel="waste", streams=("wood",))
            ),
            "actions.A.channel",
            "landfill has no stream 'wood'",
        ),
        (
            actions(act("A", 0.2, channel="carrier", source="coal", target="gas")),
            "actions.A.channel",
            "must move energy from a carrier of road (gasoline), got coal",
        ),
        (
            actions(act("A", 0.2, channel="carrier", source="gasoline")),
            "actions.A.channel",
            "must move energy to another carrier, got None",
        ),
        (
            actions(
                act("A", 0.2, channel="carrier", source="gasoline", target="power")
            ),
            "actions.A.channel",
            "needs its emissions under factors: gasoline, got none",
        ),
    ],
)
def test_a_plan_names_what_is_wrong_by_its_path(changes, key, message):
    assert refused(**changes) == {key: message}


def test_no_sector_is_refused():
    found = refused(sectors=(), actions=())
    assert found == {"sectors": "must hold at least one sector, got none"}


def test_all_faults_are_told_at_once():
    assert set(refused(city="", until=2000, discount_rate=-1.0)) == {
        "city",
        "until",
        "discount_rate",
    }


def test_a_landfill_does_not_begin_after_the_base_year():
    site = replace(LANDFILL.landfill, first_year=2030)
    found = refused(sectors=(replace(LANDFILL, landfill=site),), actions=())
    assert found == {
        "sectors.landfill.landfill.first_year": "must be 2020 or before, got 2030"
    }


def test_inputs_are_what_is_uncertain_and_in_use():
    assert list_inputs(SMALLEST) == ()
    streams = {each.key: each.stream for each in list_inputs(FULL)}
    assert list(streams) == sorted(streams)
    assert streams["sectors.road.growth"] == "CN GYA: sectors.road.growth"
    assert streams["actions.planting.removal_t"] == "CN GYA: actions.planting.removal_t"
    assert (
        streams["factors.electricity.t_per_mwh.2030"]
        == "CN: factors.electricity.t_per_mwh.2030"
    )
    idle = replace(FULL, actions=tuple(replace(a, active=False) for a in FULL.actions))
    assert not any(each.key.startswith("actions.") for each in list_inputs(idle))


def test_cost_of_technology_is_shared_within_a_country():
    action = act(
        "A", 0.2, investment=Range(1, 2), annual_cost=Range(1, 2), lifetime=9.0
    )
    plan = replace(SMALLEST, actions=(action,), country="Guizhou")
    assert [each.stream for each in list_inputs(plan)] == [
        "Guizhou: actions.A.annual_cost",
        "Guizhou: actions.A.investment",
    ]
    assert Carrier(name="gas").share == 1
