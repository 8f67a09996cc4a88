"""The pages: who sees what, what forms and spreadsheets do, what the public is told."""

import datetime as dt
import io

import pytest
from django.utils import timezone
from tests.web.delegations import making
from tests.web.delegations.making import (
    category,
    convening,
    delegation,
    desk,
    head_of,
    nominee,
    register,
    secretary,
    status,
    taken,
    user,
)
from tests.web.html import parse

from summitry.formats.delegates import write_template
from summitry.web.accounts.models import RoleName
from summitry.web.delegations.actions import give_consent, nominate
from summitry.web.delegations.models import Category, Delegation, Desk, Registration

PERSON = {"name": "Wang Fang", "name_zh": "王芳", "mode": "in_person"}


@pytest.fixture
def city(empty, monkeypatch):
    """A delegation at a desk that is open today."""
    now = timezone.now()
    monkeypatch.setattr(making, "OPENS", now - dt.timedelta(days=1))
    monkeypatch.setattr(making, "CLOSES", now + dt.timedelta(days=1))
    return delegation(category(desk(seats=3), seats_a_delegation=2), name="Malmö")


@pytest.fixture
def as_head(client, city):
    client.force_login(head_of(city))
    return client


@pytest.fixture
def as_secretary(client, city):
    client.force_login(secretary())
    return client


def text(answer):
    return parse(answer.content.decode()).text


def csv_file(content, name="people.csv"):
    file = io.BytesIO(content.encode())
    file.name = name
    return file


def pages_of(city, one):
    base, desk_base = f"/delegations/{city.pk}/", "/desk/congress-2026/delegations/"
    own = [base, f"{base}nominate/", f"{base}upload/", f"{base}badges/"]
    person = f"/registrations/{one.pk}/"
    own += [person, f"{person}replace/", f"{person}letter/", f"{person}badge/"]
    ends = ("", "settings/", "categories/media/", "invite/", "approvals/", "waiting/")
    return own, [desk_base + end for end in (*ends, "badges/")]


def test_visitors_are_led_to_the_login_and_strangers_are_refused(client, city):
    one = register(city)
    own, of_desk = pages_of(city, one)
    for address in (*own, *of_desk, "/delegations/"):
        answer = client.get(address)
        assert (answer.status_code, answer.url[:7]) == (302, "/login/"), address
    client.force_login(user("nobody"))
    for address in (*own, *of_desk):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {"do": "withdraw"}).status_code in (403, 405)
    assert status(one) == "approved"


def test_each_sees_the_pages_of_their_part(client, city):
    one = register(city)
    own, of_desk = pages_of(city, one)
    client.force_login(head_of(city))
    assert {client.get(page).status_code for page in own} == {200}
    assert {client.get(page).status_code for page in of_desk} == {403}
    client.force_login(user("delegate", RoleName.DELEGATE, city.organisation))
    seen = [page for page in own if client.get(page).status_code == 200]
    assert seen == [own[0], own[4], own[6]]
    assert one.join_code not in client.get(own[4]).content.decode()
    client.force_login(secretary())
    for page in (*own, *of_desk):
        for language in ("", "/zh-hans"):
            answer = client.get(language + page)
            assert answer.status_code == 200, page
            html = parse(answer.content.decode())
            assert (html.unlabelled, max(html.ids.values())) == ([], 1), page


def test_a_head_registers_replaces_and_confirms_through_the_pages(as_head, city):
    base = f"/delegations/{city.pk}/"
    answer = as_head.post(f"{base}nominate/", PERSON, follow=True)
    assert "王芳 Wang Fang" in text(answer)
    assert "seats taken of 2" in text(answer)
    one = Registration.objects.get()
    as_head.post(base, {"do": "lead", "head": one.pk, "proxy": ""})
    answer = as_head.post(base, {"do": "confirm"}, follow=True)
    assert "The delegation is confirmed." in text(answer)
    as_head.post(f"/registrations/{one.pk}/replace/", PERSON | {"name": "Li Wei"})
    city.refresh_from_db()
    assert (city.head.person.name, city.status, taken(city)) == (
        "Li Wei",
        "confirmed",
        (1, 1, 1),
    )
    heir = f"/registrations/{city.head.pk}/"
    as_head.post(heir, {"do": "mode", "mode": "online"})
    as_head.post(heir, {"do": "correct", "name": "Li Wei", "position": "Mayor"})
    shown = text(as_head.get(heir))
    assert "online" in shown
    assert "Mayor" in shown
    as_head.post(heir, {"do": "withdraw"})
    assert taken(city) == (0, 0, 0)
    assert as_head.post(base, {"do": "seats", "seats": "9"}).status_code == 403
    as_head.post(base, {"do": "withdraw"})
    assert Delegation.objects.get().status == "withdrawn"


def test_what_an_action_refuses_stands_on_the_page(as_head, city):
    answer = as_head.post(
        f"/delegations/{city.pk}/nominate/", PERSON | {"name": "王芳"}
    )
    assert "write the name in Latin letters" in text(answer)
    answer = as_head.post(f"/delegations/{city.pk}/", {"do": "confirm"})
    assert "Set the head of the delegation first." in text(answer)


