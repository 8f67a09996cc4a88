"""CPU of a convening's outcomes as JSON: 1,000 outcomes asked for in one process.

Run it with ``summitry bench outcomes``. A convening is built with 1,000 outcomes of all
kinds on synthetic records, 400 signatures, and a figure with its quote for every fourth;
each answer is made anew (no ETag, no cache). The bar of the project is 50 ms. The same
outcomes as a page are timed beside it.
"""

import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

REQUESTS = 20
EACH = 250
SIGNATURES = 400
BAR_MS = 50.0


def run(data: Path) -> None:
    """Build the convening in a throw-away home and time its outcomes."""
    _ = data
    with tempfile.TemporaryDirectory() as home:
        os.environ["SUMMITRY_HOME"] = home
        _measure()


def _measure() -> None:
    from summitry.cli.database import open_database  # noqa: PLC0415

    open_database(None)

    from django.test import Client  # noqa: PLC0415

    from summitry.web.server import prepare_static_files  # noqa: PLC0415

    prepare_static_files()
    slug = _build()
    client = Client(headers={"host": "localhost"})
    address = f"/convenings/{slug}/outcomes.json"
    body = client.get(address).content
    listed = json.loads(body)
    times: list[float] = []
    for _ in range(REQUESTS):
        start = time.process_time()
        client.get(address)
        times.append(1000 * (time.process_time() - start))
    print(
        f"{len(listed['outcomes'])} outcomes, {len(listed['figures'])} figures, "
        f"{SIGNATURES} signatures: {len(body) / 1000:.0f} kB, "
        f"{statistics.median(times):.1f} ms CPU (bar {BAR_MS:.0f} ms)"
    )


def _build() -> str:
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415

    from summitry.web.convenings import models as held  # noqa: PLC0415
    from summitry.web.evidence.actions import ensure_fields  # noqa: PLC0415
    from summitry.web.evidence.models import Claim, Source  # noqa: PLC0415
    from summitry.web.network.models import Organisation  # noqa: PLC0415
    from summitry.web.projects.models import Project, ProjectStage  # noqa: PLC0415

    source = Source.objects.create(
        key="s", title="Source", publisher_class="organiser", date="2026"
    )
    series = held.Series.objects.create(slug="s", name="Series", source=source)
    convening = held.Convening.objects.create(
        slug="congress", name="Congress", series=series, first_day="2026", source=source
    )
    cities = Organisation.objects.bulk_create(
        Organisation(slug=f"city-{n}", name=f"City {n}", kind="local_government")
        for n in range(SIGNATURES)
    )
    common: dict[str, Any] = {"convening": convening, "source": source, "date": "2026"}
    declaration = held.Declaration.objects.create(slug="d", name="D", **common)
    held.Signature.objects.bulk_create(
        held.Signature(declaration=declaration, organisation=city, source=source)
        for city in cities
    )
    held.Agreement.objects.bulk_create(
        held.Agreement(
            slug=f"a-{n}", name=f"Agreement {n}", kind="memorandum", **common
        )
        for n in range(EACH - 1)
    )
    made = held.Agreement.objects.all()
    held.Agreement.parties.through.objects.bulk_create(
        held.Agreement.parties.through(agreement=one, organisation=city)
        for n, one in enumerate(made)
        for city in cities[n : n + 2]
    )
    held.Publication.objects.bulk_create(
        held.Publication(
            slug=f"p-{n}",
            name=f"Report {n}",
            authors=[{"family": "Author", "given": str(n)}],
            **common,
        )
        for n in range(EACH)
    )
    held.Recognition.objects.bulk_create(
        held.Recognition(
            slug=f"r-{n}",
            name=f"Site {n}",
            issuer=cities[0],
            programme="List",
            status="granted",
            **common,
        )
        for n in range(EACH)
    )
    projects = Project.objects.bulk_create(
        Project(
            slug=f"j-{n}",
            name=f"Project {n}",
            unveiled_at=convening,
            value=n * 1000,
            currency="CNY",
            value_date="2026",
            source=source,
        )
        for n in range(EACH)
    )
    ProjectStage.objects.bulk_create(
        ProjectStage(project=one, stage="unveiled", convening=convening, source=source)
        for one in projects
    )
    field = next(one for one in ensure_fields() if one.key == "projects_unveiled")
    about = ContentType.objects.get_for_model(Project)
    Claim.objects.bulk_create(
        Claim(
            about_type=about,
            about_id=one.pk,
            field=field,
            value=1,
            unit="project",
            source=source,
            quote="one project",
        )
        for one in projects
    )
    return convening.slug
