"""Each test names the rule of ``claims.py`` that it holds."""

import itertools
import math

import pytest
from hypothesis import given, strategies as st

from summitry.core.errors import InvalidDataError
from summitry.core.evidence.claims import (
    Claim,
    agreement,
    disagree,
    order,
    stage,
    value_range,
)

_numbers = itertools.count()


def claim(value, modifier="exact", **changes):
    """Make a claim about the attendance of the Malmö Summit."""
    source = changes.pop("source", "iclei")
    known = {
        "key": f"claim-{next(_numbers):06}",
        "subject": "convening:malmo-summit-2022",
        "field": "attendance_total",
        "unit": "person",
        "source": source,
        "origin": source,
        "publisher_class": "news",
        "phase": "final",
    }
    return Claim(value=value, modifier=modifier, **(known | changes))


def only(claims, **rules):
    [figure] = agreement(claims, **rules)
    return figure


@pytest.mark.parametrize(
    ("modifier", "expected"),
    [
        ("exact", (800, 800)),
        ("at_least", (800, math.inf)),
        ("at_most", (-math.inf, 800)),
        ("expected", (800, 800)),
    ],
)
def test_value_range_follows_the_modifier(modifier, expected):  # §1
    assert value_range(claim(800, modifier)) == expected


def test_value_range_of_about_is_a_tenth_each_way():  # §1
    assert value_range(claim(200, "about")) == pytest.approx((180, 220))


def test_value_range_of_a_date_is_refused():  # §1
    with pytest.raises(InvalidDataError, match="has no range of numbers"):
        value_range(claim("2022-05-11", unit="date"))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2022-05", "2022-05-11", False),
        ("2022", "2022-05", False),
        ("2022-06-11", "2022-05-11", True),
        ("2021-04-11", "2021-04-13", True),
    ],
)
def test_dates_agree_in_the_coarser_precision(first, second, expected):  # §2
    one, other = claim(first, unit="date"), claim(second, unit="date")

    assert disagree(one, other) is expected


@pytest.mark.parametrize(
    ("phase", "modifier", "expected"),
    [
        ("planned", "exact", "planned"),
        ("final", "expected", "planned"),
        ("opening", "at_least", "opening"),
        ("final", "at_least", "final"),
        ("verified", "exact", "final"),
        ("unknown", "exact", "final"),
    ],
)
def test_stage_of_phase_and_modifier(phase, modifier, expected):  # §3
    assert stage(claim(2500, modifier, phase=phase)) == expected


def test_forum_2023_plan_opening_and_result_do_not_contradict():  # §3
    figure = only(
        [
            claim(2500, "expected", phase="planned", as_of="2023-07-03"),
            claim(2500, "at_least", phase="opening", as_of="2023-07-08"),
            claim(3200, "at_least", phase="final", as_of="2023-07-20"),
        ]
    )

    assert figure.shown.value == 3200
    assert [each.value for each in figure.claims] == [3200, 2500, 2500]
    assert not figure.has_conflict


def test_exact_opening_figure_does_not_contradict_the_final_one():  # §3
    assert not disagree(claim(2500, phase="opening"), claim(3200, phase="final"))


def test_later_plan_replaces_the_earlier_one():  # §4
    june = claim(500, "expected", phase="planned", as_of="2023-06-05")
    july = claim(2500, "expected", phase="planned", as_of="2023-07-03")

    assert not disagree(june, july)
    assert order([june, july])[0] is july


def test_plans_of_one_day_can_contradict_each_other():  # §4
    first = claim(500, "expected", phase="planned", as_of="2023-06-05")
    second = claim(2500, "expected", phase="planned", as_of="2023-06-05")

    assert disagree(first, second)


def test_stock_of_two_years_is_a_series():  # §5
    census = claim(5_987_018, field="population", as_of="2020-11-01")
    latest = claim(6_602_500, field="population", as_of="2024-12-31")

    assert disagree(census, latest)
    assert not disagree(census, latest, stocks={"population"})


def test_stock_without_a_date_is_compared_with_all():  # §5
    census = claim(5_987_018, field="population", as_of="2020-11-01")
    gazetteer = claim(3_037_159, field="population")

    assert disagree(census, gazetteer, stocks={"population"})


def test_stock_without_a_date_may_be_a_quarter_off():  # §5
    census = claim(5_987_018, field="population", as_of="2020-11-01")
    near = claim(4_800_000, field="population")
    far = claim(4_400_000, field="population")

    assert not disagree(census, near, stocks={"population"})
    assert disagree(census, far, stocks={"population"})


def test_stock_of_one_year_is_compared():  # §5
    first = claim(5_987_018, field="population", as_of="2020-11-01")
    second = claim(3_037_159, field="population", as_of="2020")

    assert disagree(first, second, stocks={"population"})


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (claim(50), claim(60, "at_least"), True),  # Malmö: countries
        (claim(625), claim(625), False),  # Malmö: in person
        (claim(200), claim(200, "about"), False),  # Malmö: online
        (claim(800, "about"), claim(1000, "about"), True),  # forum of 2025
        (claim(55e9, "about"), claim(50e9, "at_least"), False),  # contracts of 2021
        (claim(1700, "at_least"), claim(2500), False),  # cities of ICLEI
        (claim(13), claim(2), True),  # Green List
        (claim(800, "at_least"), claim(3200, "at_least"), False),
        (claim(800, "at_least"), claim(625), True),
        (claim(800, "at_most"), claim(800, "at_least"), False),
        (claim(799, "at_most"), claim(800, "at_least"), True),
    ],
)
def test_claims_disagree_where_their_ranges_do_not_meet(first, second, expected):  # §6
    assert disagree(first, second) is expected
    assert disagree(second, first) is expected


