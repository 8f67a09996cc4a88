"""Nominating, replacing, withdrawing, changing the mode."""

import datetime as dt
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from tests.web.delegations.making import (
    NOW,
    TOO_LATE,
    category,
    convening,
    delegation,
    desk,
    head_of,
    nominee,
    register,
    secretary,
    status,
    taken,
    user,
)

from summitry.core.convenings.nominees import Nominee
from summitry.core.errors import InvalidDataError
from summitry.web.delegations.actions import (
    change_mode,
    correct,
    nominate,
    nominate_all,
    replace,
    set_head_and_proxy,
    withdraw,
)
from summitry.web.delegations.models import Registration
from summitry.web.delegations.queries import CODE_SIGNS
from summitry.web.evidence.queries import data_version
from summitry.web.network.models import Person


@pytest.fixture
def city(empty):
    return delegation(category(desk(seats=10)), name="Malmö")


def test_nominate_takes_a_seat_of_desk_category_and_delegation(city):
    one = register(city)
    assert (one.status, one.country, taken(city)) == ("approved", "SE", (1, 1, 1))


def test_nominate_online_takes_no_seat(city):
    assert register(city, mode="online").status == "approved"
    assert taken(city) == (0, 0, 0)


def test_nominate_writes_history_and_leaves_the_version_of_the_data_alone(city):
    before, head = data_version(), head_of(city)
    one = register(city, by=head)
    kept = one.history.get()
    assert (kept.history_user, kept.history_change_reason) == (head, "nominated")
    assert (data_version(), LogEntry.objects.count()) == (before, 0)


def test_codes_are_hard_to_guess_and_easy_to_type(city):
    made = [register(city) for _ in range(3)]
    assert all(re.fullmatch(f"[{CODE_SIGNS}]{{12}}", one.badge_code) for one in made)
    assert set(CODE_SIGNS).isdisjoint("01OILU")
    assert all(len(one.join_code) == 43 for one in made)
    assert len({one.badge_code for one in made}) == 3


@pytest.mark.parametrize("limit", ["desk", "category", "delegation", "share"])
def test_who_finds_no_seat_waits_and_nothing_is_counted_for_them(empty, limit):
    local = category(
        desk(seats=1 if limit == "desk" else None),
        seats=1 if limit == "category" else None,
        seats_a_delegation=1 if limit == "share" else None,
    )
    city = delegation(local, seats=1 if limit == "delegation" else None)
    assert register(city).status == "approved"
    waiting = register(city)
    assert (waiting.status, waiting.decided_at) == ("waiting", None)
    assert taken(city) == (1, 1, 1)


def test_a_quota_of_its_own_counts_instead_of_the_categorys(empty):
    city = delegation(category(desk(), seats_a_delegation=1), seats=2)
    assert [register(city).status for _ in range(3)] == [
        "approved",
        "approved",
        "waiting",
    ]


def test_a_seat_that_falls_free_goes_to_who_was_nominated_first(empty):
    local = category(desk(seats=1))
    city, other = delegation(local), delegation(local)
    seated = register(city)
    second = register(other, at=NOW + dt.timedelta(minutes=2))
    first = register(city, at=NOW + dt.timedelta(minutes=1))
    withdraw(seated, by=secretary(), at=NOW)
    assert [status(one) for one in (seated, first, second)] == [
        "withdrawn",
        "approved",
        "waiting",
    ]
    assert taken(city) == (1, 1, 1)


def test_a_free_seat_passes_over_whom_another_limit_keeps_waiting(empty):
    local = category(desk(seats=2))
    full, other = delegation(local, seats=1), delegation(local)
    register(full)
    seated = register(other)
    blocked = register(full)
    behind = register(other)
    withdraw(seated, by=secretary(), at=NOW)
    assert (status(blocked), status(behind)) == ("waiting", "approved")


def test_a_category_that_asks_for_approval_holds_the_seat_meanwhile(empty):
    city = delegation(category(desk(seats=1), needs_approval=True))
    assert register(city).status == "nominated"
    assert register(city).status == "waiting"


