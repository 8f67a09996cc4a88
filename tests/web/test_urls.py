"""Every page is either on the list of public ones or asks who is there."""

import itertools
import re

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, get_resolver
from tests.web.commitments.people import editor, report

from summitry.web.accounts.actions import invite
from summitry.web.accounts.models import Invitation
from summitry.web.commitments.models import Commitment
from summitry.web.convenings.models import Convening
from summitry.web.plans.models import Plan

#: What everybody may open, by name. A page that is not here must refuse a visitor.
PUBLIC = {
    "home",
    "cities",
    "cities_map",
    "city",
    "city_series",
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
    plan = Plan.objects.first()
    return {
        "pk": sorted({commitment.pk, made.pk, sent.pk, plan.pk}),
        "kind": ["theme", "room"],
        "slug": ["cn-gya", "iclei", Convening.objects.earliest("pk").slug],
    }


def refuses(answer):
    """Whether a visitor was led to the login, or got nothing."""
    if answer.status_code == 302:
        return "/login/" in answer["Location"]
    return answer.status_code in {403, 404, 405}


def test_every_page_is_public_or_refuses_a_visitor(values, client):
    seen = set()
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
        assert all(refuses(answer) for answer in answers), f"{name} lets a visitor in"
        # Nothing but "not found" proves nothing.
        asked = {answer.status_code for answer in answers} & {302, 403}
        assert asked, f"{name}: give `values` what leads to such a page"
    assert PUBLIC - seen == set(), "there is no such page any more"


def test_a_visitor_is_led_to_the_login_and_back(values, client):
    for address in ("/reports/", "/invitations/", "/zh-hans/account/"):
        prefix = "/zh-hans" if "zh" in address else ""
        assert client.get(address)["Location"] == f"{prefix}/login/?next={address}"
