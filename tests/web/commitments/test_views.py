import pytest
from tests.web.commitments.people import editor, person, promise, report, secretary
from tests.web.html import parse

from summitry.web.commitments.actions import confirm_report
from summitry.web.commitments.models import ProgressReport
from summitry.web.evidence.models import Source

GIVEN = {"year": "2025", "done": "Trams.", "measured_t": "700.5", "under_way": "Buses."}


@pytest.fixture
def made(empty):
    return promise()


def address(commitment, prefix=""):
    return f"{prefix}/commitments/{commitment.pk}/report/"


def test_a_visitor_is_asked_to_log_in(made, client):
    for page in (address(made), "/reports/"):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"]) == (302, f"/login/?next={page}")


def test_log_in_leads_to_where_one_was_going(made, client):
    editor(made)
    given = {"login": "editor@summitry.example", "password": "pass word"}
    answer = client.post("/login/", given | {"next": address(made)})
    assert (answer.status_code, answer["Location"]) == (302, address(made))


def test_an_account_without_a_role_is_told_so(made, client):
    client.force_login(person("nobody"))
    for page in (address(made), "/reports/"):
        answer = client.get(page)
        assert answer.status_code == 403
        assert "Not allowed" in answer.content.decode()


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_pages_of_reports_are_whole(made, client, prefix):
    city, desk = editor(made), secretary(made)
    sent = report(made, city)
    for user, page in (
        (city, address(made)),
        (city, "/reports/"),
        (desk, "/reports/"),
        (desk, f"/reports/{sent.pk}/"),
    ):
        client.force_login(user)
        answer = client.get(prefix + page)
        html = parse(answer.content.decode())
        assert (answer.status_code, html.tags["h1"], html.unlabelled) == (200, 1, [])
        assert [name for name, count in html.ids.items() if count > 1] == []


def test_a_report_is_submitted_and_shown(made, client):
    client.force_login(editor(made))
    answer = client.post(address(made), GIVEN, follow=True)
    html = answer.content.decode()
    assert "The report on 2025 was submitted." in html
    assert "Trams." in html
    kept = ProgressReport.objects.get()
    assert (kept.measured_t, kept.under_way, kept.language) == (700.5, "Buses.", "en")


def test_errors_stand_beside_the_field_and_nothing_is_lost(made, client):
    client.force_login(editor(made))
    wrong = GIVEN | {"year": "2999", "measured_t": "-3"}
    answer = client.post(address(made, "/zh-hans"), wrong)
    form = answer.context["form"]
    assert list(form.errors) == ["year", "measured_t"]
    html = answer.content.decode()
    assert 'id="id_year_error"' in html
    assert "排放量不能小于零。" in html
    for value in ("2999", "Trams.", "-3", "Buses."):
        assert value in html
    assert not ProgressReport.objects.exists()


def test_the_form_takes_up_a_report_that_is_not_confirmed(made, client):
    city = editor(made)
    report(made, city, 2024)
    client.force_login(city)
    html = client.get(f"{address(made)}?year=2024").content.decode()
    assert html.count("Trams run on wind power.") == 2
    assert 'value="2024"' in html


def test_the_secretariat_confirms_by_a_source(made, client):
    sent = report(made, editor(made))
    client.force_login(secretary(made))
    page = f"/reports/{sent.pk}/"
    empty = client.post(page, {"decision": "confirm", "evidence": ""})
    assert list(empty.context["confirm"].errors) == ["evidence"]
    given = {"decision": "confirm", "evidence": Source.objects.first().pk}
    assert client.post(page, given)["Location"] == "/reports/"
    sent.refresh_from_db()
    assert sent.state == "confirmed"
    again = client.post(page, given)
    assert "This report was decided on before: confirmed." in again.content.decode()


def test_the_secretariat_returns_with_a_reason(made, client):
    sent = report(made, editor(made))
    client.force_login(secretary(made))
    client.post(f"/reports/{sent.pk}/", {"decision": "return", "reason": "No figure."})
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("returned", "No figure.")


def test_a_city_reads_its_report_but_does_not_decide_on_it(made, client):
    city = editor(made)
    sent = report(made, city)
    client.force_login(city)
    assert client.get(f"/reports/{sent.pk}/").status_code == 200
    given = {"decision": "confirm", "evidence": Source.objects.first().pk}
    assert client.post(f"/reports/{sent.pk}/", given).status_code == 403


def test_reports_lists_what_waits_and_who_is_silent(made, client):
    client.force_login(person("staff", is_staff=True))
    silent = client.get("/reports/")
    assert (silent.context["overdue"], silent.context["silent"]) == (1, 1)
    assert "No report since it was recorded in 2021." in silent.content.decode()
    sent = report(made, editor(made), at=_now())
    found = client.get("/reports/").context
    assert [one for one, _ in found["waiting"]] == [sent]
    assert found["overdue"] == 0
    confirm_report(sent, Source.objects.first(), by=secretary(made), at=_now())
    assert client.get("/reports/").context["waiting"] == []


def _now():
    from django.utils import timezone

    return timezone.now()


def test_reports_takes_as_many_queries_for_three_as_for_one(
    made, client, django_assert_num_queries
):
    client.force_login(person("staff", is_staff=True))
    with django_assert_num_queries(7):
        client.get("/reports/")
    for year in (2031, 2032):
        promise_more(year)
    with django_assert_num_queries(7):
        client.get("/reports/")


def promise_more(year):
    from tests.web.making import bring, pledge, record

    more = pledge(f"base_year {year}", target_year=year)
    bring(record(pledges=[more]), source="cdp-targets-2021")