def test_figures_in_two_units_are_two_figures():  # §6
    yuan = claim(76_100_000_000, unit="CNY")
    dollars = claim(11_400_000_000, unit="USD")

    assert [figure.unit for figure in agreement([yuan, dollars])] == ["CNY", "USD"]


def test_deprecated_claim_is_kept_but_neither_supports_nor_contradicts():  # §7
    page = {"field": "first_day", "unit": "date"}
    figure = only(
        [
            claim("2022-06-11", rank="deprecated", source="partner", **page),
            claim("2022-05-11", source="partner", **page),
            claim("2022-05-11", source="iclei", **page),
            claim("2022-05-11", source="misread", rank="deprecated", **page),
        ]
    )

    assert figure.shown.value == "2022-05-11"
    assert not figure.has_conflict
    assert figure.independent_sources == 2
    assert len(figure.claims) == 4


def test_order_is_rank_phase_publisher_date():  # §8
    best_first = [
        claim(1, rank="preferred", phase="planned", publisher_class="copy"),
        claim(2, phase="verified", publisher_class="copy"),
        claim(3, phase="final", publisher_class="issuer"),
        claim(4, phase="final", publisher_class="organiser", as_of="2023-07-20"),
        claim(5, phase="final", publisher_class="organiser", as_of="2023-07-09"),
        claim(6, phase="final", publisher_class="member"),
        claim(7, phase="final", publisher_class="news"),
        claim(8, phase="final", publisher_class="copy"),
        claim(9, phase="opening", publisher_class="issuer"),
        claim(10, phase="unknown", publisher_class="issuer"),
        claim(11, phase="planned", publisher_class="issuer"),
        claim(12, phase="verified", publisher_class="issuer", rank="deprecated"),
    ]

    assert order(reversed(best_first)) == best_first


def test_issuers_two_sites_are_shown_before_the_thirteen_of_the_news():  # §6, §8
    figure = only(
        [
            claim(13, source="wire", publisher_class="news", as_of="2023-07-09"),
            claim(2, source="iucn", publisher_class="issuer", as_of="2023-07-28"),
        ]
    )

    assert figure.shown.value == 2
    assert figure.conflicting_values == (2, 13)
    assert figure.independent_sources == 1


def test_copies_of_one_report_count_once():  # §9
    figure = only(
        [
            claim(12_236_000_000, source="herald", origin="wire"),
            claim(12_236_000_000, source="gossip", origin="wire"),
            claim(12_236_000_000, source="province", origin="province"),
        ]
    )

    assert len(figure.support) == 3
    assert figure.independent_sources == 2


def test_plan_is_no_support_for_the_result():  # §9
    figure = only(
        [
            claim(2500, "expected", phase="planned", source="plan"),
            claim(2500, "at_least", phase="final", source="report"),
        ]
    )

    assert figure.independent_sources == 1


@pytest.mark.parametrize(
    ("whole", "agrees"),
    [
        (claim(800, "at_least"), True),
        (claim(825), True),
        (claim(625), False),
        (claim(900, "at_least"), False),
    ],
)
def test_whole_is_compared_with_the_sum_of_its_parts(whole, agrees):  # §10
    parts = [
        claim(625, field="attendance_in_person"),
        claim(200, "about", field="attendance_online"),
    ]
    sums = {"attendance_total": ("attendance_in_person", "attendance_online")}

    figure = agreement([whole, *parts], sums=sums)[0]

    assert figure.parts is not None
    assert (figure.parts.low, figure.parts.high) == pytest.approx((805, 845))
    assert figure.parts.agrees is agrees
    assert figure.has_conflict is not agrees


def test_whole_without_all_its_parts_is_not_compared():  # §10
    sums = {"attendance_total": ("attendance_in_person", "attendance_online")}
    claims = [claim(625), claim(625, field="attendance_in_person")]

    assert agreement(claims, sums=sums)[0].parts is None


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"modifier": "roughly"}, "modifier"),
        ({"phase": "closing"}, "phase"),
        ({"publisher_class": "blog"}, "publisher_class"),
        ({"rank": "best"}, "rank"),
        ({"subject": "Malmö Summit"}, "subject"),
        ({"as_of": "May 2022"}, "as_of"),
        ({"source": ""}, "source"),
        ({"unit": ""}, "unit"),
        ({"unit": "date"}, "value"),
    ],
)
def test_claim_names_the_key_that_cannot_be_true(changes, key):
    with pytest.raises(InvalidDataError) as caught:
        claim(625, **changes)

    assert list(caught.value.errors) == [key]


@pytest.mark.parametrize("value", [-1, math.nan, math.inf, True, "625"])
def test_claim_refuses_what_is_no_quantity(value):
    with pytest.raises(InvalidDataError, match="must be a number from 0"):
        claim(value)


_any_claim = st.builds(
    claim,
    st.integers(0, 5000),
    st.sampled_from(["exact", "at_least", "about", "at_most", "expected"]),
    phase=st.sampled_from(["verified", "final", "opening", "unknown", "planned"]),
    rank=st.sampled_from(["preferred", "normal", "deprecated"]),
    publisher_class=st.sampled_from(["issuer", "organiser", "member", "news", "copy"]),
    as_of=st.sampled_from(["", "2022", "2022-05-11", "2023-07"]),
)


@given(st.lists(_any_claim, min_size=1, max_size=8), st.randoms())
def test_agreement_does_not_depend_on_the_order_of_the_claims(claims, random):
    shuffled = random.sample(claims, len(claims))

    assert only(claims) == only(shuffled)


@given(_any_claim)
def test_claim_never_contradicts_itself(one):
    assert not disagree(one, one)
