import json

import pytest
from click.testing import CliRunner
from django.core import mail
from tests.web.commitments.people import editor, promise

from summitry.cli.main import cli


@pytest.fixture
def remind(empty, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")
    return lambda *options: CliRunner().invoke(cli, ["remind", *options])


def test_says_what_was_sent_and_sends_it_once(remind):
    made = promise()
    editor(made)
    found = remind("--json")
    assert (found.exit_code, json.loads(found.stdout)) == (
        0,
        {
            "dry_run": False,
            "warnings": [],
            "letters": [
                {
                    "to": "editor@summitry.example",
                    "language": "en",
                    "due": [
                        {
                            "organisation": "Malmö",
                            "commitment": made.pk,
                            "due": "2022-10-04",
                        }
                    ],
                    "error": None,
                }
            ],
        },
    )
    assert len(mail.outbox) == 1
    assert remind().stdout == "Nothing new is due.\n"


def test_a_dry_run_says_so(remind):
    editor(promise())
    lines = remind("--dry-run").stdout.splitlines()
    assert [line.split() for line in lines] == [
        ["to", "reports", "due", "first", "due", "sent"],
        ["editor@summitry.example", "1", "2022-10-04", "no:", "a", "dry", "run"],
    ]
    assert mail.outbox == []


def test_a_mail_that_fails_is_status_one(remind, settings):
    editor(promise())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    found = remind()
    assert found.exit_code == 1
    assert "refused" in found.stdout
