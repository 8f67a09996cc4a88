import re
from typing import get_args

import pytest
from django.utils.translation import override

from summitry.core.emissions.peak import Reason, ReasonCode
from summitry.web.portal.wording import explain, name_country, say_derivation

FALL = {"peak_year": 2010, "last_year": 2019, "gap_years": 9, "drop": 0.098}
PARAMETERS = {
    "too_few_points": {"points": 2, "required": 3},
    "age": {"last_year": 2012, "as_of": 2026, "allowed_years": 5},
    "too_recent": {
        "peak_year": 2017,
        "last_year": 2019,
        "gap_years": 2,
        "required_years": 5,
    },
    "small_drop": {**FALL, "required_drop": 0.1},
    "declined": FALL,
    "declined_unexplained": FALL,
    "driver_fell": {**FALL, "driver": "gdp"},
    "not_significant": {
        "peak_year": 2010,
        "last_year": 2019,
        "p": 0.21,
        "required_p": 0.05,
    },
    "committed": FALL,
    "not_committed": FALL,
    "commitment_unknown": FALL,
}


def test_every_reason_is_tried():
    assert set(PARAMETERS) == set(get_args(ReasonCode))


@pytest.mark.parametrize("code", PARAMETERS)
def test_every_reason_is_a_sentence_in_both_languages(code):
    reason = Reason(code, PARAMETERS[code])
    english = explain(reason)
    assert english.endswith(".")
    assert re.fullmatch(r"[\x20-\x7e−\u202f]+", english)
    with override("zh-hans"):
        chinese = explain(reason)
    assert chinese.endswith("。")
    # No sentence is left in English: Latin letters are acronyms and symbols alone.
    assert set(re.findall(r"[A-Za-z]+", chinese)) <= {"GDP", "p"}
    for year in ("peak_year", "last_year"):
        if year in PARAMETERS[code] and year in english:
            assert str(PARAMETERS[code][year]) in chinese


def test_reason_is_worded_with_its_figures():
    assert explain(Reason("small_drop", PARAMETERS["small_drop"])).count("9.8") == 1
    with override("zh-hans"):
        assert "9.8" in explain(Reason("small_drop", PARAMETERS["small_drop"]))


def test_country_and_derivation_follow_the_language():
    assert name_country("CN") == "China"
    assert say_derivation("anything else") == "anything else"
    with override("zh-hans"):
        assert name_country("CN") == "中国"
        assert say_derivation("sum of the sectors") != "sum of the sectors"
