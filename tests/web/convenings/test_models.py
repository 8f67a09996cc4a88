import pytest
from django.db import IntegrityError

from summitry.web.convenings.models import Agreement, Convening, Series
from summitry.web.evidence.actions import ensure_source


@pytest.mark.parametrize("currency", ["", "CNY"])
def test_agreement_with_a_value_has_a_currency(empty, currency):
    given = Agreement(slug="a", name="A", kind="other", value=5, currency=currency)
    given.source = ensure_source("cdp-emissions-2016")
    if currency:
        given.save()
        assert Agreement.objects.get().value == 5
    else:
        with pytest.raises(IntegrityError, match="agreement_value_has_currency"):
            given.save()


def test_convenings_come_latest_first_at_any_precision(empty):
    source = ensure_source("cdp-emissions-2016")
    series = Series.objects.create(slug="s", name="S", source=source)
    for day in ("2021-07-12", "2023", "2021", "2022-05-11", "2021-07"):
        Convening.objects.create(
            slug=day, name=day, first_day=day, series=series, source=source
        )
    assert [c.first_day for c in Convening.objects.all()] == [
        "2023",
        "2022-05-11",
        "2021-07-12",
        "2021-07",
        "2021",
    ]
