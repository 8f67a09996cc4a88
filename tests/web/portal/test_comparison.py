import pytest

from summitry.core.emissions.peak import judge_peak
from summitry.core.emissions.series import series_of
from summitry.web.portal.comparison import (
    compare,
    find_city,
    judged_of,
    label_city,
    latest_sectors,
    populations,
)
from summitry.web.portal.queries import CityEntry, SeriesSummary, city_index

AS_OF = 2026


def series(pk, values, basis="territorial", dataset="gpc"):
    figures = series_of(values)
    verdicts = judge_peak(figures, AS_OF)
    return SeriesSummary(pk, dataset, basis, "administrative", figures, verdicts)


def city(slug, *own, name="Xyzzy", name_zh="", names=()):
    return CityEntry(
        slug=slug,
        name=name,
        name_zh=name_zh,
        names=names,
        country=slug[:2].upper(),
        latitude=None,
        longitude=None,
        population=None,
        series=own,
        commitments=0,
        networks=(),
        convenings=(),
    )


A = city(
    "se-a",
    series(1, {2000: 10.0, 2005: 8.0, 2010: 5.0}),
    series(2, {2005: 4.0}, "scopes_1_2"),
    name="Aby",
    name_zh="奥",
)
B = city("se-b", series(3, {2005: 40.0, 2010: 60.0}), name="Bro", names=("Brå",))
C = city("cn-c", series(4, {1990: 1.0}, "territorial_co2"), name="Bro")
INDEX = {entry.slug: entry for entry in (A, B, C)}


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("se-a", ["se-a"]),
        (" SE-A ", ["se-a"]),
        ("aby", ["se-a"]),
        ("奥", ["se-a"]),
        ("brå", ["se-b"]),
        (label_city(A), ["se-a"]),
        (label_city(C), ["cn-c"]),
        ("Bro", ["se-b", "cn-c"]),
        ("nowhere", []),
        ("\x00", []),
    ],
)
def test_a_city_is_found_by_address_label_or_name(text, slugs):
    assert [entry.slug for entry in find_city(text, INDEX).entries] == slugs


def test_label_says_both_scripts_and_the_country():
    assert label_city(A) == "Aby · 奥 (SE)"


def test_the_common_basis_is_chosen_else_the_longest_series():
    same = compare([A, B])
    assert (same.basis, same.is_mixed) == ("territorial", False)
    mixed = compare([A, C])
    assert (mixed.basis, mixed.is_mixed) == ("longest", True)
    narrow = compare([A, B], basis="scopes_1_2")
    assert [one.entry.slug for one in narrow.cities] == ["se-a"]
    assert [entry.slug for entry in narrow.without] == ["se-b"]
    assert compare([A, B], basis="anything").basis == "territorial"


def test_an_index_starts_at_the_first_common_year():
    found = compare([A, B], measure="index")
    assert (found.base_year, found.base_years) == (2005, (2005, 2010))
    assert [dict(one.values) for one in found.cities] == [
        {2000: 125.0, 2005: 100.0, 2010: 62.5},
        {2005: 100.0, 2010: 150.0},
    ]
    early = compare([A, B], measure="index", base_year=2000)
    assert [entry.slug for entry in early.without] == ["se-b"]
    assert compare([A, C], measure="index").cities == ()


def test_per_head_takes_the_nearest_population_within_ten_years(sample):
    malmo = city_index(AS_OF)["se-mma"]
    years = populations([malmo])["se-mma"]
    (found,) = compare([malmo], measure="per_head", basis="territorial").cities
    tonnes = {p.year: p.value for p in found.series.figures.points}
    assert found.farthest <= 10
    assert set(found.values) < set(tonnes)
    for year, value in found.values.items():
        of, people = found.population[year]
        assert people == years[of]
        assert abs(of - year) == min(abs(other - year) for other in years)
        assert value == pytest.approx(tonnes[year] / people)
    nobody = city("se-nobody", series(9, {2020: 1.0}))
    assert compare([nobody], measure="per_head").without == (nobody,)


def test_sectors_are_those_of_the_latest_inventory(sample):
    index = city_index(AS_OF)
    malmo, york, guiyang = (index[s] for s in ("se-mma", "us-nyc", "cn-gya"))
    smhi, gpc = latest_sectors([malmo, york, guiyang])
    assert smhi.entry is malmo
    assert (smhi.year, len(smhi.tonnes)) == (2024, 9)
    total = malmo.series[0].figures.points[-1].value
    assert sum(smhi.tonnes.values()) == pytest.approx(total)
    assert list(gpc.tonnes) == ["Stationary energy", "Transportation", "Waste"]
    last = gpc.series.figures.points[-1]
    assert gpc.year == last.year
    assert sum(gpc.tonnes.values()) == pytest.approx(last.value, rel=0.005)


def test_commitments_come_in_the_order_of_the_cities(sample):
    index = city_index(AS_OF)
    slugs = ["us-nyc", "se-mma"]
    judged = judged_of([index[slug] for slug in slugs], AS_OF)
    places = [one.commitment.organisation.place.slug for one in judged]
    assert places == sorted(places, key=slugs.index)
    assert set(places) == set(slugs)
