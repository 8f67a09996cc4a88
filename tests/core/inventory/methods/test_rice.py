import pytest

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.parameter import Parameter
from summitry.core.inventory.methods.rice import Amendment, RiceField, grow_rice


def factor(value):
    return Parameter(value, "factor")


def field(area_ha=1000.0, days=120.0, water=1.0, pre_season=1.0, amendments=()):
    return RiceField(
        area_ha=area_ha,
        days=days,
        water=factor(water),
        pre_season=factor(pre_season),
        amendments=amendments,
    )


def grow(*fields):
    return grow_rice(fields, baseline=factor(1.30), exponent=factor(0.59)).result


def test_a_field_under_water_emits_the_baseline():
    assert grow(field()) == pytest.approx((1000 * 120 * 1.3 / 1000,))


def test_water_and_organic_matter_scale_it():
    straw = (Amendment("straw", 6, factor(1)), Amendment("compost", 2, factor(0.05)))
    dry, rich = grow(field(water=0.52, pre_season=0.68), field(amendments=straw))
    assert dry == pytest.approx(156 * 0.52 * 0.68)
    assert rich == pytest.approx(156 * 7.1**0.59)


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        ([], ["fields"]),
        ([field(area_ha=-1)], ["fields.0.area_ha"]),
        ([field(), field(days=367)], ["fields.1.days"]),
        (
            [field(amendments=(Amendment("straw", -1, factor(1)),))],
            ["fields.0.amendments.0.t_per_ha"],
        ),
    ],
)
def test_fields_are_refused_by_key(fields, keys):
    with pytest.raises(InvalidDataError) as caught:
        grow(*fields)
    assert list(caught.value.errors) == keys