def test_replace_hands_the_seat_on_in_a_full_room(empty):
    city = delegation(category(desk(seats=1)))
    old, waiting = register(city), register(city)
    set_head_and_proxy(city, old, waiting, by=secretary(), at=NOW)
    new = replace(old, nominee(), by=secretary(), at=NOW)
    assert (status(old), new.status, status(waiting)) == (
        "replaced",
        "approved",
        "waiting",
    )
    assert new.replaces == old
    city.refresh_from_db()
    assert (city.head, city.proxy, taken(city)) == (new, waiting, (1, 1, 1))


def test_replace_keeps_the_turn_on_the_waiting_list(empty):
    city = delegation(category(desk(seats=1)))
    seated, first = register(city), register(city, at=NOW + dt.timedelta(minutes=1))
    second = register(city, at=NOW + dt.timedelta(minutes=2))
    heir = replace(first, nominee(), by=secretary(), at=NOW + dt.timedelta(minutes=3))
    withdraw(seated, by=secretary(), at=NOW)
    assert (status(heir), status(second)) == ("approved", "waiting")


def test_replace_by_somebody_online_frees_the_seat(empty):
    city = delegation(category(desk(seats=1)))
    old, waiting = register(city), register(city)
    new = replace(old, nominee(mode="online"), by=secretary(), at=NOW)
    assert (new.status, status(waiting), taken(city)) == (
        "approved",
        "approved",
        (1, 1, 1),
    )


def test_change_mode_gives_the_seat_back_and_waits_behind_others_to_return(empty):
    city = delegation(category(desk(seats=1)))
    one, waiting = register(city), register(city)
    assert change_mode(one, "online", by=secretary(), at=NOW).status == "approved"
    assert status(waiting) == "approved"
    later = NOW + dt.timedelta(hours=1)
    back = change_mode(one, "both", by=secretary(), at=later)
    assert (back.status, back.nominated_at, taken(city)) == (
        "waiting",
        later,
        (1, 1, 1),
    )


def test_change_mode_between_room_and_both_keeps_the_seat(city):
    one = register(city)
    assert change_mode(one, "both", by=secretary(), at=NOW).status == "approved"
    assert taken(city) == (1, 1, 1)


def test_change_mode_to_online_ends_the_waiting(empty):
    city = delegation(category(desk(seats=0)))
    one = register(city)
    assert change_mode(one, "online", by=secretary(), at=NOW).status == "approved"
    assert taken(city) == (0, 0, 0)


def test_an_organisation_is_bound_by_the_deadline_the_secretariat_is_not(city):
    head = head_of(city)
    with pytest.raises(InvalidDataError) as refused:
        register(city, by=head, at=TOO_LATE)
    # Midnight in UTC, in Swedish summer time.
    assert refused.value.errors == {
        "deadline": "Registration closed at 2026-04-01 02:00 (Europe/Stockholm); "
        "ask the secretariat."
    }
    one = register(city, at=TOO_LATE)
    with pytest.raises(InvalidDataError, match="closed"):
        replace(one, nominee(), by=head, at=TOO_LATE)
    assert withdraw(one, by=head, at=TOO_LATE).status == "withdrawn"


def test_a_category_closes_earlier_by_a_deadline_of_its_own(empty):
    city = delegation(category(desk(), closes_at=NOW))
    with pytest.raises(InvalidDataError, match="Registration closed at 2026-03-15"):
        register(city, by=head_of(city))


@pytest.mark.parametrize("phase", ["planned", "closed", "followed_up"])
def test_nobody_is_registered_in_another_phase(empty, phase):
    city = delegation(category(desk(about=convening())))
    city.desk.convening.phase = phase
    city.desk.convening.save()
    with pytest.raises(InvalidDataError, match="takes no registrations"):
        register(city)


