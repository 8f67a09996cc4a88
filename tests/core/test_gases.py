import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.gases import GwpTable, gwp, gwp_of_line
from summitry.data.gwp import load_gwp_table

TABLE = load_gwp_table()


@pytest.mark.parametrize(
    ("gas", "origin", "gwp_set", "value"),
    [
        ("CO2", "none", "SAR", 1),
        ("CH4", "none", "AR4", 25),
        ("CH4", "none", "AR5", 28),
        ("CH4", "none", "AR6", 27.9),
        ("CH4", "fossil", "AR5", 30),
        ("CH4", "biogenic", "AR5", 28),
        ("CH4", "fossil", "AR5CCF", 36),
        ("CH4", "biogenic", "AR5CCF", 34),
        ("CH4", "fossil", "AR6", 29.8),
        ("CH4", "biogenic", "AR6", 27.0),
        ("CH4", "fossil", "AR4", 25),
        ("N2O", "none", "AR5", 265),
        ("NF3", "none", "TAR", 10800),
        ("hfc134a", "none", "AR6", 1530),
        ("R-410A", "none", "AR4", 2087.5),
        ("R410A", "none", "AR5", 1923.5),
        ("R-410A", "none", "AR6", 2255.5),
    ],
)
def test_gwp_gives_the_published_value(gas, origin, gwp_set, value):
    assert gwp(TABLE, gas, gwp_set=gwp_set, origin=origin) == pytest.approx(value)


@pytest.mark.parametrize(
    ("gwp_set", "origin", "value"),
    [("AR4", "fossil", 25), ("AR5", "fossil", 28), ("AR6", "fossil", 29.8)],
)
def test_gwp_of_line_splits_methane_under_ar6_alone(gwp_set, origin, value):
    """Conventions 3.3."""
    assert gwp_of_line(TABLE, "CH4", gwp_set=gwp_set, origin=origin) == value


def test_gwp_of_line_ignores_the_origin_of_other_gases():
    assert gwp_of_line(TABLE, "N2O", gwp_set="AR6", origin="biogenic") == 273


@pytest.mark.parametrize(
    ("gas", "origin", "gwp_set", "errors"),
    [
        (
            "HFC-999",
            "none",
            "AR6",
            {
                "gas": "must be a gas such as CH4, HFC-134a or R-410A, got 'HFC-999'; "
                "near it: HFE-7100, HFC-41, HFC-32"
            },
        ),
        (
            "NF3",
            "none",
            "SAR",
            {"set": "has no value for NF3, got 'SAR'; use TAR, AR4, AR5, AR5CCF, AR6"},
        ),
        (
            "N2O",
            "fossil",
            "AR6",
            {"origin": "is for CH4 only, got 'fossil' with N2O; leave it out"},
        ),
    ],
)
def test_gwp_refuses_by_key(gas, origin, gwp_set, errors):
    with pytest.raises(InvalidDataError) as caught:
        gwp(TABLE, gas, gwp_set=gwp_set, origin=origin)
    assert caught.value.errors.keys() == errors.keys()
    if gas != "HFC-999":
        assert caught.value.errors == errors


def test_table_refuses_a_blend_that_is_not_whole():
    with pytest.raises(InvalidDataError, match="R-1: mass fractions must add up to 1"):
        GwpTable({}, {"R-1": {"HFC-32": 0.4}})
