"""Every page is either on the list of public ones or asks who is there."""

import itertools
import re

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, get_resolver
from tests.web.attendance.making import registered, session
from tests.web.commitments.people import editor, report
from tests.web.convenings.hosts import convening

from summitry.web.accounts.actions import invite
from summitry.web.accounts.models import Invitation
from summitry.web.commitments.models import Commitment
from summitry.web.convenings.models import Declaration, Room, Signature, Theme
from summitry.web.delegations.models import Category, Delegation, Desk
from summitry.web.evidence.actions import ensure_field
from summitry.web.evidence.models import Claim
from summitry.web.inventories.actions.drafts import open_inventory
from summitry.web.network.models import Organisation
from summitry.web.plans.models import Plan
from summitry.web.programme.models import Appearance, Material

#: What everybody may open, by name. A page that is not here must refuse a visitor.
PUBLIC = {
    "home",
    "cities",
    "cities_map",
    "city",
    "city_series",
    "city_sectors",
    # What a city published, in every version.
    "inventory",
    "inventory_version",
    "inventory_file",
    "inventory_value",
    "convenings",
    "convening",
    "convening_attendance",
    "convening_impact",
    "convening_total",
    "convening_cities",
    "networks",
    "network",
    "network_total",
    "network_kinds",
    "network_cities",
    "city_plan",
    "plan",
    "plan_version",
    "plan_report",
    "plan_document",
    "plan_chart",
    "plans_compare",
    "compare",
    "compare_series",
    "compare_sectors",
    "commitments",
    "commitment",
    "commitment_chart",
    "commitment_kinds",
    "commitment_register",
    "evidence",
    "source",
    "methods",
    "method",
    # What is new, and to follow it without an account; links of mails prove who reads them.
    "feeds",
    "feed",
    "feed_of",
    "deadlines",
    "follow",
    "follow_asked",
    "follow_confirm",
    "follow_leave",
    "health",
    "chart_scripts",
    "/favicon.ico",
    # The API of the catalogue.
    "api-root",
    "openapi-json",
    "openapi-view",
    "list_methods",
    "run_method",
    # To get an account and into it.
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_confirm_email",
    # Whoever has the link of an invitation may look at it.
    "invitation",
    # Whoever has the personal link takes part by it; the code is the secret.
    "join",
    # An empty spreadsheet.
    "list_template",
    # A secret link, and a list of who consented.
    "my_registration",
    "programme",
    "programme_calendar",
    "programme_json",
    "programme_changes",
    "programme_print",
    "programme_session",
    "programme_session_calendar",
    "convening_participants",
    "convening_outcomes",
    "project",
    "projects",
    "convening_publications",
    "join_session",
}


def patterns(resolver, prefix=""):
    """Every address of the site but the back office, which Django guards."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if route == "admin/":
            continue
        if isinstance(pattern, URLPattern):
            yield pattern, "/" + route
        else:
            yield from patterns(pattern, route)


def addresses(route, values):
    """The addresses of that pattern, one for each value of its parts."""
    # As documented: <slug:slug> and (?P<slug>[-\w]+) are both <slug>.
    plain = re.sub(r"<\w+:", "<", simplify_regex(route)).replace("\\", "")
    names = re.findall(r"<(\w+)>", plain)
    if plain.startswith("/desk/"):
        values = values | {"slug": values["slug"][-1:]}
    for chosen in itertools.product(*(values.get(name, ["x"]) for name in names)):
        filled = plain
        for name, value in zip(names, chosen, strict=True):
            filled = filled.replace(f"<{name}>", str(value))
        yield filled


@pytest.fixture
def values(sample):
    """Parts of addresses that lead to something, by name."""
    commitment = Commitment.objects.filter(current=True).first()
    city = editor(commitment, is_staff=True)
    made = report(commitment, city)
    draft = Invitation(
        email="new@summitry.example",
        organisation=commitment.organisation,
        role="city_editor",
    )
    sent = invite(draft, by=city, at=made.submitted_at)
    hall = convening("hall", phase="running")
    theme = Theme.objects.create(convening=hall, name="Waste")
    room = Room.objects.create(convening=hall, name="Hall A")
    opening = session(hall)
    category = Category.objects.create(
        desk=Desk.objects.create(convening=hall), kind="local_government"
    )
    guests = Delegation.objects.create(
        desk=hall.desk, organisation=commitment.organisation, category=category
    )
    guest = registered(guests, mode="both")
    person = Appearance.objects.create(
        session=opening, person=guest.person, role="speaker"
    )
    slides = Material.objects.create(
        session=opening, title="Slides", url="https://summitry.example/"
    )
    declaration = Declaration.objects.create(
        slug="text", name="Text", convening=hall, source=hall.source
    )
    signature = Signature.objects.create(
        declaration=declaration, organisation=guests.organisation, source=hall.source
    )
    claim = Claim.objects.create(
        about=hall, field=ensure_field("countries"), value=42, source=hall.source
    )
    records = (commitment, made, sent, theme, room, opening, guests, guest)
    records += (declaration, claim, Plan.objects.first())
    guiyang = Organisation.objects.get(slug="cn-gya")
    open_inventory(guiyang, 2022, by=city, at=made.submitted_at)
    return {
        "part_pk": [signature.pk],
        "pk": sorted({one.pk for one in (*records, person, slides)}),
        "kind": [
            *("theme", "room", "delegates", "invited", "local_government"),
            *("declaration", "project"),
        ],
        "part": ["people", "materials", "point", "stage", "signature"],
        "year": [2022],
        "ref": ["I.1.1"],
        "slug": ["cn-gya", "iclei", hall.slug],
        "session": [opening.slug],
        "code": [guest.join_code],
    }


def refuses(answer):
    """Whether a visitor was led to the login, or got nothing."""
    if answer.status_code == 302:
        return "/login/" in answer["Location"]
    return answer.status_code in {403, 404, 405}


def test_every_page_is_public_or_refuses_a_visitor(values, client):
    seen, open_to_all, unproven = set(), [], []
    for pattern, route in patterns(get_resolver()):
        name = pattern.name or route
        seen.add(name)
        if name in PUBLIC:
            continue
        answers = [
            ask(address)
            for address in addresses(route, values)
            for ask in (client.get, client.post)
        ]
        if not all(refuses(answer) for answer in answers):
            open_to_all.append(name)
        # Nothing but "not found" proves nothing.
        if not {answer.status_code for answer in answers} & {302, 403}:
            unproven.append(name)
    assert open_to_all == [], "these let a visitor in"
    assert unproven == [], "give `values` what leads to such pages"
    assert PUBLIC - seen == set(), "there is no such page any more"


def test_a_visitor_is_led_to_the_login_and_back(values, client):
    for address in ("/reports/", "/invitations/", "/zh-hans/account/"):
        prefix = "/zh-hans" if "zh" in address else ""
        assert client.get(address)["Location"] == f"{prefix}/login/?next={address}"
