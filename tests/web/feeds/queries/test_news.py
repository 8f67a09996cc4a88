import datetime as dt

import pytest
from tests.web.commitments.people import editor, person, promise, report
from tests.web.convenings.hosts import convening, network, secretary, source
from tests.web.feeds.followers import BROUGHT, kept_at, news, promised
from tests.web.making import NOWHERE, bring, inventory, pledge, record

from summitry.web.commitments.actions import confirm_report, revise_commitment
from summitry.web.commitments.models import Commitment
from summitry.web.convenings.actions import advance_phase
from summitry.web.convenings.models import (
    Agreement,
    Declaration,
    Recognition,
    Signature,
)
from summitry.web.evidence.actions import ensure_field, keep_record
from summitry.web.evidence.models import Claim
from summitry.web.feeds.queries import Asked, find_news, find_scope, recent_news
from summitry.web.feeds.queries.scopes import EVERYTHING
from summitry.web.network.models import Membership, Organisation
from summitry.web.programme.models import ProgrammeVersion
from summitry.web.projects.models import Project, ProjectStage

LATER = BROUGHT + dt.timedelta(days=2)
pytestmark = pytest.mark.usefixtures("empty")


def declaration(**other):
    given = {"slug": "words", "name": "Words", "source": source()}
    return Declaration.objects.create(**given | other)


def organisation(slug):
    kind = "local_government"
    return Organisation.objects.create(slug=slug, name=slug.title(), kind=kind)


def test_a_file_of_thousands_of_rows_is_one_entry():
    rows = [inventory(year) for year in range(1991, 2016)]
    pledges = [pledge(f"base_year {year}") for year in range(2021, 2061)]
    bring(record(inventories=rows, pledges=pledges), record(3, NOWHERE))
    [entry] = find_news(Asked(EVERYTHING))
    assert (entry.kind, entry.last) == ("submission", BROUGHT)
    assert dict(entry.figures) == {"commitments": 40, "inventories": 25}
    assert entry.page == ("source", "cdp-emissions-2016")


def test_a_file_that_brings_nothing_new_is_no_entry():
    promised()
    promised()
    assert news() == [("submission", 1)]


def test_a_city_is_told_of_its_own_rows_of_a_file():
    bring(
        record(pledges=[pledge(), pledge("base_year 2040")]),
        record(3, NOWHERE, pledges=[pledge()]),
        source="cdp-targets-2021",
    )
    [entry] = find_news(Asked(find_scope("cities", "se-mma")))
    assert (entry.who.name, dict(entry.figures)) == ("Malmö", {"commitments": 2})
    other = Organisation.objects.exclude(place__slug="se-mma").get()
    assert other.place is None
    assert find_scope("cities", "nowhere") is None
    assert find_scope("elsewhere", "se-mma") is None


def test_a_network_is_told_of_its_members_of_today():
    promised()
    malmo = Organisation.objects.get(place__slug="se-mma")
    member = Membership.objects.create(network=network(), member=malmo, source=source())
    assert news("networks", "net") == [("submission", 1)]
    member.until = "2025"
    member.save()
    assert news("networks", "net") == []


def test_times_are_later_than_since_and_not_later_than_until():
    promised()
    second = dt.timedelta(seconds=1)
    assert news(since=BROUGHT) == []
    assert news(since=BROUGHT - second, until=BROUGHT) == [("submission", 1)]
    assert news(until=BROUGHT - second) == []


def test_a_revision_is_an_entry_that_leads_to_the_version_in_force():
    made = promise()
    by = person("staff", is_staff=True)
    first = revise_commitment(made, {"reduction": 0.5}, source=source(), by=by)
    last = revise_commitment(first, {"stage": "withdrawn"}, source=source(), by=by)
    newest, older, _file = find_news(Asked(find_scope("cities", "se-mma")))
    assert [newest.figures["nature"], older.figures["nature"]] == [
        "withdrawn",
        "revised",
    ]
    assert older.figures["fields"] == ("reduction",)
    assert newest.page == older.page == ("commitment", str(last.pk))
    assert newest.key == f"revision/{last.pk}"


def test_a_promise_entered_by_hand_is_an_entry_of_its_convening_too():
    made = promise()
    held = convening()
    Commitment.objects.create(
        organisation=made.organisation,
        dataset="signed",
        reference="a",
        kind="peak_year",
        target_year=2027,
        source=source(),
        made_at=held,
    )
    [entry, *_] = find_news(Asked(find_scope("convenings", "summit")))
    assert entry.kind == "commitment"
    assert entry.figures["target_year"] == 2027


def test_a_report_is_news_once_it_is_confirmed():
    made = promise()
    sent = report(made, editor(made), at=BROUGHT)
    assert ("report", 1) not in news()
    confirm_report(sent, source(), by=person("staff", is_staff=True), at=LATER)
    [entry, *_] = find_news(Asked(EVERYTHING))
    assert (entry.kind, entry.last, dict(entry.figures)) == (
        "report",
        LATER,
        {"year": 2025, "measured_t": 700.0},
    )
    assert ("report", 1) in news("cities", "se-mma")


