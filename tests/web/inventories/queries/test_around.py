import pytest
from tests.web.inventories import people
from tests.web.inventories.people import NOW
from tests.web.making import MALMO, bring, inventory, record

from summitry.core.inventory.lines import Line, MethodCall
from summitry.web.evidence.models import Claim, Field, Source
from summitry.web.inventories.actions.drafts import (
    keep_calculations,
    keep_facts,
    keep_line,
    open_inventory,
)
from summitry.web.inventories.queries.around import (
    assess,
    context_of,
    nearest_count,
    other_figures,
)
from summitry.web.inventories.queries.sheet import sheet_of_draft, uncertainty_of
from summitry.web.network.models import Organisation


@pytest.fixture
def malmo(empty):
    """Malmö with another source's BASIC total of 2015 and a total on another basis."""
    bring(
        record(
            actor=MALMO,
            inventories=[
                inventory(2015, 5000.0, basis="basic"),
                inventory(2015, 900.0, basis="scopes_1_2"),
            ],
        )
    )
    return Organisation.objects.get(place__slug="se-mma")


def test_other_sources_of_the_same_year_stand_beside_and_same_levels_are_compared(
    malmo,
):
    editor = people.editor(malmo)
    draft = open_inventory(malmo, 2015, by=editor, at=NOW)
    keep_line(draft, Line(ref="I.1.1", co2e_t=1000.0), by=editor, at=NOW)
    others = [(o.inventory.total_t, o.is_comparable) for o in other_figures(draft)]
    assert sorted(others) == [(900.0, False), (5000.0, True)]
    value = draft.value()
    report = assess(value, context_of(draft, value)).report
    (finding,) = [found for found in report.findings if found.rule == "V25"]
    assert finding.figures["other"] == "5,000 t"


def test_what_is_not_known_is_named_as_not_run(malmo):
    editor = people.editor(malmo)
    draft = people.draft_of(malmo, editor, 2016)
    sheet = sheet_of_draft(draft)
    rules = {rule.rule for _, _, rules in sheet.not_run for rule in rules}
    assert {"V14", "V23", "V24", "V25"} <= rules
    # The line by a method has told what was multiplied.
    assert "V18" not in rules


def test_last_years_inventory_and_the_own_series_are_the_past(malmo):
    editor, desk = people.editor(malmo), people.secretary(malmo)
    people.publish_year(malmo, editor, desk, 2019)
    draft = open_inventory(malmo, 2020, by=editor, at=NOW)
    people.burn(draft, editor, quantity=3000)
    value = draft.value()
    context = context_of(draft, value)
    assert context.previous.place.year == 2019
    assert set(context.past_t) == {2019}
    assert "V14" in {f.rule for f in assess(value, context).report.findings}
    keep_facts(draft, {"note": "A new power station."}, by=editor)
    draft.refresh_from_db()
    assert context_of(draft, value).method_change == "A new power station."


def test_peers_are_cities_of_the_country_where_there_are_enough(malmo):
    field = Field.objects.get_or_create(key="population", defaults={"unit": "people"})[
        0
    ]
    editor = people.editor(malmo)
    for number in range(5):
        city = people.city(f"se-{number}", f"City {number}")
        writer = people.editor(city, f"editor{number}")
        reviewer = people.secretary(city, f"desk{number}")
        people.publish_year(city, writer, reviewer, 2020)
        Claim.objects.create(
            about=city,
            field=field,
            value=1000 * (number + 1),
            unit=field.unit,
            as_of="2020",
            source=Source.objects.first(),
        )
    draft = people.draft_of(malmo, editor, 2020)
    peers = context_of(draft, draft.value()).peers_t_per_head
    assert sorted(peers) == pytest.approx([58266.5 / n / 1000 for n in (5, 4, 3, 2, 1)])


def test_a_population_more_than_ten_years_away_serves_nobody():
    assert nearest_count({2010: 5, 2019: 7}, 2018) == 7
    assert nearest_count({2000: 5}, 2011) is None
    assert nearest_count({}, 2011) is None


def test_uncertainty_is_of_the_basic_total_and_names_what_to_know_better(malmo):
    editor = people.editor(malmo)
    draft = open_inventory(malmo, 2020, by=editor, at=NOW)
    words = {"activity_quality": "H", "factor_quality": "M"}
    call = MethodCall(method="fuel_combustion", inputs=people.GAS)
    keep_calculations(draft, Line(ref="I.1.1", **words), [call], by=editor, at=NOW)
    keep_line(draft, Line(ref="I.4.4", co2e_t=1e9), by=editor, at=NOW)
    found = uncertainty_of(draft.value(), simulated=True)
    assert found.total_t == pytest.approx(56266.5)
    # Activity 5 % (H), factor of CO2 7 % (M): 8.6 % in all, nearly all of it CO2.
    assert found.approach1.inventory_percent == pytest.approx(8.58, abs=0.02)
    assert found.approach2.inventory_percent == pytest.approx(8.58, abs=0.3)
    assert found.improvements[0].name == "I.1.1 CO2"
    assert found.low_t < found.total_t < found.high_t
