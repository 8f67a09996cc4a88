"""Whoever comes through a door or is online is counted once; figures freeze by phase."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.convenings.hosts import convening, network, secretary, somebody, steward

from summitry.core.errors import InvalidDataError
from summitry.web.attendance.actions import (
    Scan,
    arrive_online,
    check_in,
    check_may_join,
    enter_phase,
    find_by_join_code,
    freeze_figures,
    leave_online,
    stay_online,
)
from summitry.web.attendance.models import CheckIn, Presence
from summitry.web.attendance.queries import (
    count_by_session,
    count_present,
    count_registered,
    online_now,
)
from summitry.web.convenings.models import Convening
from summitry.web.delegations.models import (
    Category,
    Delegation,
    Desk,
    Registration,
)
from summitry.web.evidence.models import Claim
from summitry.web.network.models import Organisation, Person
from summitry.web.programme.models import Session

pytestmark = pytest.mark.usefixtures("empty")

NOW = dt.datetime(2027, 5, 11, 7, tzinfo=dt.UTC)
EARLIER = NOW - dt.timedelta(minutes=20)


@pytest.fixture
def one():
    found = convening(phase="running")
    Desk.objects.create(convening=found)
    return found


@pytest.fixture
def by():
    return steward()


def delegation(one, slug="se-mma", country="SE", kind="local_government"):
    category, _ = Category.objects.get_or_create(desk=one.desk, kind=kind)
    organisation = Organisation.objects.create(
        slug=slug, name=slug, kind="local_government", country=country
    )
    return Delegation.objects.create(
        desk=one.desk, organisation=organisation, category=category
    )


def registered(delegation, name="Ann", mode="in_person", status="approved"):
    return Registration.objects.create(
        delegation=delegation,
        person=Person.objects.create(name=name),
        mode=mode,
        status=status,
        country=delegation.organisation.country,
        badge_code=name.upper(),
        join_code=f"join-{name}",
        nominated_at=EARLIER,
    )


def scan(code="ANN", at=NOW, **other):
    return Scan(**{"key": uuid.uuid4(), "code": code, "desk": "1", "at": at} | other)


def session(one, slug="opening"):
    return Session.objects.create(
        convening=one,
        slug=slug,
        name=slug,
        kind="plenary",
        starts_at=NOW,
        ends_at=NOW + dt.timedelta(hours=1),
    )


def answers(one, scans, by):
    return [answer.answer for answer in check_in(one, scans, by=by, now=NOW)]


def test_a_person_comes_in_once_at_whichever_desk(one, by):
    registered(delegation(one))
    first, second = scan(), scan(desk="2")
    assert answers(one, [first], by) == ["in"]
    (again,) = check_in(one, [second], by=by, now=NOW)
    assert (again.answer, again.desk, again.name) == ("already", "1", "Ann")
    assert CheckIn.objects.count() == 1


def test_a_queue_sent_twice_counts_once_and_gets_the_same_answers(one, by):
    registered(delegation(one))
    registered(Delegation.objects.get(), "Ben")
    queue = [scan(at=EARLIER), scan("BEN"), scan("ANN", desk="1")]
    assert answers(one, queue, by) == ["in", "in", "already"]
    assert answers(one, queue, by) == ["in", "in", "already"]
    assert CheckIn.objects.count() == 2
    assert CheckIn.objects.get(registration__person__name="Ann").at == EARLIER


def test_a_clock_that_runs_ahead_is_not_believed(one, by):
    registered(delegation(one))
    check_in(one, [scan(at=NOW + dt.timedelta(hours=5))], by=by, now=NOW)
    assert CheckIn.objects.get().at == NOW


@pytest.mark.parametrize(
    ("mode", "status"),
    [
        ("online", "approved"),
        ("in_person", "nominated"),
        ("in_person", "waiting"),
        ("in_person", "refused"),
        ("in_person", "replaced"),
        ("in_person", "withdrawn"),
    ],
)
def test_who_is_not_expected_in_the_room_does_not_come_in(one, by, mode, status):
    registered(delegation(one), mode=mode, status=status)
    assert answers(one, [scan()], by) == ["not_approved"]
    assert not CheckIn.objects.exists()


def test_a_code_of_another_convening_is_unknown(one, by):
    other = convening("other", phase="running")
    Desk.objects.create(convening=other)
    registered(delegation(other))
    assert answers(one, [scan()], by) == ["unknown"]


def test_sessions_are_entered_besides_the_convening(one, by):
    registered(delegation(one))
    opening = session(one)
    scans = [scan(), scan(session="opening"), scan(session="opening")]
    assert answers(one, scans, by) == ["in", "in", "already"]
    (counted,) = count_by_session(one, NOW)
    assert (counted.session, counted.in_room) == (opening, 1)
    with pytest.raises(InvalidDataError, match="no session “closing”"):
        answers(one, [scan(session="closing")], by)


def test_doors_are_shut_unless_it_is_running(by):
    one = convening()
    with pytest.raises(InvalidDataError, match="while it is running"):
        check_in(one, [], by=by, now=NOW)


def test_nobody_comes_in_after_the_final_count_on_the_word_of_an_old_page(one, by):
    """A request that was under way when the convening closed would escape the count."""
    ann = registered(delegation(one), mode="both")
    opening = session(one)
    Convening.objects.update(phase="closed")
    assert (one.phase, opening.convening.phase) == ("running", "running")
    with pytest.raises(InvalidDataError, match="is closed"):
        check_in(one, [scan()], by=by, now=NOW)
    with pytest.raises(InvalidDataError, match="is closed"):
        arrive_online(ann, opening, uuid.uuid4(), now=NOW)
    assert (CheckIn.objects.count(), Presence.objects.count()) == (0, 0)


def test_only_its_staff_check_people_in(one):
    with pytest.raises(PermissionDenied):
        check_in(one, [], by=somebody("visitor"), now=NOW)


def test_a_dropped_line_is_the_same_person_again(one):
    ann = registered(delegation(one), mode="both")
    opening = session(one)
    first, second = uuid.uuid4(), uuid.uuid4()
    arrive_online(ann, opening, first, now=NOW)
    arrive_online(ann, opening, first, now=NOW)
    arrive_online(ann, opening, second, now=NOW + dt.timedelta(minutes=2))
    assert Presence.objects.count() == 2
    assert online_now(opening, NOW + dt.timedelta(minutes=2)) == 1
    assert count_present(one).by_mode == {"online": 1}


def test_who_is_silent_or_left_is_not_online_any_more(one):
    ann = registered(delegation(one), mode="online")
    opening, key = session(one), uuid.uuid4()
    arrive_online(ann, opening, key, now=NOW)
    assert online_now(opening, NOW + dt.timedelta(minutes=4)) == 0
    assert stay_online(ann, key, now=NOW + dt.timedelta(minutes=4))
    assert online_now(opening, NOW + dt.timedelta(minutes=5)) == 1
    assert leave_online(ann, key, now=NOW + dt.timedelta(minutes=6))
    assert online_now(opening, NOW + dt.timedelta(minutes=6)) == 0
    assert not stay_online(ann, uuid.uuid4(), now=NOW)
    kept = Presence.objects.get()
    assert kept.left_at - kept.joined_at == dt.timedelta(minutes=6)


@pytest.mark.parametrize(
    ("mode", "status", "message"),
    [
        ("in_person", "approved", "in person, not online"),
        ("online", "withdrawn", "Your registration is withdrawn"),
    ],
)
def test_a_personal_link_is_for_who_takes_part_online(one, mode, status, message):
    registered(delegation(one), mode=mode, status=status)
    ann = find_by_join_code("join-Ann")
    with pytest.raises(InvalidDataError, match=message):
        check_may_join(ann)
    with pytest.raises(InvalidDataError, match=message):
        arrive_online(ann, session(one), uuid.uuid4(), now=NOW)
    assert find_by_join_code("join-Ben") is None


def test_phases_freeze_what_was_planned_and_who_came():
    one, by = convening(phase="open"), secretary()
    Desk.objects.create(convening=one)
    cities = [delegation(one), delegation(one, "cn-gya", "CN")]
    ann = registered(cities[0], "Ann", mode="both")
    registered(cities[1], "Ben", mode="online")
    registered(cities[1], "Cyd")
    registered(cities[1], "Dan", status="waiting")

    enter_phase(one, "running", by=by, now=NOW)
    opening = session(one)
    check_in(one, [scan()], by=by, now=NOW)
    arrive_online(ann, opening, uuid.uuid4(), now=NOW)
    enter_phase(one, "closed", by=by, now=NOW)

    frozen = {(c.phase, c.field.key): int(c.value) for c in Claim.objects.all()}
    assert frozen == {
        ("planned", "attendance_total"): 3,
        ("planned", "attendance_in_person"): 2,
        ("planned", "attendance_online"): 1,
        ("planned", "countries"): 2,
        ("final", "attendance_total"): 1,
        ("final", "attendance_in_person"): 1,
        ("final", "attendance_online"): 0,
        ("final", "countries"): 1,
    }
    (source,) = {claim.source for claim in Claim.objects.all()}
    assert (source.publisher, source.publisher_class) == ("Net", "organiser")


def test_a_frozen_figure_stays_and_a_recount_stands_beside_it(one, by):
    registered(delegation(one))
    boss = secretary()
    freeze_figures(one, "opening", by=boss, now=NOW)
    check_in(one, [scan()], by=by, now=NOW)
    freeze_figures(one, "opening", by=boss, now=NOW + dt.timedelta(hours=1))
    totals = Claim.objects.filter(field__key="attendance_total").order_by("pk")
    assert [int(claim.value) for claim in totals] == [0, 1]
    with pytest.raises(PermissionDenied):
        freeze_figures(one, "opening", by=by, now=NOW)


def test_registered_are_those_with_a_seat_or_online(one):
    city = delegation(one)
    for name, mode, status in (
        ("Ann", "in_person", "approved"),
        ("Ben", "in_person", "nominated"),
        ("Cyd", "online", "approved"),
        ("Dan", "in_person", "waiting"),
        ("Eva", "in_person", "replaced"),
    ):
        registered(city, name, mode, status)
    counts = count_registered(one)
    assert (counts.total, counts.in_person, counts.online) == (3, 2, 1)
    assert counts.by_country == {"SE": 3}
    assert network().slug == "net"
