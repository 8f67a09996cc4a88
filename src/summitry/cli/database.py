"""Opens the site's database for a command: which one, and whether it is ready."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])

HOME_HELP = "Folder of the site's own files; default SUMMITRY_HOME or the user's data."


def home_option(command: _Command) -> _Command:
    """Add ``--home DIR`` to a command that touches the database."""
    return click.option(
        "--home", type=click.Path(file_okay=False, path_type=Path), help=HOME_HELP
    )(command)


def open_site(home: Path | None) -> None:
    """Set Django up for that home; what Django reads from it is declared in ``env.py``.

    Raises
    ------
    click.UsageError
        If the folder or the address of the database cannot be used.
    """
    if home is not None:
        os.environ["SUMMITRY_HOME"] = str(home.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "summitry.web.settings"
    import django
    from dj_database_url import ParseError, UnknownSchemeError
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ParseError, UnknownSchemeError, ImproperlyConfigured) as error:
        reason = str(error).strip().splitlines()[0]
        raise click.UsageError(
            f"DATABASE_URL cannot be used: {reason} "
            "Give an address such as postgres://user:password@host/name"
        ) from None
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.UsageError(
            f"the home folder {error.filename!r} cannot be used: {error.strerror}; "
            "name another with --home"
        ) from None


def migrate(*, verbosity: int = 0) -> bool:
    """Bring the schema up to date; return whether there was anything to do."""
    from django.core.management import call_command

    if not pending_migrations():
        return False
    call_command("migrate", verbosity=verbosity, interactive=False)
    return True


def open_database(home: Path | None) -> None:
    """Set Django up and create or migrate a SQLite file that is missing or old.

    Raises
    ------
    click.ClickException
        If a database server has migrations to come: that step is for its keeper.
    """
    open_site(home)
    from django.db import connection

    if connection.vendor == "sqlite":
        migrate()
    elif pending_migrations():
        raise click.UsageError("the database is not up to date; run: summitry migrate")


def pending_migrations() -> list[str]:
    """Return the names of migrations that the database does not have yet.

    Raises
    ------
    click.UsageError
        If the database cannot be reached.
    """
    from django.db import (
        DatabaseError,
        connection,
    )
    from django.db.migrations.executor import (
        MigrationExecutor,
    )

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise click.UsageError(f"the database cannot be reached: {reason}") from None
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
