"""Every setting of a Summitry site: one declared list, each proven documented."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

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
    Setting("SUMMITRY_DEBUG", "0", "1: tracebacks in the browser; never in production"),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def read(name: str) -> str:
    """Return a declared setting, from the environment or its default."""
    return os.environ.get(name) or _DEFAULTS[name]


def read_list(name: str) -> list[str]:
    """Return a declared setting as a list, split at commas."""
    return [part.strip() for part in read(name).split(",") if part.strip()]


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
