"""The how-tos do what they say."""

import pytest
from django.contrib.contenttypes.models import ContentType

from summitry.web.accounts.models import User
from summitry.web.evidence.actions import ensure_field
from summitry.web.evidence.models import Claim, Rank, Source
from summitry.web.network.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _static_files(settings, tmp_path):
    """The folder that the static files would be collected in."""
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def claim():
    """A figure of a text without rows, about a city."""
    about = Organisation.objects.create(
        slug="guiyang", name="Guiyang", kind="local_government"
    )
    source = Source.objects.create(key="a", title="A text", publisher_class="news")
    return Claim.objects.create(
        key="guiyang.population.a",
        about_type=ContentType.objects.get_for_model(Organisation),
        about_id=about.pk,
        field=ensure_field("population"),
        value=6602500,
        unit="person",
        source=source,
    )


def submit(client, claim, **changes):
    """Log in, open the claim's form, change some of it, save."""
    client.force_login(User.objects.create_superuser("a@summitry.example", "x"))
    address = f"/admin/evidence/claim/{claim.pk}/change/"
    form = client.get(address).context["adminform"].form
    shown = {
        name: form.get_initial_for_field(form[name].field, name) for name in form.fields
    }
    filled = {name: "" if value is None else value for name, value in shown.items()}
    return client.post(address, filled | changes)


def test_a_claim_is_ranked_in_the_back_office(client, claim):
    answer = submit(client, claim, rank=Rank.PREFERRED, note="The census.")
    assert answer.status_code == 302
    claim.refresh_from_db()
    assert (claim.rank, claim.note) == ("preferred", "The census.")
    assert claim.history.first().rank == "preferred"
