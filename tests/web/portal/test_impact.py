import math

import pytest

from summitry.core.commitments.judgement import Judgement
from summitry.core.commitments.targets import FixedLevel
from summitry.core.emissions.peak import judge_peak
from summitry.core.emissions.series import Point, series_of
from summitry.web.commitments.models import Commitment
from summitry.web.convenings.models import Convening
from summitry.web.inventories.models import Basis
from summitry.web.network.models import Organisation, Place
from summitry.web.portal.impact import (
    CITY_UNCERTAINTY,
    SHARED_FACTORS,
    add_up,
    impact_of,
)
from summitry.web.portal.members import Member, everyone, members_of
from summitry.web.portal.queries import CityEntry, SeriesSummary
from summitry.web.portal.register import JudgedCommitment, SeriesJudgement

AS_OF = 2026


def series(pk, values, basis="territorial", boundary="administrative", dataset="gpc"):
    figures = series_of(values)
    verdicts = judge_peak(figures, AS_OF)
    return SeriesSummary(pk, dataset, basis, boundary, figures, verdicts)


def promise(on, year, level_t, base=None):
    made = SeriesJudgement(
        on, base, base is not None, FixedLevel(level_t), None, Judgement(0.5)
    )
    commitment = Commitment(target_year=year, kind="fixed_level")
    return JudgedCommitment(commitment, (made,), (), Judgement(None, "no_level"))


def member(slug, own=(), judged=(), population=1_000):
    entry = CityEntry(
        slug=slug,
        name=slug,
        name_zh="",
        names=(),
        country=slug[:2].upper(),
        latitude=None,
        longitude=None,
        population=population,
        series=tuple(own),
        commitments=len(judged),
        networks=(),
        convenings=(),
    )
    return Member(slug, slug, "", entry.country, slug, entry, tuple(judged))


def only_total(*members, by_year=2030):
    (total,) = add_up(members, AS_OF, by_year=by_year).totals
    return total


def test_nearest_promise_counts_and_the_naive_sum_is_told_apart(empty):
    one = series(1, {2020: 12_000.0, 2024: 10_000.0})
    two = series(2, {2023: 5_000.0})
    late = [promise(one, 2025, 9_000.0), promise(one, 2030, 4_000.0)]
    settled = promise(one, 2024, 1.0)
    later = promise(one, 2050, 0.0)
    city = member("se-a", [one], [settled, *late, later])
    total = only_total(city, member("no-b", [two]))
    assert (total.latest_t, total.level.conservative) == (15_000, 9_000)
    assert total.level.proportional == 9_000
    assert (total.naive_t, total.promises, total.naive_is_wrong) == (8_000, 2, True)
    assert [c.country for c in total.countries] == ["SE", "NO"]
    assert only_total(city, by_year=2050).level.conservative == 0
    kept = only_total(member("se-a", [one], late[:1]))
    assert (kept.naive_is_wrong, kept.naive_t) == (False, 9_000)


def test_a_level_above_the_figure_is_no_cut(empty):
    one = series(1, {2024: 10_000.0})
    total = only_total(member("se-a", [one], [promise(one, 2030, 12_000.0)]))
    assert total.level.conservative == total.naive_t == 10_000


def test_bases_are_never_added_and_wider_areas_are_named(empty):
    city = member(
        "se-a",
        [
            series(1, {2024: 10_000.0}),
            series(2, {2024: 500.0}, "territorial_co2"),
            series(3, {2024: 900.0}, "scopes_1_2", "metropolitan"),
            series(4, {2024: 700.0}, "as_reported"),
        ],
    )
    other = member("se-b", [series(5, {2024: 20_000.0}, "scopes_1_2")])
    impact = add_up([city, other], AS_OF, by_year=2030)
    assert [(t.basis, t.latest_t) for t in impact.totals] == [
        (Basis.TERRITORIAL, 10_000),
        (Basis.SCOPES_1_2, 20_000),
        (Basis.TERRITORIAL_CO2, 500),
    ]
    assert [m.slug for m in impact.totals[1].wider] == ["se-a"]


def test_figures_and_bases_that_no_city_emits_are_named_not_added(empty):
    slip = member("se-a", [series(1, {2024: 61_000.0}, dataset="cdp-emissions")])
    fine = series(2, {2024: 10_000.0}, dataset="cdp-emissions")
    wrong_base = promise(fine, 2030, 5.0, base=Point(1990, 50.0))
    total = only_total(slip, member("se-b", [fine], [wrong_base]))
    assert total.latest_t == total.level.conservative == 10_000
    assert [c.member.slug for c in total.doubtful] == ["se-a"]
    assert [c.member.slug for c in total.doubted] == ["se-b"]
    works = series(3, {2024: 200_000.0}, dataset="klimatkollen")
    assert only_total(member("se-c", [works])).latest_t == 200_000


