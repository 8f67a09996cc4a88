import pytest

from summitry.core.errors import UnreadableFileError
from summitry.formats.headers import header_key, match_headers, require_fields

WORDINGS = {"boundary": ("Boundary", "Inventory Boundary"), "basic": ("BASIC",)}


@pytest.mark.parametrize(
    "header",
    ["Land area (in square km)", "\u200bLand area (in square km)", "LAND_AREA  in square\u00a0km",
     "Land.area..in.square.km."],
)  # fmt: skip
def test_header_key_ignores_what_carries_no_meaning(header):
    assert header_key(header) == "landareainsquarekm"


def test_header_key_tells_basic_plus_from_basic():
    assert (header_key("BASIC "), header_key("BASIC+")) == ("basic", "basic+")


def test_match_headers_finds_fields_and_lists_the_unknown():
    headers = [
        "inventory boundary\u00a0",
        "C40",
        "BASIC",
        "Mood",
        "NET BASIC x",
        "Boundary",
    ]
    columns = match_headers(
        headers, WORDINGS, unused=("C40",), unused_prefixes=("Net ",)
    )
    assert columns.positions == {"boundary": 0, "basic": 2}
    assert columns.unknown == ("Mood", "Boundary")


def test_require_fields_names_what_is_missing_and_what_there_is():
    columns = match_headers(["Mood", "BASIC"], WORDINGS)
    with pytest.raises(UnreadableFileError) as caught:
        require_fields(columns, WORDINGS, file="x.csv", fields=("basic", "boundary"))
    assert str(caught.value) == (
        "x.csv: lacks the column(s) 'Inventory Boundary'; its header begins "
        "'Mood', 'BASIC'. Is it another kind of file?"
    )
