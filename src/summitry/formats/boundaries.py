"""The area an inventory covers, from the wordings of CDP and C40 to the closed list."""

from summitry.core.reported import Boundary
from summitry.formats.headers import header_key
from summitry.formats.rows import Row

#: The wordings of CDP 2016-2020 and C40 2023 whose relation to the city's border is
#: plain. A wording that only names some unit ("County") stays unknown.
WORDINGS: dict[Boundary, tuple[str, ...]] = {
    "administrative": (
        "Administrative boundary of a local government",
        "Administrative boundary of local authority",
        "City / Municipality",
        "Same – covers entire city and nothing else",
        "Same (city-wide) – covers entire city and nothing else",
        "Other: Geopolitical Boundary",
        (
            "Other: Geopolitical Boundary - physical areas over which local government has "
            "jurisdictional control"
        ),
        "Other: Municipal boundary",
        "Other: Limites territoriais do município",
        "Whole area of the TMG jurisdiction including island area",
    ),
    "metropolitan": ("A metropolitan area", "Metropolitan area"),
    "larger": ("Larger – covers the whole city and adjoining areas",),
    "partial": ("Smaller – covers only part of the city",),
    "mixed": (
        "Partial – covers part of the city and adjoining areas",
        "Combination of administrative divisions",
    ),
}

_BOUNDARY_OF: dict[str, Boundary] = {
    header_key(wording): boundary
    for boundary, wordings in WORDINGS.items()
    for wording in wordings
}


def boundary_of(wording: str) -> Boundary | None:
    """Return the boundary that a wording names, None if it is not in the table."""
    return _BOUNDARY_OF.get(header_key(wording))


def read_boundary(row: Row, field: str) -> Boundary:
    """Read the boundary of a row; a wording that is not in the table is warned of."""
    wording = row.text(field)
    boundary = boundary_of(wording)
    if wording and boundary is None:
        row.warn(
            field, "does not say how the area relates to the city's border: unknown"
        )
    return boundary or "unknown"
