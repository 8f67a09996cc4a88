import json

import pytest
from click.testing import CliRunner
from django.core import mail
from tests.web.feeds.followers import follower, promised

from summitry.cli.main import cli
from summitry.web.feeds.models import Subscription


@pytest.fixture
def digest(empty, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")
    return lambda *options: CliRunner().invoke(cli, ["digest", *options])


def test_says_what_was_sent_and_sends_it_once(digest):
    follower()
    promised()
    found = digest("--json")
    assert (found.exit_code, json.loads(found.stdout)) == (
        0,
        {
            "dry_run": False,
            "digests": [
                {
                    "to": "reader@summitry.example",
                    "language": "en",
                    "scope": "cities/se-mma",
                    "entries": 1,
                    "error": None,
                }
            ],
        },
    )
    assert len(mail.outbox) == 1
    assert digest().stdout == "Nothing new is due.\n"


def test_a_dry_run_says_so_and_forgets_nobody(digest):
    follower()
    follower("old@summitry.example", confirmed_at=None)
    promised()
    lines = digest("--dry-run").stdout.splitlines()
    assert [line.split() for line in lines] == [
        ["to", "news", "of", "entries", "sent"],
        ["reader@summitry.example", "cities/se-mma", "1", "no:", "a", "dry", "run"],
    ]
    assert (mail.outbox, Subscription.objects.count()) == ([], 2)
    digest()
    assert [one.email for one in Subscription.objects.all()] == [
        "reader@summitry.example"
    ]


def test_a_mail_that_fails_is_status_one(digest, settings):
    follower()
    promised()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    found = digest()
    assert found.exit_code == 1
    assert "refused" in found.stdout
    assert Subscription.objects.get().last_sent_at is None
