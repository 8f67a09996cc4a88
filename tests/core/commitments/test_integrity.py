import pytest

from summitry.core.commitments.integrity import Finding, list_checks
from summitry.core.errors import InvalidDataError


def test_what_is_not_known_stays_unknown():
    plan = Finding(answer=True, evidence="climate plan 2022, page 4")
    offsets = Finding(answer=False, evidence="Net Zero Tracker 2024")
    assert list_checks({"offsets": offsets, "plan": plan}) == {
        "pledge": None,
        "plan": plan,
        "action": None,
        "publication": None,
        "interim_target": None,
        "coverage": None,
        "residual": None,
        "offsets": offsets,
    }


def test_an_answer_needs_evidence():
    with pytest.raises(InvalidDataError, match="evidence: must say where"):
        Finding(answer=True, evidence=" ")
