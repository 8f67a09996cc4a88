import csv
from importlib.resources import files

from summitry.data.publishers import publisher_name
from summitry.data.sample import load_sample


def _known() -> set[str]:
    table = (files("summitry.data") / "publishers.csv").read_text(encoding="utf-8")
    return {row["name"] for row in csv.DictReader(table.splitlines())}


def test_publisher_has_its_chinese_name_on_chinese_pages_only():
    name = "Guiyang Municipal People's Government"
    assert publisher_name(name, "zh-hans") == "贵阳市人民政府"
    assert publisher_name(name, "en") == name


def test_publisher_without_a_row_keeps_its_name():
    assert publisher_name("asxw.net", "zh-hans") == "asxw.net"


def test_every_row_names_a_publisher_of_the_tables():
    data_sets = (files("summitry.data") / "sources.csv").read_text(encoding="utf-8")
    used = {source.publisher for source in load_sample().sources}
    used |= {row["publisher"] for row in csv.DictReader(data_sets.splitlines())}
    assert _known() <= used
