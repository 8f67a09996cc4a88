"""CPU of a page: the sample network's pages asked for in one process, nothing cached.

Run it with ``summitry bench pages``. Each page is answered in full (no
304, no compression); charts come from the folder of drawn charts, as they do on a site
that has been up for a while. The second column forgets the index of cities and the list
of conflicts before each request: what the first visitor after an import pays.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PAGES = (
    ("home", "/"),
    ("cities", "/cities/"),
    ("city, Guiyang", "/cities/cn-gya/"),
    ("city, Malmö", "/cities/se-mma/"),
    ("convening, Malmö Summit", "/convenings/malmo-summit-2022/"),
    ("convening, Guiyang 2023", "/convenings/eco-forum-global-guiyang-2023/"),
    ("commitments", "/commitments/"),
    ("evidence", "/evidence/"),
    ("methods", "/methods/"),
)
REQUESTS = 20


def run(data: Path) -> None:
    """Build the sample network in a throw-away home and time each page."""
    _ = data
    with tempfile.TemporaryDirectory() as home:
        os.environ["SUMMITRY_HOME"] = home
        _measure()


def _measure() -> None:
    import datetime as dt  # noqa: PLC0415 - the home is chosen first

    from summitry.cli.database import open_database  # noqa: PLC0415

    open_database(None)

    from django.test import Client  # noqa: PLC0415

    from summitry.web.evidence.queries import forget_projections  # noqa: PLC0415
    from summitry.web.imports import sample  # noqa: PLC0415
    from summitry.web.server import prepare_static_files  # noqa: PLC0415

    prepare_static_files()
    now = dt.datetime.now(dt.UTC)  # noqa: TID251 - a benchmark is run by hand
    sample.build(now=now, progress=lambda *_: None)
    client = Client(headers={"host": "localhost"})

    print(f"{'page':28}{'kB':>8}{'CPU ms':>10}{'after an import':>18}")
    for name, address in PAGES:
        body = client.get(address)
        warm = _cpu_ms(lambda: None, client.get, address)
        cold = _cpu_ms(forget_projections, client.get, address)
        size = len(body.content) / 1000
        print(f"{name:28}{size:8.0f}{warm:10.1f}{cold:18.1f}")


def _cpu_ms(
    before: Callable[[], None], ask: Callable[[str], object], address: str
) -> float:
    times: list[float] = []
    for _ in range(REQUESTS):
        before()
        start = time.process_time()
        ask(address)
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)
