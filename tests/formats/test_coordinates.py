import pytest

from summitry.formats.coordinates import parse_point


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("POINT (13.0038 55.605)", (55.605, 13.0038)),
        ("(-10.249091, -48.324286)", (-10.249091, -48.324286)),
        ("_\n(37.8, -122.4)", (37.8, -122.4)),
        ("", None),
        ("POINT (55.605 130.038)", None),
        ("somewhere", None),
    ],
)
def test_parse_point_reads_both_orders(text, point):
    assert parse_point(text) == point
