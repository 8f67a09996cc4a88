import json

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.commitments.people import person
from tests.web.plans.people import NOW, city, editor, gpc_lines

from summitry.catalogue.plan_actions import Setting, add_action, apply_settings
from summitry.core.errors import InvalidDataError
from summitry.web.plans.actions import (
    VersionText,
    publish_plan,
    run_version,
    save_version,
    start_plan,
)
from summitry.web.plans.models import Plan, PlanVersion, digest
from summitry.web.plans.queries import latest_version, summarise_plan


def start(organisation, by=None):
    return start_plan(organisation, "Plan", by=by or editor(organisation), at=NOW)


def test_a_plan_starts_from_the_lines_that_its_basis_counts(empty):
    organisation = city(lines=gpc_lines(), basis="basic")
    value = latest_version(start(organisation)).to_value()
    sizes = {sector.name: sector.emissions_t for sector in value.sectors}
    assert sizes == {"homes_fuel": 300.0, "homes_power": 200.0, "road_fuel": 500.0}
    assert (value.base_year, value.until, value.country) == (2015, 2060, "SE")
    assert value.neutral_by == (2045,)


def test_a_promise_is_judged_by_the_series_own_base_year(empty):
    organisation = city(lines=gpc_lines(), basis="basic")
    (target,) = latest_version(start(organisation)).to_value().targets
    assert (target.year, target.level_t) == (2030, pytest.approx(1200.0))


def test_without_parts_a_plan_has_the_scopes_or_the_total(empty):
    organisation = city(basis="as_reported")
    value = latest_version(start(organisation)).to_value()
    assert [(s.name, s.emissions_t) for s in value.sectors] == [("whole_city", 1000.0)]


def test_every_number_of_a_started_plan_says_where_it_is_from(empty):
    organisation = city(lines=gpc_lines(), basis="basic")
    version = latest_version(start(organisation))
    kinds = {path: one["kind"] for path, one in version.assumptions.items()}
    assert kinds["sectors.homes_fuel.emissions_t"] == "record"
    assert kinds["sectors.homes_fuel.gdp_elasticity"] == "none"
    assert kinds["drivers.population.growth"] == "none"
    assert kinds["factors.gasoline.t_per_mwh"] == "table"


def test_a_city_without_figures_cannot_start(empty):
    organisation = city()
    organisation.emission_series.all().delete()
    with pytest.raises(InvalidDataError) as caught:
        start(organisation)
    assert list(caught.value.errors) == ["city"]


def test_only_who_edits_for_the_city_starts_and_saves(empty):
    organisation = city()
    with pytest.raises(PermissionDenied):
        start(organisation, person("stranger"))
    plan = start(organisation)
    with pytest.raises(PermissionDenied):
        save_version(
            plan,
            latest_version(plan).to_value(),
            VersionText("why"),
            by=person("other"),
            at=NOW,
        )


def test_a_version_keeps_its_document_and_who_saved_it(empty):
    organisation = city(lines=gpc_lines(), basis="basic")
    by = editor(organisation)
    plan = start(organisation, by)
    first = latest_version(plan)
    value = add_action(first.to_value(), "electric-cars", 2026, 2035)
    text = VersionText("cars", {"electric-cars": "Streets office"})
    second = save_version(plan, value, text, by=by, at=NOW)
    assert (second.number, second.note, second.saved_by) == (2, "cars", by)
    assert second.responsible == {"electric-cars": "Streets office"}
    assert second.to_value() == value
    assert second.sha256 == digest(second.document)
    assert second.assumptions["actions.electric-cars.service_efficiency"] == {
        "kind": "library",
        "source": "electric-cars",
        "note": "reopened",
    }
    first.refresh_from_db()
    assert "electric-cars" not in first.document


def test_what_an_editor_moved_is_said_to_be_set_in_the_plan(empty):
    organisation = city(lines=gpc_lines(), basis="basic")
    by = editor(organisation)
    plan = start(organisation, by)
    value = add_action(latest_version(plan).to_value(), "electric-cars", 2026, 2035)
    save_version(plan, value, VersionText("cars"), by=by, at=NOW)
    moved = apply_settings(value, {"electric-cars": Setting(reach=0.25)})
    version = save_version(plan, moved, VersionText("fewer"), by=by, at=NOW)
    assert version.assumptions["actions.electric-cars.reach"] == {"kind": "set"}


@pytest.mark.parametrize(("note", "key"), [("", "note"), ("why", "")])
def test_a_version_needs_a_change_and_a_note(empty, note, key):
    organisation = city()
    by = editor(organisation)
    plan = start(organisation, by)
    with pytest.raises(InvalidDataError) as caught:
        save_version(
            plan, latest_version(plan).to_value(), VersionText(note), by=by, at=NOW
        )
    assert key in caught.value.errors
    assert plan.versions.count() == 1


def test_a_run_is_made_once_and_its_bytes_are_the_same(empty):
    organisation = city(lines=gpc_lines(), basis="basic")
    version = latest_version(start(organisation))
    run = run_version(version)
    assert run_version(version) == run
    again = summarise_plan(version.to_value(), draws=run.draws, seed=run.seed)
    text = json.dumps(again, sort_keys=True, separators=(",", ":"))
    assert digest(text) == run.sha256
    assert json.loads(text) == run.summary


def test_wedges_add_up_to_what_the_plan_saves(empty):
    organisation = city(lines=gpc_lines(), basis="basic")
    value = latest_version(start(organisation)).to_value()
    for slug in ("electric-cars", "congestion-charge", "urban-trees"):
        value = add_action(value, slug, 2026, 2035)
    summary = summarise_plan(value, draws=1, seed=0)
    saved = sum(one["mean_t"][-1] for one in summary["actions"])
    difference = summary["baseline"]["p50"][-1] - summary["plan"]["p50"][-1]
    assert saved == pytest.approx(difference, rel=1e-9)


def test_what_is_made_of_an_example_is_a_plan_of_the_city_itself(sample):
    example = Plan.objects.get(organisation__slug="cn-gya")
    by = editor(example.organisation)
    value = latest_version(example).to_value()
    moved = apply_settings(value, {"metro": Setting(start=2035, full=2045)})
    saved = save_version(example, moved, VersionText("later"), by=by, at=NOW)
    assert (saved.number, saved.plan.is_example, saved.plan.is_public) == (
        1,
        False,
        False,
    )
    assert example.versions.count() == 1
    with pytest.raises(PermissionDenied):
        publish_plan(example, by=by, public=False)
    publish_plan(saved.plan, by=by, public=True)
    assert Plan.objects.get(pk=saved.plan.pk).is_public


def test_examples_are_marked_and_say_where_each_number_is_from(sample):
    assert Plan.objects.filter(is_example=True).count() == 2
    for version in PlanVersion.objects.filter(plan__is_example=True):
        kinds = {one["kind"] for one in version.assumptions.values()}
        assert kinds <= {"record", "library", "table", "set", "none"}
        assert version.runs.count() == 1
