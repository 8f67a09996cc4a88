"""What the gases of a list are worth in CO2, each named once."""

from collections.abc import Sequence

from summitry.core.errors import InvalidDataError
from summitry.core.gases import GwpSet, GwpTable, Origin, gwp_of_line


def weigh_gases(
    names: Sequence[str], table: GwpTable, *, gwp_set: GwpSet, origin: Origin = "none"
) -> tuple[float, ...]:
    """Return the GWP of each gas or blend; ``origin`` is that of methane among them.

    Raises InvalidDataError by place (``gases.0.gas``): no gas, one named twice, whatever
    its hyphens and capitals, and one the set has no value for.
    """
    wrong: dict[str, str] = {} if names else {"gases": "must have a gas, got none"}
    seen: dict[str, str] = {}
    worth: list[float] = []
    for place, name in enumerate(names):
        plain = "".join(name.split()).replace("-", "").casefold()
        if plain in seen:
            wrong[f"gases.{place}.gas"] = (
                f"must not be repeated, got {name} after {seen[plain]}"
            )
        seen.setdefault(plain, name)
        try:
            worth.append(gwp_of_line(table, name, gwp_set=gwp_set, origin=origin))
        except InvalidDataError as error:
            wrong[f"gases.{place}.gas"] = "; ".join(error.errors.values())
    if wrong:
        raise InvalidDataError(wrong)
    return tuple(worth)
