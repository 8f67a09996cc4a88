"""Questions asked of the inventories that cities write themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from summitry.core.inventory.changes import Changes, compare_inventories
from summitry.core.inventory.lines import Inventory as InventoryValue
from summitry.data.rulebook import load_rulebook
from summitry.web.inventories.models import Draft, PublishedVersion, State
from summitry.web.network.models import Organisation

#: The data set of what cities write and publish here.
OWN_DATASET = "own"


def drafts_of(city: Organisation) -> list[Draft]:
    """Return a city's inventories, the latest year first."""
    drafts = city.drafts.select_related("organisation__place").order_by("-year")
    return list(drafts.prefetch_related("versions"))


def drafts_waiting(sight: Q) -> list[Draft]:
    """Return the inventories that wait for review, the longest waiting first."""
    waiting = Draft.objects.filter(sight, state=State.SUBMITTED).distinct()
    return list(
        waiting.select_related("organisation__place", "submitted_by").order_by(
            "submitted_at", "pk"
        )
    )


def cities_written_by(cities: Q) -> list[Organisation]:
    """Return the organisations for which somebody writes, by name."""
    return list(
        Organisation.objects.filter(cities).select_related("place").order_by("name")
    )


def last_version(draft: Draft) -> PublishedVersion | None:
    """Return what is published of an inventory now."""
    return draft.versions.order_by("version").last()


def current_versions(city: Organisation) -> list[PublishedVersion]:
    """Return the latest published version of each year of a city, oldest first."""
    found: dict[int, PublishedVersion] = {}
    versions = PublishedVersion.objects.filter(draft__organisation=city)
    for version in versions.select_related("draft__organisation").order_by("version"):
        found[version.draft.year] = version
    return [found[year] for year in sorted(found)]


def changes_since_publication(draft: Draft) -> Changes | None:
    """Compare an inventory as it stands with what is published; None if nothing is."""
    published = last_version(draft)
    if published is None:
        return None
    return compare_inventories(published.value(), draft.value(), load_rulebook())


def changes_of_version(version: PublishedVersion) -> Changes | None:
    """Compare a version with the one before it; None for the first."""
    before = version.draft.versions.filter(version=version.version - 1).first()
    if before is None:
        return None
    return compare_inventories(before.value(), version.value(), load_rulebook())


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a city with what is published and what is being written."""

    draft: Draft
    published: PublishedVersion | None


def years_of(drafts: Iterable[Draft]) -> list[Year]:
    """Pair each inventory with its latest published version."""
    return [
        Year(draft, max(draft.versions.all(), key=_number, default=None))
        for draft in drafts
    ]


def _number(version: PublishedVersion) -> int:
    return version.version


def year_before(draft: Draft) -> InventoryValue | None:
    """Return the city's last published inventory of an earlier year."""
    version = (
        PublishedVersion.objects.filter(
            draft__organisation=draft.organisation_id, draft__year__lt=draft.year
        )
        .select_related("draft__organisation")
        .order_by("-draft__year", "-version")
        .first()
    )
    return version.value() if version else None
