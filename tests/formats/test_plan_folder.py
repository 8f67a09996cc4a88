import pytest

from summitry.core.errors import UnreadableFileError
from summitry.formats.plan_folder import list_plan_files, read_plan_file


@pytest.mark.parametrize(
    ("content", "city"),
    [
        ("city: CN GYA\nbase_year: 2020\n", "CN GYA"),
        ("base_year: 2020\ncity: cn  gya   # Guiyang\n", "CN GYA"),
        ("city: 贵阳\r\nbase_year: 2020\r\n", "贵阳"),
        ('city: "CN GYA"\n', "CN GYA"),
        ("{city: CN GYA, base_year: 2020}", "CN GYA"),
        ("\ufeffcity: CN GYA\n", "CN GYA"),
        ("notes: |\n  city: SE MMA\ncity: CN GYA\n", "CN GYA"),
        ("city: CN GYA\ncity: SE MMA\n", ""),
        ("city: [", ""),
        ("city: [1]", ""),
        ("- city", ""),
        ("", ""),
    ],
)
def test_the_city_is_found(tmp_path, content, city):
    (tmp_path / "a.yaml").write_text(content, encoding="utf-8")
    (found,) = list_plan_files(tmp_path)
    assert (found.name, found.city) == ("a.yaml", city)


def test_files_are_listed_by_name_and_those_of_other_kinds_left_out(tmp_path):
    for name in ("b.yaml", "A.YML", "c.json", "notes"):
        (tmp_path / name).write_text("city: X")
    (tmp_path / "d.yaml").mkdir()
    assert [each.name for each in list_plan_files(tmp_path)] == ["A.YML", "b.yaml"]


def test_a_file_that_changed_is_told(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("city: X")
    (found,) = list_plan_files(tmp_path)
    assert read_plan_file(tmp_path, found) == b"city: X"
    path.write_text("city: Y")
    with pytest.raises(UnreadableFileError, match="was changed meanwhile"):
        read_plan_file(tmp_path, found)
    path.unlink()
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        read_plan_file(tmp_path, found)