@pytest.fixture
def nested(empty):
    county = Place.objects.create(slug="se-county", name="County", country="SE")
    Place.objects.create(slug="se-city", name="City", country="SE", parent=county)


def test_a_city_within_a_member_is_not_counted_twice(nested):
    county = series(1, {2024: 10_000.0})
    city = series(2, {2024: 4_000.0})
    whole = member("se-county", [county], [promise(county, 2030, 9_000.0)])
    part = member("se-city", [city], [promise(city, 2030, 1_000.0)])
    total = only_total(whole, part)
    # B 10, T 9 of the county; B 4, T 1 of the city: METHODS §5.5 by hand.
    assert total.latest_t == 10_000
    assert total.level.conservative == 7_000
    assert total.level.proportional == pytest.approx(9_000 - (3_600 - 1_000))
    assert total.has_range
    assert total.naive_t == 10_000 - 1_000 - 3_000


def test_parts_larger_than_their_whole_are_left_out(nested):
    total = only_total(
        member("se-county", [series(1, {2024: 3_000.0})]),
        member("se-city", [series(2, {2024: 4_000.0})]),
    )
    assert total.latest_t == 3_000
    assert [c.member.slug for c in total.enclosed] == ["se-city"]


def test_silent_and_fading_members_are_named(empty):
    members = [
        member("se-a"),
        member("se-b", [series(1, {2020: 10_000.0})]),
        member("se-c", [series(2, {2021: 10_000.0})]),
    ]
    impact = add_up(members, AS_OF, by_year=2030)
    assert [m.slug for m in impact.silent] == ["se-a"]
    assert [m.slug for m in impact.fading] == ["se-b"]
    assert impact.reporting == 2


def test_uncertainty_lies_between_own_and_shared_errors(empty):
    cities = [member(f"se-{n}", [series(n, {2024: 10_000.0})]) for n in range(4)]
    found = only_total(*cities).uncertainty
    assert math.sqrt(0.15**2 + 0.07**2) == pytest.approx(CITY_UNCERTAINTY)
    assert found.independent == pytest.approx(CITY_UNCERTAINTY / 2)
    # Activity errors are the cities' own, factor errors one for all.
    assert found.shared_factors == pytest.approx(math.hypot(0.15 / 2, 0.07))
    assert found.shared == pytest.approx(CITY_UNCERTAINTY)
    assert pytest.approx(0.0049 / 0.0274) == SHARED_FACTORS


def test_nobody_adds_up_to_nothing(empty):
    impact = add_up([], AS_OF, by_year=2030)
    assert (impact.totals, impact.silent, impact.counts.total) == ((), (), 0)
    assert everyone(AS_OF) == ()


def test_totals_of_the_sample_are_each_on_one_basis(sample):
    impact = add_up(everyone(AS_OF), AS_OF, by_year=2030)
    for total in impact.totals:
        assert {c.series.basis for c in total.cities} == {total.basis}
        assert {c.series.boundary for c in total.cities} == {"administrative"}
        slugs = [c.member.slug for c in total.cities]
        assert len(set(slugs)) == len(slugs)
        parts = math.fsum(c.latest.value for c in total.cities)
        assert total.latest_t == pytest.approx(parts)
        assert total.naive_t <= total.level.proportional * (1 + 1e-9)
        assert total.level.proportional <= total.level.conservative * (1 + 1e-9)
        assert total.level.conservative <= total.latest_t
    named = [c.member.name for t in impact.totals for c in t.doubtful]
    assert {"Nijmegen", "Charlotte"} <= set(named)


def test_signatories_of_malmo_are_added_up(sample):
    convening = Convening.objects.get(slug="malmo-summit-2022")
    impact = impact_of(convening, AS_OF)
    assert {m.slug for m in impact.members} >= {"se-mma", "us-aus", "co-mzl"}
    assert {m.name for m in impact.silent} >= {"Manizales", "Yucatán"}
    territorial = impact.totals[0]
    assert [c.member.slug for c in territorial.promised] == ["se-mma"]
    # 70 % below the 1990 figure of the national statistics.
    assert territorial.level.conservative == pytest.approx(369_930.381)


def test_members_without_a_place_are_kept(sample):
    iclei = Organisation.objects.get(slug="iclei")
    members = members_of(iclei, AS_OF)
    assert len(members) == iclei.members.filter(until="").count()
    assert any(not m.slug for m in members)
