"""Which settlement or area each of the 290 names of the CEADs file is."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geonames import index_by_name, load_settlements

#: Provinces as the file glues them to the city, with GeoNames' admin1 code.
PROVINCES = {
    "安徽": "01",
    "浙江": "02",
    "江西": "03",
    "江苏": "04",
    "吉林": "05",
    "青海": "06",
    "福建": "07",
    "黑龙江": "08",
    "河南": "09",
    "河北": "10",
    "湖南": "11",
    "湖北": "12",
    "新疆": "13",
    "甘肃": "15",
    "广西": "16",
    "贵州": "18",
    "辽宁": "19",
    "内蒙古": "20",
    "宁夏": "21",
    "北京": "22",
    "上海": "23",
    "山西": "24",
    "山东": "25",
    "陕西": "26",
    "天津": "28",
    "云南": "29",
    "广东": "30",
    "海南": "31",
    "四川": "32",
    "重庆": "33",
}
AREAS = Path(__file__).parent / "areas.csv"


@dataclass(frozen=True, slots=True)
class CeadsMatch:
    """A settlement by GeoNames id, or an area by slug."""

    geonames_id: int | None
    slug: str
    note: str


def split_name(glued: str) -> tuple[str, str]:
    """Return province and city of ``贵州贵阳``; a municipality is its own province."""
    (province,) = [name for name in PROVINCES if glued.startswith(name)]
    return province, glued.removeprefix(province) or province


def match_ceads(glued: str) -> CeadsMatch:
    """Return the place of a glued name, in the province it names."""
    province, city = split_name(glued)
    code = PROVINCES[province]
    if slug := _load_areas().get((code, city)):
        return CeadsMatch(None, slug, "a prefecture of the name")
    found = [
        load_settlements()[key]
        for key in index_by_name(alternates=True).get(("CN", city), ())
    ]
    here = [place for place in found if place.admin1 == code]
    if not here:
        return CeadsMatch(None, "", "no settlement of the name in the province")
    largest = max(here, key=lambda place: place.population)
    return CeadsMatch(largest.geonames_id, "", f"the largest of the name in {province}")


@cache
def _load_areas() -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    with AREAS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for name in (row["name_zh"], *row["other_names"].split("|")):
                if row["country"] == "CN" and name:
                    names[row["admin1"], name] = row["slug"]
    return names