def test_the_deadline_is_told_in_the_time_zone_of_the_convening(as_head, city):
    Desk.objects.update(closes_at=dt.datetime(2030, 7, 1, 10, tzinfo=dt.UTC))
    shown = text(as_head.get(f"/delegations/{city.pk}/"))
    assert "Register by 2030-07-01 12:00 (Europe/Stockholm)." in shown


def test_a_spreadsheet_registers_all_or_tells_each_fault(as_head, city):
    address = f"/delegations/{city.pk}/upload/"
    bad = "Name,Mode,Diet\nLi Wei,in person,\n王芳,by boat,\n"
    answer = as_head.post(address, {"file": csv_file(bad)})
    shown = text(answer)
    assert "must be in Latin letters" in shown
    assert "“by boat” is no mode" in shown
    assert "Columns that are not read: Diet" in shown
    twice = "Name,Mode\nLi Wei,online\nErik Berg,online\nLi Wei,online\n"
    shown = text(as_head.post(address, {"file": csv_file(twice)}))
    assert "4 name: Li Wei is registered for this convening already" in shown
    for file, said in (
        (csv_file("x", "people.pdf"), "people.pdf: is neither .xlsx nor .csv"),
        (csv_file("Who\nA\n"), "lacks the column(s)"),
    ):
        assert said in text(as_head.post(address, {"file": file}))
    assert Registration.objects.count() == 0
    good = "姓名,护照姓名,方式\n李伟,Li Wei,线下\n,Erik Berg,线上\n,Ann Lee,both\n,Bo Ek,both\n"
    answer = as_head.post(address, {"file": csv_file(good)}, follow=True)
    assert "4 people are registered, 1 of them on the waiting list." in text(answer)
    assert taken(city) == (2, 2, 2)


def test_the_template_comes_in_the_language_of_the_page(client):
    for prefix, language in (("", "en"), ("/zh-hans", "zh-hans")):
        answer = client.get(f"{prefix}/delegations/template-delegates.xlsx")
        assert answer.status_code == 200
        name = f'filename="delegates-{language}.xlsx"'
        assert name in answer["Content-Disposition"]
        assert len(answer.content) == pytest.approx(
            len(write_template("delegates", language)), abs=50
        )
    assert client.get("/delegations/template-other.xlsx").status_code == 404


def test_the_desk_is_set_up_from_nothing(client, empty):
    convening()
    client.force_login(secretary())
    base = "/desk/congress-2026/delegations/"
    assert client.get(base).url == f"{base}settings/"
    assert client.get(f"{base}invite/").status_code == 404
    moments = {"opens_at": "2026-03-01T09:00", "closes_at": "2026-04-01T18:00"}
    client.post(f"{base}settings/", moments | {"seats": "100"})
    made = Desk.objects.get()
    # Six in the evening in Sweden, in summer time.
    assert (made.closes_at, made.seats) == (
        dt.datetime(2026, 4, 1, 16, tzinfo=dt.UTC),
        100,
    )
    assert 'value="2026-04-01T18:00"' in client.get(f"{base}settings/").content.decode()
    rules = {"in_person": "on", "needs_approval": "on", "seats": "5"}
    client.post(f"{base}categories/media/", rules)
    kept = Category.objects.get()
    assert (kept.kind, kept.in_person, kept.online, kept.seats) == (
        "media",
        True,
        False,
        5,
    )
    shown = text(client.post(f"{base}categories/media/", {"seats": "5"}))
    assert "Choose how they take part" in shown


def test_organisations_are_invited_one_by_one_and_by_spreadsheet(as_secretary, city):
    making.organisation("Lund"), making.organisation("Bonn")
    base = "/desk/congress-2026/delegations/"
    one = {"organisation": "Lund", "category": city.category.pk, "seats": "4"}
    as_secretary.post(f"{base}invite/", one)
    assert Delegation.objects.get(organisation__name="Lund").seats == 4
    again = text(as_secretary.post(f"{base}invite/", one))
    assert "Lund has a delegation already." in again
    bad = "Organisation,Category\nBonn,\nNowhere,\nMalmö,media\n"
    upload = {"upload": "1", "file": csv_file(bad)}
    shown = text(as_secretary.post(f"{base}invite/", upload))
    assert "No organisation goes by “Nowhere”" in shown
    assert "the desk has no category media" in shown
    assert Delegation.objects.count() == 2
    upload["file"] = csv_file("机构,席位\nBonn,7\n")
    as_secretary.post(f"{base}invite/", upload)
    assert Delegation.objects.get(organisation__name="Bonn").seats == 7


def test_inviting_without_a_category_leads_to_the_categories(as_secretary, city):
    base = "/desk/congress-2026/delegations/"
    offer = "Set up the first category"
    assert offer not in text(as_secretary.get(f"{base}invite/"))
    city.delete()
    city.category.delete()
    shown = as_secretary.get(f"{base}invite/").content.decode()
    assert f'<a href="{base}settings/">{offer}</a>' in shown


