import pytest

from summitry.formats.ceads import SHEET, read_ceads, split_province

HEADERS = ["ID", "city", "year", "emission"]


@pytest.mark.parametrize(
    ("glued", "province", "city"),
    [
        ("贵州贵阳", "贵州", "贵阳"),
        ("吉林吉林", "吉林", "吉林"),
        ("江苏苏州", "江苏", "苏州"),
        ("安徽宿州", "安徽", "宿州"),
        ("内蒙古呼和浩特", "内蒙古", "呼和浩特"),
        ("上海", "", "上海"),
    ],
)
def test_split_province_unglues(glued, province, city):
    assert split_province(glued) == (province, city)


def test_read_ceads_turns_megatonnes_into_tonnes(write_sheet):
    path = write_sheet(SHEET, HEADERS, ["贵州贵阳2010", "贵州贵阳", 2010, 26.5])
    (record,) = read_ceads(path).records
    (inventory,) = record.inventories
    assert (record.actor.identifier, record.actor.name, record.actor.region) == (
        "贵州贵阳",
        "贵阳",
        "贵州",
    )
    assert (inventory.year, inventory.total_t, inventory.basis) == (
        2010,
        26_500_000,
        "territorial_co2",
    )


def test_read_ceads_skips_with_the_reason(write_sheet):
    rows = [
        ["", "", 2010, 1.0],
        ["x", "上海", "", 1.0],
        ["x", "上海", 2010, 0],
        ["x", "上海", 2011, "n/a"],
        ["x", "上海", 2012, 1.5],
        ["x", "上海", 2012, 1.5],
    ]
    reading = read_ceads(write_sheet(SHEET, HEADERS, *rows))
    assert [skipped.reason for skipped in reading.skipped] == [
        "the row names no city",
        "the row names no year",
        "the emissions are missing, or zero for missing",
        "the emissions are missing, or zero for missing",
        "repeats row 6, the first of 上海 for 2012, which stands",
    ]


def test_read_ceads_reads_the_real_file(real):
    reading = real("ceads-1997-2019")
    assert (reading.rows_read, len(reading.records), reading.skipped) == (
        3929,
        3929,
        (),
    )
    assert len({record.actor.identifier for record in reading.records}) == 290
    assert reading.unknown_columns == ()


def test_read_ceads_reads_guiyang(real):
    series = {
        record.inventories[0].year: record.inventories[0].total_t
        for record in real("ceads-1997-2019").records
        if record.actor.identifier == "贵州贵阳"
    }
    assert len(series) == 22
    assert 1995 in series
    assert 1997 not in series
    assert max(series, key=lambda year: series[year]) == 2017
    rounded = {
        year: round(series[year] / 1e6, 1) for year in (2010, 2011, 2014, 2017, 2019)
    }
    assert rounded == {2010: 26.7, 2011: 19.2, 2014: 34.4, 2017: 36.6, 2019: 29.9}
