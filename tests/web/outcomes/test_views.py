"""What came of a convening, entered through the desk, and who may."""

import pytest
from tests.web.convenings.hosts import convening, secretary, somebody, source, steward

from summitry.web.commitments.models import Commitment
from summitry.web.convenings.models import (
    Agreement,
    Declaration,
    Participation,
    Publication,
    Recognition,
    Signature,
)
from summitry.web.evidence.models import Claim
from summitry.web.network.models import Alias, Membership, Organisation
from summitry.web.projects.models import Project

pytestmark = pytest.mark.usefixtures("empty")

ROOT = "/desk/summit/outcomes/"


def city(name):
    return Organisation.objects.create(
        slug=name.lower(), name=name, kind="local_government"
    )


@pytest.fixture
def desk(client):
    """Send a form of the desk as the secretariat; the answer's words if it is refused."""
    convening()
    city("Malmo")
    city("Guiyang")
    client.force_login(secretary())

    def send(path, **values):
        given = values | {"source-source": source().pk}
        answer = client.post(path, given)
        return "" if answer.status_code == 302 else answer.content.decode()

    return send


def declare(desk):
    assert desk(f"{ROOT}declaration/new/", name="Pledge", date="2027-05-12") == ""
    one = Declaration.objects.get()
    return one, f"{ROOT}declaration/{one.pk}/"


def test_a_declaration_gets_texts_points_and_signatures(desk):
    one, path = declare(desk)
    assert "Give the text" in desk(f"{path}text/new/", language="en", title="Pledge")
    assert not desk(f"{path}text/new/", language="en", title="Pledge", text="We will.")
    points = {"kind": "point", "texts": "Less waste\nMore trees"}
    assert "2 points, and 1" in desk(f"{path}point/new/", **points, texts_zh="减少废物")
    assert not desk(f"{path}point/new/", **points, texts_zh="减少废物\n多种树")
    assert not desk(f"{path}point/new/", kind="point", texts="Report")
    assert [(p.number, p.text, p.text_zh) for p in one.points.all()] == [
        (1, "Less waste", "减少废物"),
        (2, "More trees", "多种树"),
        (3, "Report", ""),
    ]
    signed = {"signatories": "Malmo\nGuiyang", "date": "2027-05-12"}
    assert not desk(f"{path}signature/new/", **signed)
    assert "Signed already: Guiyang" in desk(
        f"{path}signature/new/", signatories="Guiyang"
    )
    assert Signature.objects.count() == 2


def test_a_signature_carries_a_promise_into_the_register(desk, client):
    _, path = declare(desk)
    desk(f"{path}signature/new/", signatories="Malmo", date="2027-05-12")
    signature = Signature.objects.get()
    promise = f"{path}signature/{signature.pk}/promise/"
    given = {"kind": "base_year", "stage": "announced", "base_year": 2020}
    assert "A promise of this kind needs it." in desk(promise, **given)
    given |= {"target_year": 2035, "base_emissions_t": 1460000, "reduction": 70}
    assert "come to 438000 t" in desk(promise, **given, level_t=1)
    assert not desk(promise, **given, conditions="if the state pays its part")
    made = Commitment.objects.get()
    assert (made.reduction, made.version, made.dataset) == (0.7, 1, "signed-here")
    assert (made.organisation, made.made_at.slug) == (signature.organisation, "summit")
    assert made.computed_level_t() == pytest.approx(438_000)
    assert "on record" in desk(promise, **given)
    page = client.get("/convenings/summit/").content.decode()
    assert f"/commitments/{made.pk}/" in page
    assert client.get(f"/commitments/{made.pk}/").status_code == 200
    # Nothing is taken away that something depends on.
    assert "needed by" in desk(f"{path}signature/{signature.pk}/remove/")
    assert "It is signed" in desk(f"{path}remove/")


