"""Every setting of a Summitry site: one declared list, each proven documented."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import platformdirs


@dataclass(frozen=True, slots=True)
class Setting:
    """An environment variable that the site reads at start."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting(
        "DATABASE_URL",
        "",
        "the database, such as postgres://user:password@host/name; empty: SQLite in the home",
    ),
    Setting(
        "SUMMITRY_HOME",
        "",
        "the folder for database, caches and secret key; empty: the user's data folder",
    ),
    Setting(
        "SUMMITRY_SECRET_KEY",
        "",
        "signs sessions; empty: a random key is made once and kept in the home",
    ),
    Setting(
        "SUMMITRY_ALLOWED_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "the host names the site answers to, with commas",
    ),
    Setting(
        "SUMMITRY_TRUSTED_ORIGINS",
        "",
        "origins of forms behind a proxy, such as https://summitry.example, with commas",
    ),
    Setting("SUMMITRY_HTTPS", "0", "1: cookies are sent over HTTPS only"),
    Setting(
        "SUMMITRY_EMAIL_URL",
        "",
        "the mail server, such as smtps://user:password@host:465 or, with STARTTLS, "
        "smtp+tls://user:password@host:587; file:///folder: mails are kept there as "
        "files; empty: mails are printed on standard error",
    ),
    Setting(
        "SUMMITRY_EMAIL_FROM",
        "summitry@localhost",
        "the sender of mails",
    ),
    Setting(
        "SUMMITRY_ADDRESS",
        "http://127.0.0.1:8000",
        "the site's own address, for links in mails",
    ),
    Setting("SUMMITRY_DEBUG", "0", "1: tracebacks in the browser; never in production"),
)
#: How a mail server is spoken to, and on which port unless its address says.
_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def read(name: str) -> str:
    """Return a declared setting, from the environment or its default."""
    return os.environ.get(name) or _DEFAULTS[name]


def read_list(name: str) -> list[str]:
    """Return a declared setting as a list, split at commas."""
    return [part.strip() for part in read(name).split(",") if part.strip()]


def mail_server() -> dict[str, str | int | bool]:
    """Return Django's settings of the mail server that the address names.

    Raises
    ------
    ValueError
        If the address is none of a mail server.
    """
    address = read("SUMMITRY_EMAIL_URL")
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.path:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": unquote(parts.path),
        }
    if parts.scheme not in _MAIL_PORTS or not parts.hostname:
        allowed = ", ".join(f"{scheme}://" for scheme in (*_MAIL_PORTS, "file"))
        raise ValueError(
            f"SUMMITRY_EMAIL_URL must start with one of {allowed} and name a host or folder"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }


def home() -> Path:
    """Return the folder of this site's own files, made if it is missing."""
    folder = Path(
        read("SUMMITRY_HOME") or platformdirs.user_data_dir("summitry", appauthor=False)
    )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key() -> str:
    """Return the signing key; without a setting, one is made and kept in the home."""
    given = read("SUMMITRY_SECRET_KEY")
    if given:
        return given
    file = home() / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return file.read_text(encoding="ascii")
