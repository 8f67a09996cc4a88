import csv
import io
import json

import pytest
from tests.web.commitments.people import editor, report

from summitry.web.commitments.queries import current_commitments


@pytest.fixture
def rows(sample, client):
    def get(ending):
        answer = client.get(f"/commitments/register.{ending}")
        assert answer.status_code == 200
        return answer, answer.getvalue().decode("utf-8-sig")

    return get


def test_csv_and_json_say_the_same_of_every_commitment(rows):
    table = list(csv.DictReader(io.StringIO(rows("csv")[1])))
    document = json.loads(rows("json")[1])
    assert len(table) == len(document["commitments"]) == current_commitments().count()
    for line, given in zip(table, document["commitments"], strict=True):
        assert line == {key: as_text(value) for key, value in given.items()}


def as_text(value):
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def test_malmo_is_judged_on_a_series_that_has_the_base_year(rows):
    document = json.loads(rows("json")[1])
    [malmo] = [
        one
        for one in document["commitments"]
        if (one["place"], one["reference"]) == ("se-mma", "base_year 2030")
    ]
    assert (malmo["series"], malmo["base_judged_year"]) == ("klimatkollen", 1990)
    assert malmo["level_t"] == pytest.approx(malmo["base_judged_t"] * 0.3)
    assert malmo["achieved"] == pytest.approx(
        1 - malmo["latest_t"] / malmo["base_judged_t"]
    )
    assert (malmo["reporting"], malmo["no_report_since"]) == ("silent", 2021)


def test_a_file_that_is_the_same_is_not_sent_again(rows, client):
    tag = rows("csv")[0]["ETag"]
    again = client.get("/commitments/register.csv", headers={"If-None-Match": tag})
    assert again.status_code == 304
    malmo = current_commitments().filter(organisation__slug="se-mma").first()
    report(malmo, editor(malmo))
    after = client.get("/commitments/register.csv", headers={"If-None-Match": tag})
    assert after.status_code == 200
    line = next(
        one
        for one in csv.DictReader(io.StringIO(after.getvalue().decode("utf-8-sig")))
        if one["id"] == str(malmo.pk)
    )
    assert (line["last_report_year"], line["last_report_state"]) == ("2025", "waiting")
    assert line["last_report_measured_t"] == "700.0"
