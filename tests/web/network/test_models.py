import pytest
from django.db import IntegrityError
from django.utils.translation import override

from summitry.web.network.models import Organisation, Place


@pytest.mark.parametrize(
    "wrong", [{"latitude": 90.1}, {"latitude": -90.1}, {"longitude": 180.1}]
)
def test_place_outside_the_globe_is_refused(empty, wrong):
    with pytest.raises(IntegrityError, match="itude_range"):
        Place.objects.create(slug="xx-xxx", name="X", country="XX", **wrong)


def test_poles_and_unknown_coordinates_are_kept(empty):
    for slug, latitude in (("a", 90), ("b", -90), ("c", None)):
        Place.objects.create(slug=slug, name=slug, country="XX", latitude=latitude)
    assert Place.objects.count() == 3


def test_locode_is_given_once_and_may_be_missing(empty):
    for slug in ("a", "b"):
        Place.objects.create(slug=slug, name=slug, country="XX")
    Place.objects.create(slug="c", name="c", country="XX", locode="XX AAA")
    with pytest.raises(IntegrityError):
        Place.objects.create(slug="d", name="d", country="XX", locode="XX AAA")


def test_name_follows_the_language_of_the_page():
    both = Organisation(name="Guiyang", name_zh="贵阳")
    one = Organisation(name="Malmö")
    with override("zh-hans"):
        assert (both.local_name, both.other_name) == ("贵阳", "Guiyang")
        assert (one.local_name, one.other_name) == ("Malmö", "")
    assert (both.local_name, both.other_name) == ("Guiyang", "贵阳")