def test_the_desk_filters_counts_and_decides(as_secretary, city):
    press = delegation(category(city.desk, "media", needs_approval=True), name="Post")
    first, second = register(press), register(press)
    waiting = [register(city), register(city)][1]
    base = "/desk/congress-2026/delegations/"
    shown = text(as_secretary.get(base))
    assert "3 seats taken of 3" in shown
    listed = text(as_secretary.get(base, {"open": "undecided"}))
    assert "1 delegation" in listed
    assert waiting.person.name in text(as_secretary.get(f"{base}waiting/"))
    chosen = {"do": "approve", "chosen": [first.pk]}
    as_secretary.post(f"{base}approvals/", chosen)
    refused = {"do": "refuse", "chosen": [second.pk, "x"], "reason": ""}
    answer = as_secretary.post(f"{base}approvals/", refused, follow=True)
    assert "Say why the nomination is refused." in text(answer)
    as_secretary.post(f"{base}approvals/", refused | {"reason": "Not accredited."})
    assert [status(one) for one in (first, second, waiting)] == [
        "approved",
        "refused",
        "approved",
    ]


def test_letters_and_badges_are_for_the_approved(as_secretary, city):
    one = nominate(
        city,
        nominee("Wang Fang", name_zh="王芳", mode="both"),
        by=secretary(),
        at=timezone.now(),
    )
    Desk.objects.update(letter="Welcome.\n\nBring this.", letter_zh="欢迎。")
    shown = text(as_secretary.get(f"/registrations/{one.pk}/letter/"))
    for said in ("王芳 Wang Fang", "Malmö", "4–6 May 2026", "Welcome.", "欢迎。"):
        assert said in shown
    html = as_secretary.get(f"/delegations/{city.pk}/badges/").content.decode()
    code = "-".join(one.badge_code[at : at + 4] for at in (0, 4, 8))
    assert html.count(code) == 1
    assert "<svg" in html
    assert "style=" not in html
    everybody = as_secretary.get("/desk/congress-2026/delegations/badges/")
    assert code in everybody.content.decode()
    as_secretary.post(f"/registrations/{one.pk}/", {"do": "withdraw"})
    for page in ("letter", "badge"):
        address = f"/registrations/{one.pk}/{page}/"
        assert as_secretary.get(address).status_code == 404


def test_the_public_list_names_only_who_consents(client, city):
    named = register(city, name="Wang Fang", email="fang@city.example")
    register(city, name="Erik Berg", email="erik@city.example")
    waiting = register(city, name="Late Comer")
    give_consent(named, consents=True, by=secretary(), at=timezone.now())
    give_consent(waiting, consents=True, by=secretary(), at=timezone.now())
    for prefix in ("", "/zh-hans"):
        answer = client.get(f"{prefix}/convenings/congress-2026/participants/")
        html = answer.content.decode()
        assert "Wang Fang" in html
        for hidden in ("Erik", "Late", "city.example", named.badge_code):
            assert hidden not in html
    shown = text(client.get("/convenings/congress-2026/participants/"))
    assert "2 people are registered; 1 consented to be named." in shown
    assert "1 person not named" in shown
    give_consent(named, consents=False, by=secretary(), at=timezone.now())
    answer = client.get("/convenings/congress-2026/participants/")
    assert "Wang Fang" not in answer.content.decode()


def test_a_planned_convening_has_no_public_list(client, empty):
    one = convening("planned")
    assert client.get(f"/convenings/{one.slug}/participants/").status_code == 404
    desk(about=one)
    assert client.get(f"/convenings/{one.slug}/participants/").status_code == 404


def test_a_personal_link_takes_consent_without_an_account(client, city):
    one = register(city, name="Wang Fang")
    address = f"/my-registration/{one.join_code}/"
    answer = client.get(address)
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == (
        "no-referrer",
        "private, no-store",
    )
    assert "Wang Fang" in text(answer)
    client.post(address, {"do": "consent"})
    one.person.refresh_from_db()
    assert one.person.public
    client.post(address, {"do": "no_consent"})
    one.person.refresh_from_db()
    assert not one.person.public
    assert client.get("/my-registration/guess/").status_code == 404
    assert client.get(f"/my-registration/{one.badge_code}/").status_code == 404


@pytest.mark.parametrize(
    ("mode", "may_follow"), [("online", True), ("in_person", False)]
)
def test_a_personal_link_leads_who_takes_part_online_to_the_sessions(
    client, city, mode, may_follow
):
    one = register(city, mode=mode)
    shown = client.get(f"/my-registration/{one.join_code}/").content.decode()
    assert (f'href="/join/{one.join_code}/"' in shown) == may_follow


def test_long_lists_ask_no_more_questions_than_short_ones(
    as_secretary, city, django_assert_max_num_queries
):
    for number in range(12):
        other = delegation(city.category, name=f"City {number}")
        register(other, mode="online")
    Category.objects.update(needs_approval=True)
    Registration.objects.update(status="nominated")
    base = "/desk/congress-2026/delegations/"
    for page in (base, f"{base}approvals/", f"{base}waiting/", f"{base}badges/"):
        with django_assert_max_num_queries(20):
            as_secretary.get(page)
