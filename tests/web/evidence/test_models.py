import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError

from summitry.web.evidence.actions import ensure_field, ensure_source
from summitry.web.evidence.models import Claim, Source
from summitry.web.network.models import Place


@pytest.mark.parametrize(
    ("value", "statement"), [(None, ""), (5, "2022-05-11")], ids=["neither", "both"]
)
def test_claim_is_a_number_or_a_statement(empty, value, statement):
    with pytest.raises(IntegrityError, match="claim_number_or_statement"):
        Claim.objects.create(
            about_type=ContentType.objects.get_for_model(Place),
            about_id=1,
            field=ensure_field("population"),
            source=ensure_source("cdp-emissions-2016"),
            value=value,
            statement=statement,
        )


def test_claim_of_nought_is_a_number(empty):
    claim = Claim.objects.create(
        about_type=ContentType.objects.get_for_model(Place),
        about_id=1,
        field=ensure_field("population"),
        source=ensure_source("cdp-emissions-2016"),
        value=0,
        unit="person",
    )
    claim.refresh_from_db()
    assert str(claim).endswith(": 0 person")


def test_source_of_a_year_not_in_the_table_is_of_its_family(empty):
    source = ensure_source("cdp-emissions-2031")
    assert (source.date, source.publisher) == ("2031", "CDP and ICLEI")
    assert source.get_absolute_url() == "/evidence/cdp-emissions-2031/"
    assert ensure_source("cdp-emissions-2031") == source
    assert Source.objects.count() == 1
