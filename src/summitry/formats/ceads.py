"""CEADs: CO2 of 290 Chinese cities, 1997–2019 (Shan et al. 2022)."""

from pathlib import Path

from summitry.core.reported import Actor, ReportedInventory
from summitry.formats.headers import match_headers, require_fields
from summitry.formats.reading import Reading, Record
from summitry.formats.rows import Row, collect, make_reading, table_rows
from summitry.formats.tables import read_sheet

KIND = "ceads"
SOURCE = "ceads-1997-2019"
SHEET = "emission vector"
TONNES_PER_MEGATONNE = 1_000_000

_WORDINGS: dict[str, tuple[str, ...]] = {
    "city": ("city",),
    "year": ("year",),
    "emissions_mt": ("emission",),
}

#: Provinces and autonomous regions as CEADs glues them before a city's name; the four
#: municipalities stand alone.
PROVINCES: tuple[str, ...] = (
    "云南", "内蒙古", "吉林", "四川", "宁夏", "安徽", "山东", "山西", "广东", "广西",
    "新疆", "江苏", "江西", "河北", "河南", "浙江", "海南", "湖北", "湖南", "甘肃",
    "福建", "西藏", "贵州", "辽宁", "陕西", "青海", "黑龙江",
)  # fmt: skip


def read_ceads(path: Path) -> Reading:
    """Read the CO2 emissions of Chinese cities; million tonnes become tonnes CO2.

    One row is one city and year; the rows are in no order. The glued name of province
    and city is the identifier, so that homonyms stay apart.

    Raises
    ------
    UnreadableFileError
        The file is no workbook with the sheet "emission vector".

    Source: CEADs; Shan et al. 2022, Science Bulletin, doi 10.1016/j.scib.2022.08.024.
    """
    table = read_sheet(path, SHEET)
    columns = match_headers(table.headers, _WORDINGS, unused=("ID",))
    require_fields(columns, _WORDINGS, file=path.name, fields=tuple(_WORDINGS))
    collected = collect(table_rows(table, columns), _read_row)
    return make_reading(KIND, SOURCE, table, columns=columns, collected=collected)


def split_province(glued: str) -> tuple[str, str]:
    """Split ``贵州贵阳`` into province and city; a municipality has no province.

    >>> split_province("贵州贵阳")
    ('贵州', '贵阳')
    """
    for province in PROVINCES:
        if glued.startswith(province) and glued != province:
            return province, glued.removeprefix(province)
    return "", glued


def _read_row(row: Row) -> Record:
    glued, year = row.text("city"), row.year_at("year")
    if not glued:
        raise row.skip("city", "the row names no city")
    if year is None:
        raise row.skip("year", "the row names no year")
    emissions_mt = row.tonnes_at("emissions_mt")
    if not emissions_mt:
        raise row.skip("emissions_mt", "the emissions are missing, or zero for missing")
    province, city = split_province(glued)
    actor = Actor(
        name=city,
        scheme="ceads",
        identifier=glued,
        country="CN",
        country_name="China",
        region=province,
    )
    inventory = ReportedInventory(
        year=year,
        first_day=str(year),
        last_day=str(year),
        total_t=emissions_mt * TONNES_PER_MEGATONNE,
        basis="territorial_co2",
        boundary="administrative",
        derivation="reported total, printed in million tonnes of CO2",
        protocol="CEADs",
        gases="CO2",
    )
    return Record(row.number, actor, inventories=(inventory,))