def test_an_agreement_has_a_currency_that_exists_and_ends_after_it_begins(desk):
    given = {"kind": "memorandum", "name": "On waste", "parties": "Malmo\nGuiyang"}
    path = f"{ROOT}agreement/new/"
    assert "Say in which currency" in desk(path, **given, value=5)
    assert "XYZ is no currency" in desk(path, **given, value=5, currency="xyz")
    assert "before it begins" in desk(
        path, **given, valid_from="2027-06", valid_until="2027-05-31"
    )
    assert not desk(path, **given, value=5, currency="sek", valid_until="2030")
    one = Agreement.objects.get()
    assert (one.currency, one.parties.count(), one.slug) == ("SEK", 2, "on-waste")
    loop = f"{ROOT}agreement/{one.pk}/"
    assert "not one of the available" in desk(loop, **given, part_of=one.pk)


def test_a_publication_is_cited_by_its_authors_and_doi(desk, client):
    given = {"kind": "report", "name": "Blue book", "authors": "Zhang, Wei\nThe office"}
    path = f"{ROOT}publication/new/"
    assert "no DOI" in desk(path, **given, doi="11.5/x")
    assert "no ISBN" in desk(path, **given, isbn="978-3-16-148410-1")
    assert not desk(path, **given, doi="https://doi.org/10.1000/182", date="2027-05")
    assert Publication.objects.get().doi == "10.1000/182"
    page = client.get("/convenings/summit/").content.decode()
    assert "Zhang, Wei; The office" in page
    assert 'href="https://doi.org/10.1000/182"' in page
    [item] = client.get("/convenings/summit/publications.csl.json").json()
    assert item["author"] == [
        {"family": "Zhang", "given": "Wei"},
        {"literal": "The office"},
    ]


def test_a_recognition_moves_on_and_its_register_is_heard(desk, client):
    given = {"issuer": "Malmo", "programme": "Green List", "name": "Hill", "count": 1}
    path = f"{ROOT}recognition/"
    assert not desk(f"{path}new/", **given, status="candidate")
    one = Recognition.objects.get()
    assert "what can follow is: pending, granted" in desk(
        f"{path}{one.pk}/", **given, status="expired"
    )
    said = given | {"status": "granted", "valid_until": "2020"}
    assert "Say when the register" in desk(
        f"{path}{one.pk}/", **said, register_status="pending"
    )
    heard = {"register_status": "pending", "register_checked": "2027-06-01"}
    assert not desk(f"{path}{one.pk}/", **said, **heard)
    assert (
        "the register disagrees" in client.get("/convenings/summit/").content.decode()
    )
    assert "has ended" in client.get(ROOT).content.decode()


def test_projects_are_unveiled_signed_and_followed(desk, client):
    path = f"{ROOT}project/new/"
    given = {"sector": "energy", "stage": "signed", "date": "2027-05-12"}
    assert "Say when the value was given" in desk(
        path, **given, name="Twelve", value=12_236_000_000, currency="CNY"
    )
    worth = {"currency": "CNY", "value_date": "2027-05"}
    assert not desk(
        path, **given, **worth, name="Twelve", value=12_236_000_000, count=12
    )
    whole = Project.objects.get()
    assert not desk(
        path, **given, **worth, name="Battery plant", value=3_000_000, part_of=whole.pk
    )
    part = Project.objects.get(slug="battery-plant")
    stage = f"{ROOT}project/{part.pk}/stage/new/"
    assert not desk(stage, stage="performing", date="2028-01")
    page = client.get("/projects/").content.decode()
    assert "12.236\u202fbn\u202fCNY" in page
    assert "1 more is counted in another" in page
    assert (
        "contract performing" in client.get("/projects/battery-plant/").content.decode()
    )
    assert (
        "no follow-up was found"
        not in client.get("/convenings/summit/").content.decode()
    )
    assert "needed by" in desk(f"{ROOT}project/{whole.pk}/remove/")
    assert not desk(f"{ROOT}project/{part.pk}/remove/")
    assert list(Project.objects.all()) == [whole]


def test_participations_are_entered_together(desk):
    path = f"{ROOT}participation/new/"
    given = {"organisations": "Malmo\nGuiyang", "role": "speaker", "mode": "online"}
    assert not desk(path, **given)
    assert "On record in this role: Guiyang" in desk(
        path, **given | {"organisations": "Guiyang"}
    )
    assert Participation.objects.count() == 2


