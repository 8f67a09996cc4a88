"""Everybody who took part is counted once, by mode, country and organisation."""

from hypothesis import given, strategies as st

from summitry.core.convenings.attendance import Attendee, count_attendance


def attendee(person="a", **other):
    return Attendee(
        **{
            "person": person,
            "in_person": True,
            "online": False,
            "country": "SE",
            "organisation": "malmo",
            "category": "local_government",
        }
        | other
    )


def test_each_mode_is_counted_and_both_is_one_person():
    counts = count_attendance(
        [
            attendee("a"),
            attendee("b", in_person=False, online=True),
            attendee("c", online=True),
        ]
    )
    assert (counts.total, counts.in_person, counts.online) == (3, 2, 2)
    assert counts.by_mode == {"in_person": 1, "online": 1, "both": 1}


def test_regions_count_beside_their_country_and_bodies_without_one_do_not():
    counts = count_attendance(
        [
            attendee("a", country="CN", organisation="guiyang"),
            attendee("b", country="HK", organisation="hong-kong"),
            attendee("c", country="", organisation="iucn"),
        ]
    )
    assert counts.countries == 2
    assert counts.without_country == 1
    assert counts.by_country == {"CN": 1, "HK": 1}
    assert counts.organisations == 3


def test_a_person_recorded_twice_counts_once_in_all_the_ways_given():
    twice = [attendee("a"), attendee("a", in_person=False, online=True)]
    counts = count_attendance(twice)
    assert (counts.total, counts.by_mode) == (1, {"both": 1})


def test_who_was_only_registered_is_not_counted():
    assert count_attendance([attendee(in_person=False)]).total == 0


_people = st.lists(
    st.builds(
        attendee,
        st.sampled_from("abcdefg"),
        in_person=st.booleans(),
        online=st.booleans(),
    )
)


@given(_people, st.randoms())
def test_the_order_of_the_records_never_matters(people, random):
    shuffled = list(people)
    random.shuffle(shuffled)
    assert count_attendance(people) == count_attendance(shuffled)


@given(_people)
def test_the_parts_add_up(people):
    counts = count_attendance(people)
    assert counts.total == sum(counts.by_mode.values())
    assert counts.total == sum(counts.by_category.values())
    assert counts.total == sum(counts.by_country.values()) + counts.without_country
    assert counts.in_person + counts.online - counts.by_mode.get("both", 0) == (
        counts.total
    )
