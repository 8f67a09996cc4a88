import json

import pytest

from summitry.catalogue import METHODS


def post(client, name, given):
    body = given if isinstance(given, str) else json.dumps(given)
    return client.post(f"/api/methods/{name}", body, content_type="application/json")


def test_methods_are_those_of_the_catalogue(client):
    assert client.get("/api/methods").json() == [
        {"name": each.name, "title": each.title, "source": each.source}
        for each in METHODS.values()
    ]


@pytest.mark.parametrize(
    ("given", "gwp"),
    [
        ({"gas": "CH4", "origin": "fossil", "set": "AR6"}, 29.8),
        ({"gas": "CH4", "set": "AR6"}, 27.9),
        ({"gas": "CH4", "set": "AR4"}, 25),
    ],
)
def test_method_answers_as_on_the_command_line(client, given, gwp):
    answer = post(client, "gwp", given)
    assert (answer.status_code, answer.json()) == (200, {"gwp": gwp})


@pytest.mark.parametrize("name", METHODS)
def test_every_method_answers_its_own_example(client, name):
    answer = post(client, name, METHODS[name].example_input)
    assert answer.status_code == 200
    assert set(answer.json()) >= set(METHODS[name].example_output)


def test_unknown_key_is_refused_by_its_name(client):
    answer = post(client, "gwp", {"gas": "CH4", "set": "AR6", "colour": "red"})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["colour"]


@pytest.mark.parametrize(
    ("given", "status"),
    [("{", 400), ("", 422), ("[]", 422), ("null", 422), ('{"gas": NaN}', 422)],
)
def test_what_is_no_object_is_refused(client, given, status):
    assert post(client, "gwp", given).status_code == status


def test_unknown_method_is_404(client):
    answer = post(client, "gpw", {})
    assert answer.status_code == 404
    assert answer.json()["errors"]["name"].startswith("no method 'gpw'; there are: ")


def test_get_of_a_method_is_405(client):
    assert client.get("/api/methods/gwp").status_code == 405


def test_schema_is_open_api(client):
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.")
    assert sorted(document["paths"]) == ["/api/methods", "/api/methods/{name}"]
    html = client.get("/api/docs").content.decode()
    assert "https://" not in html
