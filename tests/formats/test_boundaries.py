import pytest

from summitry.formats.boundaries import read_boundary
from summitry.formats.headers import match_headers
from summitry.formats.rows import Row

COLUMNS = match_headers(["Boundary"], {"boundary": ("boundary",)})


@pytest.mark.parametrize(
    ("wording", "boundary", "warned"),
    [
        ("Administrative boundary of a local government ", "administrative", False),
        ("Same – covers entire city and nothing else", "administrative", False),
        ("City / Municipality\t\t", "administrative", False),
        (("Other: Geopolitical boundary - physical areas over which local government has "
         "jurisdictional control."), "administrative", False),
        ("A Metropolitan area", "metropolitan", False),
        ("Larger – covers the whole city and adjoining areas", "larger", False),
        ("Smaller – covers only part of the city", "partial", False),
        ("Partial – covers part of the city and adjoining areas", "mixed", False),
        ("Combination of administrative divisions", "mixed", False),
        ("", "unknown", False),
        ("0", "unknown", True),
        ("County", "unknown", True),
    ],
)  # fmt: skip
def test_read_boundary_maps_the_wordings_of_all_years(wording, boundary, warned):
    row = Row(2, (wording,), COLUMNS)
    assert read_boundary(row, "boundary") == boundary
    assert [warning.value for warning in row.warnings] == [wording] * warned