def test_a_convening_is_news_when_added_and_at_each_phase():
    held = convening()
    advance_phase(held, "open", by=secretary())
    held.note = "another word is no news"
    held.save()
    found = find_news(Asked(find_scope("convenings", "summit")))
    assert [entry.kind for entry in found] == ["phase", "convening"]
    assert dict(found[0].figures) == {"before": "planned", "after": "open"}
    assert news("networks", "net") == [("phase", 1), ("convening", 1)]
    assert find_scope("convenings", "other") is None


def test_a_published_programme_is_news():
    ProgrammeVersion.objects.create(
        convening=convening(),
        number=2,
        published_at=LATER,
        document={"sessions": []},
        changes=[{"kind": "moved", "slug": "opening"}],
    )
    found = find_news(Asked(EVERYTHING, until=LATER))
    assert [dict(entry.figures) for entry in found] == [{"number": 2, "changes": 1}]
    assert found[0].url == "/convenings/summit/programme/changes/"


def test_frozen_figures_of_a_day_are_one_entry():
    held, by = convening(), secretary()
    for key in ("attendance_total", "countries"):
        field = ensure_field(key)
        claim = Claim(
            about=held, field=field, value=40, phase="final", source=source(), key=key
        )
        keep_record(claim, by, "frozen")
    [entry] = [one for one in find_news(Asked(EVERYTHING)) if one.kind == "figures"]
    assert (entry.count, entry.figures["phase"]) == (2, "final")
    assert ("figures", 2) in news("convenings", "summit")
    assert ("figures", 2) in news("networks", "net")


def test_outcomes_of_a_kind_and_day_are_one_entry():
    held = convening()
    for number in range(7):
        kept_at(
            Agreement(
                slug=f"a{number}",
                name=f"Agreement {number}",
                convening=held,
                kind="memorandum",
                source=source(),
            ),
            LATER + dt.timedelta(minutes=number),
        )
    [entry] = [one for one in find_news(Asked(EVERYTHING)) if one.kind == "agreement"]
    assert (entry.count, len(entry.names), entry.names[0].name) == (7, 5, "Agreement 6")
    assert (entry.first, entry.last) == (LATER, LATER + dt.timedelta(minutes=6))
    assert entry.key == "all/agreement/summit/2026-03-03"


def test_an_outcome_is_news_of_its_parties():
    promised()
    malmo = Organisation.objects.get(place__slug="se-mma")
    made = Agreement.objects.create(
        slug="a", name="A", kind="memorandum", source=source()
    )
    assert ("agreement", 1) not in news("cities", "se-mma")
    made.parties.add(malmo)
    assert ("agreement", 1) in news("cities", "se-mma")


def test_signatures_of_a_day_are_one_entry_a_declaration():
    words = declaration(convening=convening())
    for slug in ("alpha", "beta"):
        who = organisation(slug)
        Signature.objects.create(declaration=words, organisation=who, source=source())
    assert ("signature", 2) in news("convenings", "summit")
    [entry] = [one for one in find_news(Asked(EVERYTHING)) if one.kind == "signature"]
    assert sorted(name.name for name in entry.names) == ["Alpha", "Beta"]


def test_a_recognition_is_news_again_when_its_status_changes():
    given = {
        "slug": "site",
        "name": "Site",
        "issuer": organisation("issuer"),
        "programme": "List",
        "source": source(),
    }
    made = Recognition.objects.create(status="applied", **given)
    made.status = "granted"
    made.save()
    assert news() == [("status", 1), ("recognition", 1)]


def test_a_project_is_news_when_unveiled_and_at_each_stage():
    held = convening()
    made = Project.objects.create(
        slug="tram", name="Tram", unveiled_at=held, source=source()
    )
    ProjectStage.objects.create(project=made, stage="signed", source=source())
    assert news("convenings", "summit")[:2] == [("stage", 1), ("project", 1)]


def test_what_was_deleted_is_no_news():
    made = declaration()
    assert news() == [("declaration", 1)]
    made.delete()
    assert news() == []


def test_no_more_than_asked_for_and_the_latest_first():
    for number in range(5):
        at = LATER + dt.timedelta(days=number)
        kept_at(Declaration(slug=f"d{number}", name="D", source=source()), at)
    found = find_news(Asked(EVERYTHING, limit=3))
    assert [one.last.day for one in found] == [7, 6, 5]


def test_what_was_found_is_kept_until_the_data_change():
    now = LATER
    assert recent_news(EVERYTHING, now, 10) == ()
    declaration()
    assert recent_news(EVERYTHING, now, 10) == ()
    quarter = dt.timedelta(minutes=15)
    assert len(recent_news(EVERYTHING, now + quarter, 10)) == 1
    promised()
    assert len(recent_news(EVERYTHING, now + quarter, 10)) == 2


def test_a_part_of_a_convening_belongs_to_it():
    held = convening()
    convening("forum", part_of=held)
    assert news("convenings", "summit") == [("convening", 1), ("convening", 1)]
    assert news("convenings", "forum") == [("convening", 1)]
