import pytest
from django.contrib import admin
from django.urls import reverse

from summitry.web.accounts.models import User
from summitry.web.evidence.queries import data_version
from summitry.web.network.models import Organisation, Place

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def secretariat(sample, client):
    user = User.objects.create_superuser("Desk@Summitry.example", "a long password")
    client.force_login(user)
    return client


def address(model, page):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def test_login_takes_an_address_and_its_password(sample, client):
    User.objects.create_superuser("Desk@Summitry.example", "a long password")
    given = {"login": "desk@summitry.example", "password": "a long password"}
    asked = client.get("/admin/login/?next=/admin/")
    answer = client.post(asked["Location"], given | {"next": "/admin/"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_visitors_are_sent_to_log_in(sample, client):
    answer = client.get("/admin/evidence/claim/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_account_without_staff_stays_out(sample, client):
    client.force_login(User.objects.create_user("x@summitry.example", "pass word"))
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_lists_search_and_forms_open(secretariat, model):
    url = address(model, "changelist")
    assert secretariat.get(url).status_code == 200
    model_admin = admin.site._registry[model]
    if model_admin.search_fields:
        assert secretariat.get(url, {"q": "Malmö"}).status_code == 200
    no_forms = ("Submission", "ProgressReport")
    expected = 403 if model.__name__ in no_forms else 200
    assert secretariat.get(address(model, "add")).status_code == expected
    first = model._default_manager.order_by("pk").first()
    if first is not None:
        change = reverse(
            f"admin:{model._meta.app_label}_{model._meta.model_name}_change",
            args=[first.pk],
        )
        assert secretariat.get(change).status_code == 200


def test_history_and_chinese_open(secretariat):
    malmo = Organisation.objects.get(slug="se-mma")
    history = reverse("admin:network_organisation_history", args=[malmo.pk])
    assert secretariat.get(history).status_code == 200
    chinese = {"Accept-Language": "zh-hans"}
    assert secretariat.get("/admin/", headers=chinese).status_code == 200


def test_edit_of_the_desk_shows_on_the_page(secretariat):
    malmo = Place.objects.get(slug="se-mma")
    change = reverse("admin:network_place_change", args=[malmo.pk])
    form = secretariat.get(change).context["adminform"].form
    values = {
        k: v for k, v in form.initial.items() if v is not None and k in form.fields
    }
    before = data_version()
    answer = secretariat.post(change, values | {"name": "Malmö!"})
    assert answer.status_code == 302
    assert data_version() != before
    assert "Malmö!" in secretariat.get("/cities/?q=Malmö!").content.decode()
