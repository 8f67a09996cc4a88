"""Plans that tests evaluate."""

from dataclasses import replace

from summitry.core.pathways.inputs import Normal, Pert, Range, Steps
from summitry.core.pathways.parts import (
    Action,
    Carrier,
    Driver,
    Factor,
    Landfill,
    Price,
    Sector,
    Stream,
)
from summitry.core.pathways.plan import Plan

ROAD = Sector(name="road", carriers=(Carrier(name="gasoline"),), emissions_t=100.0)


def act(name, reduction, *, sector="road", channel="intensity", **others):
    others = {"start": 2021.0, "full": 2021.0, **others}
    return Action(
        name=name, sectors=(sector,), channel=channel, reduction=reduction, **others
    )


#: The smallest plan: 50.4 t a year from 2021 on (METHODS section 6.2).
SMALLEST = Plan(
    city="CN GYA",
    base_year=2020,
    until=2060,
    sectors=(ROAD,),
    actions=(act("A", 0.2), act("B", 0.3), act("C", 0.1, channel="activity")),
)

HOMES = Sector(
    name="homes",
    carriers=(
        Carrier(name="coal", share=0.5),
        Carrier(name="electricity", share=0.5),
    ),
    emissions_t=Normal(1000.0, 50.0),
    population_elasticity=1.0,
    gdp_elasticity=Range(0.2, 0.4),
    efficiency=0.01,
)
LANDFILL = Sector(
    name="landfill",
    growth=0.02,
    landfill=Landfill(
        first_year=2005,
        gwp=28.0,
        oxidation=0.1,
        recovered=Range(0.1, 0.3),
        streams=(
            Stream(name="food", deposits_t=1000.0, doc=0.15, decay=0.185),
            Stream(name="paper", deposits_t=Range(200, 300), doc=0.4, decay=0.06),
        ),
    ),
)

#: Every kind of sector, every channel, every kind of number.
FULL = Plan(
    city="CN GYA",
    base_year=2020,
    until=2060,
    currency="CNY",
    drivers=(
        Driver(name="population", growth=Range(0.0, 0.01)),
        Driver(
            name="gdp_per_head", growth=Steps(((2020, 0.05), (2035, Range(0.01, 0.03))))
        ),
    ),
    factors=(
        Factor(name="coal", t_per_mwh=0.34),
        Factor(
            name="electricity",
            t_per_mwh=Steps(((2020, 0.57), (2030, Range(0.4, 0.5)), (2060, 0.05))),
        ),
    ),
    prices=(
        Price(name="coal", per_mwh=100.0),
        Price(name="electricity", per_mwh=600.0),
    ),
    sectors=(
        replace(ROAD, emissions_t=Normal(900.0, 40.0), growth=Range(0.0, 0.02)),
        HOMES,
        LANDFILL,
        Sector(name="forest", land_t=-50.0),
        Sector(name="cement", activity=1000.0, intensity_t=0.4, growth=-0.02),
    ),
    actions=(
        act("insulation", Range(0.2, 0.4), sector="homes", reach=0.6, full=2040.0),
        act(
            "heat pumps",
            Pert(0.5, 0.8, 0.95),
            sector="homes",
            channel="carrier",
            source="coal",
            target="electricity",
            service_efficiency=3.5,
            start=Range(2023, 2027),
            full=2040.0,
            ramp="s_curve",
            investment=1000.0,
            lifetime=20.0,
        ),
        act("solar", 0.15, sector="homes", channel="generation", source="electricity"),
        act("cycling", 0.3, channel="activity", uptake=Range(0.2, 0.5), full=2030.0),
        act("buses", 0.1, full=2035.0, end=2050),
        act("clinker", 0.2, sector="cement"),
        act("sorting", 0.5, sector="landfill", channel="waste", streams=("food",)),
        act("capture", 0.4, sector="landfill", channel="waste", acts_on="methane"),
        Action(
            name="planting",
            sectors=("forest",),
            channel="removal",
            removal_t=Range(50, 100),
            start=2022.0,
            full=2040.0,
        ),
    ),
)
