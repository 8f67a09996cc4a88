"""``summitry demo``, ``serve``, ``migrate``: a site, from nothing to served."""

import datetime as dt
import errno
import os
import socket
import sys
from pathlib import Path

import click

from summitry.cli.database import home_option, migrate, open_database, open_site

DEMO_EMAIL = "secretariat@summitry.example"
DEMO_PASSWORD = "summitry-demo"  # noqa: S105 - printed for everybody who runs the demo

_LOCAL = "127.0.0.1"
_BAR = "{desc}: {percentage:3.0f}%|{bar}| {postfix} [{elapsed}]"

_port = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535)
)


@click.command("demo")
@_port
@click.option("--no-serve", is_flag=True, help="Build the sample network only.")
@home_option
def demo(port: int, no_serve: bool, home: Path | None) -> None:
    """Build the sample network and serve it; a second run reuses it."""
    if not no_serve:
        _refuse_busy(_LOCAL, port)
    if home is None and not os.environ.get("SUMMITRY_HOME"):
        home = _demo_home()
    open_site(home)
    migrate()
    _build_sample()
    address = f"http://{_LOCAL}:{port}/"
    click.echo(f"Summitry, the sample network: {address}")
    click.echo(f"Chinese: {address}zh-hans/")
    click.echo(
        f"For the secretariat: {address}admin/ "
        f"(log in as {DEMO_EMAIL}, password {DEMO_PASSWORD})"
    )
    click.echo(
        "With the same password: events@summitry.example (event staff of ICLEI), "
        "guiyang@summitry.example (city editor of Guiyang)"
    )
    if not no_serve:
        _serve(f"{_LOCAL}:{port}", workers=1)


def _demo_home() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("summitry", appauthor=False)) / "demo"


def _build_sample() -> None:
    from summitry.web.imports import sample

    if not sample.is_built():
        if not sample.is_empty():
            raise click.UsageError(
                "this database holds another network; give the demo a folder of its own "
                "with --home DIR"
            )
        _build_with_bar()
    sample.ensure_accounts(DEMO_EMAIL, DEMO_PASSWORD)


def _build_with_bar() -> None:
    from tqdm import tqdm

    from summitry.web.imports import sample

    with tqdm(desc="sample network", bar_format=_BAR, disable=None) as bar:

        def show(what: str, done: int, steps: int) -> None:
            bar.total, bar.n = steps, done
            bar.set_postfix_str(what)

        sample.build(now=_now(), progress=show)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - the command line reads the clock


@click.command("serve")
@click.option("--bind", default="127.0.0.1", show_default=True, help="Address.")
@_port
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@home_option
def serve(bind: str, port: int, workers: int, home: Path | None) -> None:
    """Serve the site for production; put a proxy with HTTPS in front."""
    _refuse_busy(bind, port)
    open_database(home)
    _serve(f"{bind}:{port}", workers=workers)


def _serve(address: str, *, workers: int) -> None:
    from summitry.web.server import (
        prepare_static_files,
        run,
    )

    prepare_static_files()
    sys.stdout.flush()
    run(address, workers=workers)


def _refuse_busy(bind: str, port: int) -> None:
    try:
        socket.create_server((bind, port)).close()
    except OSError as error:
        # Any other trouble, such as a name of the host, is for the server to tell.
        if error.errno == errno.EADDRINUSE:
            raise click.UsageError(
                f"port {port} of {bind} is in use; give another with --port"
            ) from None


@click.command("migrate")
@home_option
def migrate_command(home: Path | None) -> None:
    """Bring the schema of the database up to date."""
    open_site(home)
    done = migrate(verbosity=1)
    click.echo("The schema is up to date." if done else "Nothing to do.", err=True)
