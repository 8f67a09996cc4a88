"""Data of another place or year, scaled to the city's own (GPC Ch. 5)."""

from summitry.core.inventory.methods.calculation import GIVEN, Calculation, Step


def scale_quantity(
    available: float, *, inventory_driver: float, available_driver: float
) -> Calculation[float]:
    """Scale a figure by a driver such as population, floor area or GDP.

    ``available_driver`` belongs to the figure that is known, ``inventory_driver`` to the
    city and year of the inventory; both in one unit, the first above zero.
    """
    result = available * inventory_driver / available_driver
    return Calculation(
        result,
        "I = A · F_inventory / F_available",
        (
            Step("A", "available figure", available, "its unit", GIVEN),
            Step("F_inventory", "driver, inventory", inventory_driver, "1", GIVEN),
            Step("F_available", "driver, available", available_driver, "1", GIVEN),
            Step("I", "scaled figure", result, "its unit"),
        ),
    )
