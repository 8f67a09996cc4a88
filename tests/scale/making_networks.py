"""Networks that tests evaluate."""

from dataclasses import replace
from hashlib import sha256

from tests.core.pathways.making_plans import FULL

from summitry.core.pathways.inputs import Normal
from summitry.core.pathways.parts import Target
from summitry.formats.plan_writer import write_plan_yaml
from summitry.formats.plan_yaml import read_plan_yaml
from summitry.scale.chunks import Member
from summitry.scale.network import Run, evaluate_network

DRAWS = 50


def make_city(place):
    """A city of its own size; every third is Swedish."""
    country = "CN" if place % 3 else "SE"
    road, *others = FULL.sectors
    return replace(
        FULL,
        city=f"{country} C{place:02d}",
        sectors=(replace(road, emissions_t=Normal(900.0 + place, 40.0)), *others),
        targets=(Target(name="half", year=2050, reduction=0.5),),
    )


def write_network(plans):
    return {
        f"{place:02d}.yaml": write_plan_yaml(plan).encode()
        for place, plan in enumerate(plans)
    }


def list_members(files):
    return [
        Member(name, name, sha256(content).hexdigest())
        for name, content in files.items()
    ]


def evaluate(files, progress=lambda _: None, **how):
    """Evaluate files in memory; each its own city."""
    how = {"load": files.__getitem__, "read": read_plan_yaml, "draws": DRAWS, **how}
    return evaluate_network(list_members(files), Run(**how), progress)


TEN = write_network(make_city(place) for place in range(10))
