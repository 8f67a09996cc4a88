import pytest

from summitry.core.reported import Actor
from summitry.web.network.actions import ensure_organisations
from summitry.web.network.models import Alias, Identifier, Organisation, Place


def ensure(*actors):
    found, new = ensure_organisations(actors)
    return [found[actor.scheme, actor.identifier].slug for actor in actors], len(new)


def actor(name, country, *, scheme="test", identifier="1", kind="city"):
    return Actor(
        name=name, scheme=scheme, identifier=identifier, country=country, kind=kind
    )


def test_actor_is_known_by_its_identifier_under_any_name(empty):
    assert ensure(actor("Malmö", "SE")) == (["se-mma"], 1)
    assert ensure(actor("Something else", "DE")) == (["se-mma"], 0)


def test_table_comes_before_the_name(empty):
    # CDP's account 43940 is Malmö, whatever the row calls it.
    given = actor("Lund", "SE", scheme="cdp", identifier="43940")
    assert ensure(given) == (["se-mma"], 1)


def test_unique_name_in_either_script_finds_the_place(empty):
    given = (
        actor("Guiyang", "CN", identifier="a"),
        actor("贵阳", "CN", identifier="b"),
        actor("Malmo", "SE", identifier="c"),
    )
    assert ensure(*given) == (["cn-gya", "cn-gya", "se-mma"], 2)
    assert Place.objects.count() == 2
    assert Organisation.objects.get(slug="cn-gya").name_zh == "贵阳"


@pytest.mark.parametrize("name", ["Suzhou", "Fuzhou", "Yulin", "Taizhou"])
def test_homonyms_are_never_picked(empty, name):
    assert ensure(actor(name, "CN", identifier=name.lower())) == (
        [f"test-{name.lower()}"],
        1,
    )
    assert Organisation.objects.get().place is None
    assert Place.objects.count() == 0


def test_glued_names_of_ceads_tell_homonyms_apart(empty):
    given = [
        actor(name, "CN", scheme="ceads", identifier=name)
        for name in ("江苏苏州", "安徽宿州", "江西抚州", "福建福州")
    ]
    ensure(*given)
    subdivisions = Organisation.objects.values_list("place__subdivision", flat=True)
    assert len(set(subdivisions)) == Place.objects.count() == 4


def test_name_of_another_country_is_no_match(empty):
    assert ensure(actor("Guiyang", "SE")) == (["test-1"], 1)


def test_region_has_no_place_even_if_a_city_is_called_so(empty):
    assert ensure(actor("Malmö", "SE", kind="region")) == (["test-1"], 1)
    kept = Organisation.objects.get()
    assert (kept.kind, kept.place, kept.country) == ("regional_government", None, "SE")


def test_identifier_in_chinese_makes_an_address(empty):
    slugs, _ = ensure(
        actor("某地", "CN", identifier="某地"), actor("别处", "CN", identifier="别处")
    )
    assert slugs == ["test-bd4794eb", "test-3a1610de"]


def test_identifiers_that_look_alike_are_two_organisations(empty):
    slugs, new = ensure(
        actor("Xyzzy", "SE", identifier="Ab 1"), actor("Plugh", "SE", identifier="ab-1")
    )
    assert (len(set(slugs)), new) == (2, 2)


def test_other_names_are_remembered_once(empty):
    for name in ("City of Malmö", "Malmö", "City of Malmö", "Malmö stad"):
        ensure(actor(name, "SE", scheme="cdp", identifier="43940"))
    names = Alias.objects.order_by("name").values_list("name", flat=True)
    assert list(names) == ["City of Malmö", "Malmö stad"]
    assert Identifier.objects.get().value == "43940"
