import pytest
from tests.web.plans.people import NOW, editor, find_inputs

from summitry.web.plans.actions import (
    VersionText,
    publish_plan,
    save_version,
    start_plan,
)
from summitry.web.plans.models import Plan
from summitry.web.plans.queries import latest_version

EXAMPLE = "an example by this project, not the city's plan"


@pytest.fixture
def guiyang(sample):
    return Plan.objects.get(organisation__slug="cn-gya", is_example=True)


@pytest.fixture
def planner(guiyang, client):
    user = editor(guiyang.organisation)
    client.force_login(user)
    return user


def sliders(client, plan):
    """What the editor's form sends, as a browser would."""
    sent = {}
    for box in find_inputs(client.get(f"/plans/{plan.pk}/edit/")):
        name = box.get("name", "")
        if name == "shown":
            sent.setdefault(name, []).append(box["value"])
        elif ":" in name and (box["type"] != "checkbox" or "checked" in box):
            sent[name] = box.get("value", "on")
    return sent


def value_of(answer, name, kind="number"):
    """The value of the one input of that name."""
    (found,) = [
        box["value"]
        for box in find_inputs(answer)
        if (box.get("name"), box["type"]) == (name, kind)
    ]
    return found


@pytest.mark.parametrize("path", ["cities/cn-gya/plan/", "cities/se-mma/plan/"])
@pytest.mark.parametrize("prefix", ["/", "/zh-hans/"])
def test_a_plan_tells_peak_neutrality_and_that_it_is_an_example(
    sample, client, prefix, path
):
    page = client.get(prefix + path).content.decode()
    assert 'class="example"' in page
    assert page.count("<figure") >= 4


def test_a_page_says_how_often_net_zero_is_out_of_sight(guiyang, client):
    page = client.get(f"/plans/{guiyang.pk}/").content.decode()
    assert "Net zero is not reached by 2060 in any draw" in page
    assert EXAMPLE in page
    assert "no source" in page


def test_a_city_without_a_plan_says_so_and_its_editor_may_start_one(sample, client):
    page = client.get("/cities/se-sto/plan/").content.decode()
    assert "no public plan" in page
    assert "plan/start/" not in page


def test_what_is_not_public_is_seen_by_its_editors_alone(guiyang, planner, client):
    plan = start_plan(guiyang.organisation, "Ours", by=planner, at=NOW)
    assert client.get(f"/plans/{plan.pk}/").status_code == 200
    client.logout()
    assert client.get(f"/plans/{plan.pk}/").status_code == 302
    publish_plan(plan, by=planner, public=True)
    assert client.get(f"/plans/{plan.pk}/").status_code == 200


def test_the_file_of_a_version_is_what_was_saved(guiyang, client):
    answer = client.get(f"/plans/{guiyang.pk}/1/plan.yaml")
    assert answer.content.decode() == latest_version(guiyang).document


@pytest.mark.parametrize("name", ["fan", "wedges", "costs", "drivers"])
def test_every_chart_is_there_as_a_table(guiyang, client, name):
    answer = client.get(f"/plans/{guiyang.pk}/1/{name}.csv")
    assert answer.status_code == 200
    assert len(answer.content.decode().splitlines()) > 1


def test_an_unknown_chart_or_version_is_not_found(guiyang, client):
    assert client.get(f"/plans/{guiyang.pk}/1/pie.csv").status_code == 404
    assert client.get(f"/plans/{guiyang.pk}/9/").status_code == 404


def test_a_budget_chooses_actions_that_have_a_cost(sample, client):
    plan = Plan.objects.get(organisation__slug="se-mma")
    page = client.get(f"/plans/{plan.pk}/?budget=300000000&by=2040").content.decode()
    assert "Take:" in page
    refused = client.get(f"/plans/{plan.pk}/?budget=1&by=1900").content.decode()
    assert 'class="bad"' in refused


def test_plans_stand_side_by_side_three_at_most(sample, client):
    keys = [plan.pk for plan in Plan.objects.all()]
    query = "&".join(f"plan={key}" for key in keys)
    page = client.get(f"/plans/compare/?{query}&plan=x").content.decode()
    assert "1. <a" in page
    assert "2. <a" in page


def test_the_report_says_what_when_who_cost_and_how_likely(sample, client):
    plan = Plan.objects.get(organisation__slug="se-mma")
    page = client.get(f"/plans/{plan.pk}/report/").content.decode()
    for words in ("Electric private cars", "2026–2038", "not said", "Probability"):
        assert words in page
    assert EXAMPLE in page or "an example by this project" in page


def test_apply_shows_what_sliders_come_to_without_keeping_it(guiyang, planner, client):
    given = sliders(client, guiyang) | {"reach:metro": "60", "act": "apply"}
    answer = client.post(f"/plans/{guiyang.pk}/edit/", given)
    assert value_of(answer, "reach:metro") == "60"
    assert Plan.objects.count() == 2


def test_sliders_that_nobody_moved_change_nothing(guiyang, planner, client):
    given = sliders(client, guiyang) | {"act": "save", "note": "nothing"}
    page = client.post(f"/plans/{guiyang.pk}/edit/", given).content.decode()
    assert "Nothing changed" in page


def test_an_action_is_added_moved_and_saved_with_a_diff_in_words(
    guiyang, planner, client
):
    plan = start_plan(guiyang.organisation, "Ours", by=planner, at=NOW)
    given = {"add": ["metro"], "act": "apply"}
    answer = client.post(f"/plans/{plan.pk}/edit/", given)
    assert value_of(answer, "start:metro") == "2020"
    assert value_of(answer, "add", "hidden") == "metro"
    given |= {"shown": ["metro"], "on:metro": "on", "start:metro": "2030"}
    given |= {"full:metro": "2040", "reach:metro": "12", "who:metro": "Metro office"}
    answer = client.post(
        f"/plans/{plan.pk}/edit/", given | {"act": "save", "note": "metro first"}
    )
    assert answer["Location"] == f"/plans/{plan.pk}/2/"
    page = client.get(answer["Location"]).content.decode()
    assert "Metro and light rail: added" in page
    assert "Metro office" in page


@pytest.mark.parametrize("number", ["much", "inf", "nan", "1e30"])
def test_a_slider_that_is_no_number_is_refused_by_its_name(
    guiyang, planner, client, number
):
    given = {"shown": "metro", "on:metro": "on", "reach:metro": number}
    page = client.post(f"/plans/{guiyang.pk}/preview/", given).content.decode()
    assert "reach:metro" in page
    assert 'role="alert"' in page


def test_a_preview_is_for_editors(guiyang, client):
    address = f"/plans/{guiyang.pk}/preview/"
    assert client.post(address).status_code == 302
    client.force_login(editor(guiyang.organisation))
    page = client.post(address, {"shown": "metro"}).content.decode()
    assert "<svg" in page


def test_a_version_that_was_kept_is_shown_as_it_was(guiyang, planner, client):
    plan = start_plan(guiyang.organisation, "Ours", by=planner, at=NOW)
    value = latest_version(guiyang).to_value()
    save_version(plan, value, VersionText("as the example"), by=planner, at=NOW)
    first = client.get(f"/plans/{plan.pk}/1/").content.decode()
    assert "Nothing is done in this plan yet" in first