def test_figures_keep_their_quotes_and_are_ranked_with_a_reason(desk, client):
    one = convening_pk()
    given = {"about": f"convening:{one}", "field": "attendance_total"}
    given |= {"modifier": "at_least", "phase": "final"}
    path = "/desk/summit/figures/"
    assert "no number in full units" in desk(f"{path}new/", **given, value="3 thousand")
    assert not desk(f"{path}new/", **given, value="3,200", quote="over 3,200")
    assert "This source says so on record" in desk(f"{path}new/", **given, value="3200")
    given["modifier"] = "exact"
    assert not desk(f"{path}new/", **given, value="50")
    page = client.get(path).content.decode()
    assert "Sources disagree on 1 figure." in page
    claim = Claim.objects.get(value=50)
    client.post(f"{path}{claim.pk}/rank/", {"rank": "deprecated"})
    claim.refresh_from_db()
    assert claim.rank == "normal"
    client.post(f"{path}{claim.pk}/rank/", {"rank": "deprecated", "note": "A slip."})
    claim.refresh_from_db()
    assert (claim.rank, claim.note) == ("deprecated", "A slip.")
    assert "Sources disagree" not in client.get(path).content.decode()
    assert client.get(f"{path}{claim.pk}/").status_code == 200
    date = given | {"field": "last_day", "value": "2027-05-13"}
    assert not desk(f"{path}new/", **date)
    assert "is no date" in desk(f"{path}new/", **date | {"value": "13 May"})
    listed = client.get("/convenings/summit/outcomes.json").json()["figures"]
    assert {(row["field"], row["value"]) for row in listed} == {
        ("attendance_total", 3200.0),
        ("attendance_total", 50.0),
        ("last_day", "2027-05-13"),
    }


def convening_pk():
    from summitry.web.convenings.models import Convening

    return Convening.objects.get().pk


def test_a_figure_of_another_convening_is_not_found(desk, client):
    other = convening("other")
    desk(
        "/desk/other/figures/new/",
        about=f"convening:{other.pk}",
        field="countries",
        value="5",
        modifier="exact",
        phase="final",
    )
    claim = Claim.objects.get()
    assert client.get(f"/desk/summit/figures/{claim.pk}/").status_code == 404
    assert client.get(f"/desk/other/figures/{claim.pk}/").status_code == 200


def test_names_and_memberships_are_put_on_record(desk, client):
    assert not desk(
        "/desk/organisations/names/new/",
        organisation="Guiyang",
        name="Qiyang",
        kind="misprint",
    )
    assert Alias.objects.get().organisation.name == "Guiyang"
    path = "/desk/memberships/new/"
    assert "not as a network" in desk(path, network="Malmo", member="Qiyang")
    assert not desk(path, network="net", member="Qiyang", since="2016")
    assert Membership.objects.get().since == "2016"
    Organisation.objects.create(slug="elsewhere", name="Elsewhere", kind="network")
    values = {"network": "elsewhere", "member": "malmo", "source-source": source().pk}
    assert client.post(path, values).status_code == 403


PAGES = [
    "",
    *(f"{kind}/new/" for kind in ("declaration", "agreement", "publication")),
    *(f"{kind}/new/" for kind in ("recognition", "project", "participation")),
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_the_secretariats(client, path):
    convening()
    assert client.get(f"{ROOT}{path}").status_code == 302
    for user in (somebody("visitor"), secretary_elsewhere()):
        client.force_login(user)
        assert client.get(f"{ROOT}{path}").status_code == 403
        assert client.post(f"{ROOT}{path}").status_code in (403, 405)
    client.force_login(steward())
    assert client.get(f"{ROOT}{path}").status_code == (403 if path else 200)
    client.force_login(secretary())
    assert client.get(f"{ROOT}{path}").status_code == 200


def secretary_elsewhere():
    other = Organisation.objects.create(slug="far", name="Far", kind="network")
    return somebody("far", "secretariat", other)


def test_kinds_and_parts_that_are_none_are_not_found(desk, client):
    _, path = declare(desk)
    for address in (f"{ROOT}dinner/new/", f"{path}stage/new/", f"{ROOT}agreement/1/"):
        assert client.get(address).status_code == 404
