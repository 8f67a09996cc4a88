import pytest

from summitry.core.commitments.targets import (
    BaseYear,
    BelowPeak,
    BelowPeakToCome,
    FixedLevel,
    NetZero,
    PeakYear,
)
from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.formats.commitments_csv import (
    KINDS,
    PledgeRow,
    read_commitments_csv,
    target_of,
)

HEADER = "city,kind,base_year,base_co2e_t,target_year,reduction,level_t\n"


def read(rows):
    return read_commitments_csv((HEADER + rows).encode(), "c.csv").rows


def test_reads_a_row_with_what_it_says():
    assert read("贵阳,base_year,1990,1460000,2030,0.7,\n\nLund,other,,,,,\n") == (
        PledgeRow(
            row=2,
            city="贵阳",
            kind="base_year",
            base_year=1990,
            base_co2e_t=1_460_000,
            target_year=2030,
            reduction=0.7,
            level_t=None,
        ),
        PledgeRow(
            row=4,
            city="Lund",
            kind="other",
            base_year=None,
            base_co2e_t=None,
            target_year=None,
            reduction=None,
            level_t=None,
        ),
    )


@pytest.mark.parametrize(
    ("cells", "target"),
    [
        ("base_year,1990,100,2030,0.7,", BaseYear(100, 0.7)),
        ("base_year,1990,100,2030,0.7,30.9", BaseYear(100, 0.7)),  # rounded
        ("base_year,1990,,2030,0.7,30", FixedLevel(30)),
        ("base_year,1990,,2030,0.7,", None),
        ("below_peak,,100,2035,0.1,", BelowPeak(100, 0.1)),
        ("below_peak,,,2035,0.1,", BelowPeakToCome(0.1)),
        ("below_peak,,,2035,0.1,90", FixedLevel(90)),
        ("below_peak,,,2035,,", None),
        ("peak_year,,,2030,,", PeakYear()),
        ("net_zero,,,2050,,0", NetZero(0)),
        ("net_zero,,,2050,,", None),
    ],
)
def test_row_comes_to_the_target_of_its_kind(cells, target):
    assert target_of(read(f"A,{cells}\n")[0]) == target


@pytest.mark.parametrize(
    "kind", [k for k in KINDS if k not in ("peak_year", "net_zero")]
)
def test_every_other_kind_is_judged_by_its_level_alone(kind):
    with_level, without = read(f"A,{kind},,,2030,,5\nA,{kind},,,2030,,\n")
    assert (target_of(with_level), target_of(without)) == (FixedLevel(5), None)


def test_faults_are_told_by_row_and_column():
    rows = (
        ",x,20,0,2030,70,a\nA,base_year,2030,5,2020,0.5,4\nA,base_year,,,,,\nA,other\n"
        "A,base_year,1e3,-1,0000,-0.1,-1\n"
    )
    with pytest.raises(InvalidDataError) as caught:
        read(rows)
    tonnes = "without thousands separators, or empty, got"
    fraction = "must be a fraction from 0 to 1 (0.4 for 40 %), or empty, got"
    year = "must be a year of four digits or empty, got"
    assert caught.value.errors == {
        "row 5": "must have 7 cells like the header, got 2",
        "row 2, city": "must name a city, got an empty cell",
        "row 2, kind": f"must be one of {', '.join(KINDS)}, got 'x'",
        "row 2, base_year": f"{year} '20'",
        "row 2, base_co2e_t": f"must be a number of tonnes above 0 {tonnes} '0'",
        "row 2, reduction": f"{fraction} '70'",
        "row 2, level_t": f"must be a number of tonnes of at least 0 {tonnes} 'a'",
        "row 3, target_year": "must be after the base year 2030, got 2020",
        "row 3, level_t": "must be what base_co2e_t and reduction mean, 2.5, or empty, "
        "got '4'",
        "row 6, base_year": f"{year} '1e3'",
        "row 6, target_year": f"{year} '0000'",
        "row 6, base_co2e_t": f"must be a number of tonnes above 0 {tonnes} '-1'",
        "row 6, reduction": f"{fraction} '-0.1'",
        "row 6, level_t": f"must be a number of tonnes of at least 0 {tonnes} '-1'",
    }


def test_a_file_without_a_pledge_is_refused():
    with pytest.raises(UnreadableFileError, match="no row of a pledge below it"):
        read("")
