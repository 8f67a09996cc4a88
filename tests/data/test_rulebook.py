from dataclasses import asdict

from summitry.core.inventory.checks.registry import CHECKS
from summitry.data.rulebook import load_rules_of, load_thresholds
from summitry.data.uncertainty import load_uncertainty_defaults


def test_thresholds_are_those_of_the_rules():
    """METHODS 1.4."""
    found = asdict(load_thresholds())
    assert found["co2e_tolerance"] == 0.005
    assert (found["lowest_t_per_head"], found["highest_t_per_head"]) == (0.1, 60)
    assert (found["year_on_year"], found["fraction_sum_tolerance"]) == (0.3, 0.01)
    assert (found["loss_lowest"], found["loss_highest"]) == (0.01, 0.4)


def test_every_rule_says_where_it_applies():
    assert load_rules_of("gpc") | load_rules_of("crf") == set(CHECKS)


def test_defaults_of_uncertainty_are_those_documented():
    """METHODS 3: activity data 5/15/40, CO2 3/7/20, CH4 20/50/100, N2O 50/100/200."""
    defaults = load_uncertainty_defaults()
    assert [
        [defaults.of(quantity, grade) for grade in ("H", "M", "L")]
        for quantity in ("activity", "CO2", "CH4", "N2O")
    ] == [[5, 15, 40], [3, 7, 20], [20, 50, 100], [50, 100, 200]]
    assert defaults.of("other gases", "") == 20
