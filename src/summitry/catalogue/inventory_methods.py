"""Entries of the catalogue: gases and the emissions of an inventory."""

from summitry.catalogue.fields import Text
from summitry.catalogue.method import Method, Output
from summitry.catalogue.schema import Record
from summitry.core.gases import GWP_SETS, ORIGINS, GwpSet, Origin, gwp
from summitry.data.gwp import load_gwp_table


def _gwp(
    *,
    gas: str,
    set: GwpSet,  # noqa: A002 - the published key of the method
    origin: Origin = "none",
) -> Output:
    return {"gwp": gwp(load_gwp_table(), gas, gwp_set=set, origin=origin)}


GWP = Method(
    name="gwp",
    title="Global warming potential over 100 years",
    equation="CO2e = mass of gas × GWP; of a blend: GWP = Σ mass fraction × GWP",
    source="IPCC reports SAR to AR6; AR5CCF is AR5 with climate-carbon feedback "
    "(Table 8.7); methane by origin: AR5 Table 8.A.1, AR6 Table 7.15; blends: ASHRAE 34",
    schema=Record(
        {
            "gas": Text("a gas or blend: CO2, CH4, N2O, SF6, NF3, HFC-134a, R-410A, …"),
            "set": Text("the report the value is from", GWP_SETS),
        },
        {"origin": Text("of the carbon in methane; none takes the default", ORIGINS)},
    ),
    example_input={"gas": "CH4", "origin": "fossil", "set": "AR6"},
    example_output={"gwp": 29.8},
    function=_gwp,
)

METHODS = (GWP,)
