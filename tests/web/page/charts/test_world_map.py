import json

import pytest

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.web.page.charts.world_map import Dot, Group, draw_world_map, read_land

# A square island at 0–1 degrees and one at 70–69 degrees south, with one arc each,
# and an arc that no land uses.
ATLAS = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, -90]},
    "objects": {
        "land": {
            "type": "GeometryCollection",
            "geometries": [{"type": "MultiPolygon", "arcs": [[[0]], [[~2]]]}],
        }
    },
    "arcs": [
        [[0, 20], [1, 0], [0, 1], [-1, 0], [0, -1]],
        [[5, 5], [1, 1]],
        [[0, 90], [1, 0], [0, 1], [-1, 0], [0, -1]],
    ],
}


@pytest.fixture
def land_file(tmp_path):
    file = tmp_path / "land.json"
    file.write_text(json.dumps(ATLAS))
    return file


def test_land_is_without_antarctica_and_unused_arcs(land_file):
    land = read_land(land_file)
    assert land["objects"]["land"]["geometries"] == [
        {"type": "MultiPolygon", "arcs": [[[~0]]]}
    ]
    assert land["arcs"] == [ATLAS["arcs"][2]]


def test_land_of_another_file_is_refused(tmp_path):
    file = tmp_path / "other.json"
    file.write_text("{}")
    with pytest.raises(UnreadableFileError, match="no TopoJSON with an object 'land'"):
        read_land(file)


def test_dots_lie_in_the_order_of_the_groups(land_file, caption):
    dots = [
        Dot("Malmö", 13, 55.6, "there", "/m/"),
        Dot("Quito", -78.5, -0.2, "member", "/q/"),
    ]
    groups = [Group("member"), Group("there", "promise", 6)]
    chart = draw_world_map(dots, groups, caption, land_file=land_file)
    assert [row["name"] for row in chart.spec["layer"][1]["data"]["values"]] == [
        "Quito",
        "Malmö",
    ]
    assert chart.table.rows[0] == ("Malmö", "there", 13, 55.6)


def test_dot_of_no_group_is_refused(land_file, caption):
    with pytest.raises(
        InvalidDataError, match="got \\['x'\\], there are \\['member'\\]"
    ):
        draw_world_map(
            [Dot("Malmö", 13, 55.6, "x", "/")],
            [Group("member")],
            caption,
            land_file=land_file,
        )
