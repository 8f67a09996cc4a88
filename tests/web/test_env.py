import pytest

from summitry.web import env


def test_mail_without_a_server_goes_to_the_console(monkeypatch):
    monkeypatch.delenv("SUMMITRY_EMAIL_URL", raising=False)
    assert env.mail_server() == {
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"
    }


@pytest.mark.parametrize(
    ("address", "port", "ssl", "tls"),
    [
        ("smtps://me%40city.example:p%2Fw@mail.example", 465, True, False),
        ("smtp+tls://me%40city.example:p%2Fw@mail.example", 587, False, True),
        ("smtp://me%40city.example:p%2Fw@mail.example:2525", 2525, False, False),
    ],
)
def test_mail_server_is_read_from_its_address(monkeypatch, address, port, ssl, tls):
    monkeypatch.setenv("SUMMITRY_EMAIL_URL", address)
    assert env.mail_server() == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "me@city.example",
        "EMAIL_HOST_PASSWORD": "p/w",
        "EMAIL_USE_SSL": ssl,
        "EMAIL_USE_TLS": tls,
    }


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://"])
def test_an_address_of_no_mail_server_is_refused_without_printing_it(
    summitry, tmp_path, address
):
    done = summitry("remind", "--home", tmp_path, SUMMITRY_EMAIL_URL=address)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        (
            "summitry remind: SUMMITRY_EMAIL_URL must start with one of smtp://, "
            "smtp+tls://, smtps://, file:// and name a host or folder; "
            "see summitry remind --help"
        )
    ]


def test_mails_can_be_kept_as_files(monkeypatch):
    monkeypatch.setenv("SUMMITRY_EMAIL_URL", "file:///var/mail%20box")
    assert env.mail_server() == {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": "/var/mail box",
    }
