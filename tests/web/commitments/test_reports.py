"""The verbs of progress reports, and who may use them."""

import datetime as dt

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.web.commitments.people import (
    NOW,
    editor,
    person,
    promise,
    report,
    secretary,
    text,
)

from summitry.core.errors import InvalidDataError
from summitry.web.commitments.actions import (
    confirm_report,
    return_report,
    revise_commitment,
    submit_report,
)
from summitry.web.commitments.models import Commitment, ProgressReport
from summitry.web.commitments.queries import reports_of, revisions_of, standing_of
from summitry.web.commitments.rules import (
    may_confirm,
    may_report,
    may_revise,
    may_see_reports,
)
from summitry.web.evidence.models import Source
from summitry.web.evidence.queries import data_version

LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def made(empty):
    return promise()


def test_rules_refuse_whoever_has_no_role(made):
    sent = report(made, editor(made))
    strangers = [AnonymousUser(), person("nobody"), person("gone", is_active=False)]
    strangers[2].is_staff = True
    for user in strangers:
        assert not may_report(user, made)
        assert not may_confirm(user, sent)
        assert not may_revise(user, made)
        assert not may_see_reports(user)


def test_rules_give_editor_and_secretariat_their_own_part(made):
    desk, city = secretary(made), editor(made)
    sent = report(made, city)
    assert (may_report(city, made), may_confirm(city, sent)) == (True, False)
    assert (may_report(desk, made), may_confirm(desk, sent)) == (False, True)


def test_rules_end_with_the_membership(made):
    desk = secretary(made, until="2024")
    assert not may_revise(desk, made)


def test_nobody_confirms_a_report_of_their_own(made):
    staff = person("staff", is_staff=True)
    sent = report(made, staff)
    assert not may_confirm(staff, sent)
    with pytest.raises(PermissionDenied):
        confirm_report(sent, Source.objects.first(), by=staff, at=NOW)


def test_submit_report_keeps_what_was_said_with_history_and_a_new_data_version(made):
    before, city = data_version(), editor(made)
    sent = report(made, city)
    assert (sent.year, sent.measured_t, sent.state) == (2025, 700.0, "waiting")
    assert [one.history_change_reason for one in sent.history.all()] == ["submitted"]
    assert [(one.user, one.change_message) for one in LogEntry.objects.all()] == [
        (city, "submitted")
    ]
    assert data_version() != before


def test_submit_report_without_a_role_keeps_nothing(made):
    with pytest.raises(PermissionDenied):
        report(made, person("nobody"))
    assert ProgressReport.objects.count() == LogEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"year": 2027}, ["year"]),
        ({"year": 1989}, ["year"]),
        ({"done": "  "}, ["done"]),
        ({"measured_t": -1.0, "done": ""}, ["done", "measured_t"]),
    ],
)
def test_submit_report_names_what_cannot_be_kept(made, given, fields):
    with pytest.raises(InvalidDataError) as caught:
        submit_report(made, text(**given), by=editor(made), at=NOW)
    assert list(caught.value.errors) == fields


def test_a_second_report_on_a_year_replaces_the_first_until_it_is_confirmed(made):
    city, desk = editor(made), secretary(made)
    report(made, city)
    sent = report(made, city, done="Buses, too.")
    assert [one.done for one in reports_of(made)] == ["Buses, too."]
    confirm_report(sent, Source.objects.first(), by=desk, at=LATER)
    with pytest.raises(InvalidDataError) as caught:
        report(made, city)
    assert caught.value.errors == {
        "year": "The report on 2025 is confirmed and stays as it is."
    }


def test_confirm_report_says_who_when_and_by_what(made):
    desk, source = secretary(made), Source.objects.first()
    kept = confirm_report(report(made, editor(made)), source, by=desk, at=LATER)
    assert (kept.state, kept.decided_by, kept.decided_at, kept.evidence) == (
        "confirmed",
        desk,
        LATER,
        source,
    )
    with pytest.raises(InvalidDataError, match="decided on before"):
        return_report(kept, "no", by=desk, at=LATER)


def test_return_report_needs_a_reason_and_the_city_can_answer(made):
    city, desk = editor(made), secretary(made)
    sent = report(made, city)
    with pytest.raises(InvalidDataError):
        return_report(sent, " ", by=desk, at=LATER)
    back = return_report(sent, "No figure can be seen.", by=desk, at=LATER)
    assert (back.state, back.reason) == ("returned", "No figure can be seen.")
    assert standing_of(made, NOW.date()).last_report is None
    again = report(made, city, at=LATER)
    assert (again.pk, again.state, again.reason) == (sent.pk, "waiting", "")
    assert again.history.count() == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": 1900},
        {"measured_t": -1.0},
        {"done": ""},
        {"state": "confirmed"},
        {"state": "returned", "reason": ""},
        {"reason": "none"},
    ],
)
def test_the_database_refuses_half_a_report(made, wrong):
    sent = report(made, editor(made))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.filter(pk=sent.pk).update(**wrong)


def test_one_report_a_promise_and_year_though_it_was_revised(made):
    city, staff = editor(made), person("staff", is_staff=True)
    report(made, city)
    revised = revise_commitment(
        made, {"reduction": 0.5}, source=Source.objects.first(), by=staff
    )
    report(revised, city, done="More.")
    assert [(one.year, one.done) for one in reports_of(revised)] == [(2025, "More.")]
    assert list(reports_of(made)) == list(reports_of(revised))


def test_revise_commitment_keeps_the_old_version_and_shows_the_restated_level(made):
    staff = person("staff", is_staff=True)
    revised = revise_commitment(
        made,
        {"base_year": 2005, "base_emissions_t": 800.0},
        source=Source.objects.first(),
        by=staff,
    )
    made.refresh_from_db()
    assert (made.version, made.current, made.base_year) == (1, False, 1990)
    assert (revised.version, revised.current) == (2, True)
    [revision] = revisions_of(revised)
    assert revision.nature == "restated"
    assert (revision.level_before_t, revision.level_after_t) == (600.0, 480.0)


def test_withdrawn_promise_stays_on_record_and_is_due_no_more(made):
    staff = person("staff", is_staff=True)
    gone = revise_commitment(
        made, {"stage": "withdrawn"}, source=Source.objects.first(), by=staff
    )
    assert [one.nature for one in revisions_of(made)] == ["withdrawn"]
    assert standing_of(gone, NOW.date()).staleness.level == "closed"
    assert Commitment.objects.count() == 2


def test_revise_commitment_refuses_other_fields_and_other_people(made):
    source = Source.objects.first()
    with pytest.raises(InvalidDataError):
        revise_commitment(made, {"current": 0}, source=source, by=person("x"))
    with pytest.raises(PermissionDenied):
        revise_commitment(made, {"stage": "withdrawn"}, source=source, by=editor(made))
    assert Commitment.objects.count() == 1


def test_import_reads_the_stage_of_the_status(empty):
    assert promise(status="In law").stage == "in_law"
