import pytest
from django.db import IntegrityError
from tests.web.accounts.people import NOW, draft, organisation, person

from summitry.web.accounts.models import Role, User, hash_token


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("Anna", "Berg", "Anna Berg"),
        ("小明", "王", "王小明"),
        ("", "Berg", "Berg"),
        ("", "", "a@summitry.example"),
    ],
)
def test_a_name_is_written_as_its_script_writes_it(first, last, shown):
    user = User(email="a@summitry.example", first_name=first, last_name=last)
    assert user.display_name == shown


def test_a_token_is_kept_as_its_sha256():
    # The digest of "abc" in FIPS 180-4, B.1.
    assert hash_token("abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, "open"),
        ({"expires_at": NOW}, "expired"),
        ({"withdrawn_at": NOW}, "withdrawn"),
        ({"accepted_at": NOW, "expires_at": NOW}, "accepted"),
    ],
)
def test_an_invitation_tells_what_became_of_it(given, state):
    made = draft("delegate", None, **{"expires_at": NOW.replace(year=2027)} | given)
    assert made.state_at(NOW) == state


def test_the_database_refuses_a_role_there_is_none_of(empty):
    user, net = person("x"), organisation("net")
    with pytest.raises(IntegrityError):
        Role.objects.create(user=user, organisation=net, role="king")
