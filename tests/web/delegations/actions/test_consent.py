"""Consent to be named in public."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from tests.web.delegations.making import (
    NOW,
    category,
    delegation,
    desk,
    head_of,
    register,
    secretary,
    user,
)

from summitry.web.delegations.actions import give_consent


@pytest.fixture
def one(empty):
    return register(delegation(category(desk())), email="me@summitry.example")


def test_consent_is_the_persons_own_and_may_be_taken_back(one):
    me = user("me")
    assert not one.person.public
    person = give_consent(one, consents=True, by=me, at=NOW)
    assert (person.public, person.consented_at) == (True, NOW)
    person = give_consent(one, consents=False, by=me, at=NOW)
    assert (person.public, person.consented_at) == (False, None)


def test_consent_by_personal_link_or_entered_by_the_secretariat(one):
    visitor = AnonymousUser()
    assert give_consent(
        one, consents=True, by=visitor, at=NOW, code=one.join_code
    ).public
    assert not give_consent(one, consents=False, by=secretary(), at=NOW).public


def test_nobody_consents_for_another(one):
    for by, code in (
        (head_of(one.delegation), ""),
        (AnonymousUser(), ""),
        (AnonymousUser(), "A" * 43),
    ):
        with pytest.raises(PermissionDenied):
            give_consent(one, consents=True, by=by, at=NOW, code=code)
