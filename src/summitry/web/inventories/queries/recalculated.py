"""What one change would make of all years of a city, before anybody makes it."""

from dataclasses import dataclass

from summitry.catalogue.recalculation import Change, recalculate
from summitry.core.errors import InvalidDataError
from summitry.core.inventory.changes import Changes, compare_inventories
from summitry.core.inventory.lines import Inventory as InventoryValue
from summitry.data.rulebook import load_rulebook
from summitry.web.inventories.models import Draft, State
from summitry.web.inventories.queries.own import drafts_of
from summitry.web.network.models import Organisation


@dataclass(frozen=True, slots=True)
class RecalculatedYear:
    """A year before and after; ``problems`` names lines that cannot follow.

    ``after`` is None where there are problems, where the change does not concern the
    year, and where the year is not published as it stands (``is_held_up``).
    """

    draft: Draft
    before: InventoryValue
    after: InventoryValue | None
    changes: Changes | None
    problems: dict[str, str]
    is_held_up: bool

    @property
    def is_unchanged(self) -> bool:
        """Whether the change does not concern this year."""
        return self.after is None and not self.problems and not self.is_held_up


def preview(city: Organisation, change: Change) -> list[RecalculatedYear]:
    """Make a change to every year of a city in memory, oldest first; nothing is kept."""
    return [_year(draft, change) for draft in reversed(drafts_of(city))]


def _year(draft: Draft, change: Change) -> RecalculatedYear:
    before = draft.value()
    if draft.state != State.PUBLISHED:
        return RecalculatedYear(draft, before, None, None, {}, is_held_up=True)
    try:
        after = recalculate(before, change)
    except InvalidDataError as error:
        problems = dict(error.errors)
        return RecalculatedYear(draft, before, None, None, problems, is_held_up=False)
    if after == before:
        return RecalculatedYear(draft, before, None, None, {}, is_held_up=False)
    changes = compare_inventories(before, after, load_rulebook())
    return RecalculatedYear(draft, before, after, changes, {}, is_held_up=False)
