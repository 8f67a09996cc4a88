import pytest

from summitry.web.commitments.integrity import list_integrity
from summitry.web.commitments.models import Commitment, ProgressReport


def answers(commitment, **other):
    checks = list_integrity(commitment, **other)
    return {one.name: (one.answer, one.evidence) for one in checks if one.evidence}


def test_what_a_source_does_not_record_is_unknown():
    checks = list_integrity(Commitment(kind="base_year"))
    assert [one.answer for one in checks] == [None] * 8


def test_answers_of_net_zero_tracker_are_quoted():
    given = {
        "has_plan": "Yes",
        "reporting_mechanism": "Less than annual reporting",
        "carbon_credit_offsets": "Not Specified",
        "gasses_coverage": "Carbon dioxide only",
        "interim_target": "No target",
    }
    assert answers(Commitment(kind="net_zero", stage="in_law", details=given)) == {
        "pledge": (True, "in law"),
        "plan": (True, "yes"),
        "publication": (False, "reporting less than once a year"),
        "interim_target": (False, "the source records none"),
        "coverage": (True, "carbon dioxide only"),
        "residual": (False, "neither a reduction nor a level is stated"),
        "offsets": (False, "not specified"),
    }


def test_a_nearer_commitment_is_an_interim_target():
    far = Commitment(pk=1, kind="net_zero", target_year=2050)
    near = Commitment(pk=2, kind="base_year", target_year=2030)
    found = answers(far, others=[far, near])
    assert found["interim_target"] == (True, "a commitment for 2030 is on record")
    assert "interim_target" not in answers(near, others=[far, near])


@pytest.mark.parametrize("state", ["waiting", "returned"])
def test_measures_have_begun_when_a_confirmed_report_says_so(state):
    claimed = ProgressReport(year=2025, state=state)
    shown = ProgressReport(year=2024, state="confirmed")
    promise = Commitment(kind="base_year")
    assert "action" not in answers(promise, reports=[claimed])
    assert answers(promise, reports=[claimed, shown])["action"] == (
        True,
        "the confirmed report on 2024",
    )
