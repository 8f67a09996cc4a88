"""The catalogue: every published method by name, bound to the tables of ``data``.

Page, API and command line list, show and run methods from here alone. A new method is one
``Method`` entry in the file of its subject and its place in that file's ``METHODS``.
"""

from summitry.catalogue import (
    commitments_methods,
    emissions_methods,
    energy_methods,
    industry_methods,
    inventory_methods,
    land_methods,
    landfill_methods,
    livestock_methods,
    pathways_methods,
    transport_methods,
    uncertainty_methods,
    waste_methods,
)
from summitry.catalogue.method import Method, Output, explain_method, run_method
from summitry.core.errors import UnknownNameError
from summitry.core.inventory.methods.calculation import Calculation

#: Every method by name, in the order in which they are listed.
METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        *inventory_methods.METHODS,
        *energy_methods.METHODS,
        *transport_methods.METHODS,
        *landfill_methods.METHODS,
        *waste_methods.METHODS,
        *industry_methods.METHODS,
        *livestock_methods.METHODS,
        *land_methods.METHODS,
        *uncertainty_methods.METHODS,
        *emissions_methods.METHODS,
        *commitments_methods.METHODS,
        *pathways_methods.METHODS,
    )
}


def find_method(name: str) -> Method:
    """Look up a method; raises UnknownNameError with the names there are."""
    if name not in METHODS:
        raise UnknownNameError("method", name, METHODS)
    return METHODS[name]


def run(name: str, given: object) -> Output:
    """Run a method by name on an input as it came from JSON.

    Raises UnknownNameError, and InvalidDataError as ``run_method`` does.
    """
    return run_method(find_method(name), given)


def explain(name: str, given: object) -> Calculation[Output] | None:
    """Run a method by name and show the equation with the numbers in it, if it has one.

    Raises as ``run`` does.
    """
    return explain_method(find_method(name), given)
