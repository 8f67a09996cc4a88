"""Serves the site with gunicorn, static files included."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.utils.module_loading import import_string
from gunicorn.app.base import BaseApplication

import summitry


class _Server(BaseApplication):
    """Gunicorn with options from here; subclassing is the only way it offers."""

    def __init__(self, **options: str | int | bool) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        # Imported when workers start: by then the static files are in place.
        return import_string("summitry.web.wsgi.application")


def run(address: str, *, workers: int) -> None:
    """Serve until interrupted."""
    _Server(
        bind=address,
        workers=workers,
        threads=4,
        worker_class="gthread",
        loglevel="warning",
        control_socket_disable=True,
    ).run()


def prepare_static_files() -> None:
    """Collect the static files, unless what is collected is what would be."""
    stamp_file = Path(settings.STATIC_ROOT) / "stamp.txt"
    stamp = f"{summitry.__version__} {_newest_change()}"
    if stamp_file.exists() and stamp_file.read_text(encoding="utf-8") == stamp:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp_file.write_text(stamp, encoding="utf-8")


def _newest_change() -> int:
    files = (
        Path(storage.path(name))
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    return max(file.stat().st_mtime_ns for file in files)
