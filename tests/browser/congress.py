"""Makes a small congress of synthetic people in a home; run as a process of its own.

    SUMMITRY_HOME=... DJANGO_SETTINGS_MODULE=summitry.web.settings python congress.py

Prints the session key of a steward, for the browser's cookie.
"""

import sys

import django

django.setup()

from django.contrib.auth import (  # noqa: E402 - after the setup
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 - as above
from tests.web.attendance.making import (  # noqa: E402 - as above
    delegation,
    registered,
    running,
    session,
)
from tests.web.convenings.hosts import steward  # noqa: E402 - as above

NAMES = ("Ann Aberg", "Ben Berg", "Cyd Carr", "Dan Dahl", "Eva Ek", "Fay Falk")


def main():
    """Make the congress, and log a steward in."""
    one = running(time_zone="UTC")
    city = delegation(one, "city-of-example")
    for name in NAMES:
        registered(city, f"{name[:3].upper()}D23456789", name=name)
    registered(city, "GUYD23456789", name="Guy Gran", mode="online")
    session(one, room=None, online_url="/convenings/summit/?of=opening")
    user = steward()
    login = SessionStore()
    login[SESSION_KEY] = str(user.pk)
    login[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    login[HASH_SESSION_KEY] = user.get_session_auth_hash()
    login.save()
    sys.stdout.write(f"{login.session_key}\n")


if __name__ == "__main__":
    main()
