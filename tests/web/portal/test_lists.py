import pytest

from summitry.web.portal.lists import fold, list_cities, list_commitments
from summitry.web.portal.queries import city_index
from summitry.web.portal.register import judged_register


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Malmö", "malmo"),
        ("  MALMO ", "malmo"),
        ("贵阳", "贵阳"),
        ("São Paulo", "sao paulo"),
    ],
)
def test_fold_leaves_out_case_and_accents(name, folded):
    assert fold(name) == folded


def found(**asked):
    return [entry.slug for entry in list_cities(city_index(2026).values(), asked)]


@pytest.mark.parametrize("name", ["贵阳", "guiyang", "GUIYANG", " Guiyang "])
def test_guiyang_is_found_in_either_script(sample, name):
    assert "cn-gya" in found(q=name)
    assert set(found(q=name)) <= {"cn-gya", "cn-gyg"}


@pytest.mark.parametrize("name", ["malmo", "Malmö", "MALMÖ", "malMÖ "])
def test_malmo_is_found_without_its_diaeresis(sample, name):
    assert found(q=name) == ["se-mma"]


def test_filters_narrow_together(sample):
    every, chinese = found(), found(country="CN")
    index = city_index(2026)
    assert len(every) == len(index)
    assert set(chinese) == {slug for slug in every if index[slug].country == "CN"}
    peaked = set(found(verdict="Peaked"))
    assert set(found(country="CN", verdict="Peaked")) == peaked & set(chinese)
    assert "cn-gya" in found(network="iclei")
    assert found(network="iclei", country="CN", q="贵阳") == ["cn-gya"]
    assert found(q="no city is called so") == []


def test_verdicts_share_out_the_cities_with_figures(sample):
    labels = ("Peaked", "Not Peaked", "Unknown")
    with_figures = [entry for entry in city_index(2026).values() if entry.series]
    assert sum(len(found(verdict=label)) for label in labels) == len(with_figures)


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        ("population", lambda e: e.population or 0),
        ("emissions", lambda e: e.headline.figures.last.value if e.headline else 0),
        ("years", lambda e: len(e.headline.figures.points) if e.headline else 0),
        ("commitments", lambda e: e.commitments),
    ],
)
def test_orders_put_the_largest_first(sample, sort, value):
    index = city_index(2026)
    values = [value(index[slug]) for slug in found(sort=sort)]
    assert values == sorted(values, reverse=True)
    assert values[0] > values[-1]


def test_without_an_order_names_are_alphabetical(sample):
    names = [entry.name for entry in city_index(2026).values()]
    assert names == sorted(names)


@pytest.mark.parametrize("name", ["malmo", "Malmö", "MALMÖ", "malMÖ "])
def test_commitments_are_found_as_cities_are(sample, name):
    chosen = list_commitments(judged_register(2026), {"q": name})
    assert {one.commitment.organisation.slug for one in chosen} == {"se-mma"}


def test_commitments_of_a_kind_country_and_year(sample):
    asked = {"kind": "net_zero", "country": "SE", "until": 2040}
    chosen = [one.commitment for one in list_commitments(judged_register(2026), asked)]
    assert chosen
    assert {(c.kind, c.organisation.country) for c in chosen} == {("net_zero", "SE")}
    assert max(c.target_year for c in chosen) <= 2040


@pytest.mark.parametrize(("sort", "reverse"), [("likely", True), ("unlikely", False)])
def test_commitments_are_sorted_by_probability_and_the_unjudged_come_last(
    sample, sort, reverse
):
    chances = [
        one.judgement.probability_kept
        for one in list_commitments(judged_register(2026), {"sort": sort})
    ]
    known = [chance for chance in chances if chance is not None]
    assert chances[: len(known)] == sorted(known, reverse=reverse)


def test_states_share_out_the_register(sample):
    register = judged_register(2026)
    states = ("on_track", "off_track", "judged", "unmeasured")
    found = [len(list_commitments(register, {"state": state})) for state in states]
    assert sum(found) == len(register)
