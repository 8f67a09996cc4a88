from decimal import Decimal

from hypothesis import given, strategies as st

from summitry.core.projects.totals import ProjectValue, ValueTotal, total_values


def project(key, value, currency="CNY"):
    given_value = None if value is None else Decimal(value)
    return ProjectValue(key=key, value=given_value, currency=currency)


def total(currency, value, records, within=0):
    return ValueTotal(
        currency=currency, value=Decimal(value), records=records, within_others=within
    )


def test_currencies_are_never_added():
    found = total_values([project(1, 5), project(2, 7, "SEK"), project(3, 1)], {})
    assert found == (total("CNY", 6, 2), total("SEK", 7, 1))


def test_a_part_is_counted_in_its_whole():
    # Twelve projects of 12.236 bn yuan, two of them named, one with a part of its own.
    records = [
        project(1, 12_236_000_000),
        project(2, 3_000_000_000),
        project(3, 100),
        project(4, 50, "USD"),
    ]
    assert total_values(records, {2: 1, 3: 2, 4: 1}) == (
        total("CNY", 12_236_000_000, 1, within=2),
        total("USD", 0, 0, within=1),
    )


def test_parts_count_where_their_whole_has_no_value_or_is_not_listed():
    assert total_values([project(1, None), project(2, 5)], {2: 1}) == (
        total("CNY", 5, 1),
    )
    assert total_values([project(2, 5)], {2: 1}) == (total("CNY", 5, 1),)


def test_a_whole_is_found_across_a_record_that_is_not_listed():
    assert total_values([project(1, 9), project(3, 5)], {3: 2, 2: 1}) == (
        total("CNY", 9, 1, within=1),
    )


def test_no_value_is_no_total():
    assert total_values([project(1, None)], {}) == ()


@given(st.lists(st.integers(0, 10**12), max_size=8), st.data())
def test_nothing_is_counted_twice_whatever_lies_within_what(values, data):
    keys = range(len(values))
    part_of = {key: data.draw(st.sampled_from([None, *keys])) for key in keys}
    found = total_values([project(k, v) for k, v in enumerate(values)], part_of)
    if values:
        [one] = found
        assert one.value <= sum(values)
        assert one.records + one.within_others == len(values)