def test_who_has_no_part_in_a_delegation_is_refused(city):
    one = register(city)
    for stranger in (user("nobody"), head_of(delegation(city.category))):
        for act in (
            lambda by: nominate(city, nominee(), by=by, at=NOW),
            lambda by: replace(one, nominee(), by=by, at=NOW),
            lambda by: withdraw(one, by=by, at=NOW),
            lambda by: change_mode(one, "online", by=by, at=NOW),
            lambda by: correct(one, nominee(), by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)
    assert (Registration.objects.count(), status(one)) == (1, "approved")


def test_a_person_withdraws_and_changes_their_own(city):
    me = user("me")
    one = register(city, email="Me@Summitry.example")
    assert change_mode(one, "online", by=me, at=NOW).mode == "online"
    assert withdraw(one, by=me, at=NOW).status == "withdrawn"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "王芳"}, "name"),
        ({"email": "not an address"}, "email"),
        ({"position": "x" * 201}, "position"),
        ({"country": "Atlantis"}, "country"),
        ({"mode": "by proxy"}, "mode"),
    ],
)
def test_a_nominee_that_cannot_be_kept_is_refused_by_field(city, said, field):
    given = {"name": "Wang Fang", "mode": "in_person"} | said
    with pytest.raises(InvalidDataError) as refused:
        nominate(city, Nominee(**given), by=secretary(), at=NOW)
    assert list(refused.value.errors) == [field]
    assert (Person.objects.count(), taken(city)) == (0, (0, 0, 0))


def test_a_mode_that_the_category_does_not_have_is_refused(empty):
    city = delegation(category(desk(), "media", online=False))
    for mode in ("online", "both"):
        with pytest.raises(InvalidDataError, match="media does not take part"):
            register(city, mode=mode)


def test_a_person_is_known_again_by_address_and_is_registered_once(city):
    one = register(city, email="li@city.example", name="Li Wei")
    with pytest.raises(InvalidDataError, match=r"li@city\.example is registered"):
        register(city, email="LI@city.example", name="Li Wei")
    other = delegation(city.category, name="Lund")
    with pytest.raises(InvalidDataError, match=r"li@city\.example is registered"):
        register(other, email="li@city.example", name="Li Wei")
    withdraw(one, by=secretary(), at=NOW)
    again = register(city, email="li@city.example", name="Li Wei", position="Mayor")
    assert (again.person, again.person.position) == (one.person, "Mayor")
    assert taken(city) == (1, 1, 1)


def test_without_an_address_the_same_name_is_the_same_person(city):
    register(city, name="Li Wei")
    with pytest.raises(InvalidDataError, match="give an e-mail address"):
        register(city, name="Li  Wei")
    assert register(city, name="Li Wei", email="2@city.example").status == "approved"


def test_nominate_all_keeps_all_or_none_and_names_each_fault(city):
    head = head_of(city)
    people = [nominee(email="a@x.example"), nominee(name="李"), nominee(email="b")]
    with pytest.raises(InvalidDataError) as refused:
        nominate_all(city, people, by=head, at=NOW)
    assert list(refused.value.errors) == ["2 name", "3 email"]
    twice = [nominee(email="a@x.example"), nominee(email="a@x.example")]
    with pytest.raises(InvalidDataError) as refused:
        nominate_all(city, twice, by=head, at=NOW)
    assert list(refused.value.errors) == ["2 email"]
    assert (Registration.objects.count(), taken(city)) == (0, (0, 0, 0))
    made = nominate_all(city, [nominee() for _ in range(12)], by=head, at=NOW)
    assert [one.status for one in made] == ["approved"] * 10 + ["waiting"] * 2


@pytest.mark.parametrize(
    ("organisation", "said", "country"),
    [
        ({"country": "SE"}, None, "SE"),
        ({"kind": "international_organisation", "country": "CH"}, None, ""),
        ({"kind": "network", "country": "DE"}, None, ""),
        ({"kind": "network", "country": "DE"}, "Hong Kong", "HK"),
        ({"country": "SE"}, "", ""),
        ({"country": ""}, None, ""),
    ],
)
def test_for_which_country_somebody_counts(empty, organisation, said, country):
    one = delegation(category(desk()), **organisation)
    assert register(one, country=said).country == country


def test_correct_changes_what_is_said_and_not_how_they_come(city):
    one = register(city, name="Li We", email="li@city.example")
    said = nominee(name="Li Wei", name_zh="李伟", country="FR")
    correct(one, said, by=head_of(city))
    one.refresh_from_db()
    person = one.person
    assert (person.name, person.name_zh, person.email) == (
        "Li Wei",
        "李伟",
        "li@city.example",
    )
    assert (one.country, one.mode, one.status) == ("FR", "in_person", "approved")
