"""Filters that write how silent a commitment is and what changed in it."""

from django import template

from summitry.core.commitments.reporting import Staleness
from summitry.web.commitments.queries import Revision
from summitry.web.commitments.wording import (
    NATURES,
    ShownChange,
    say_silence,
    show_changes,
)

register = template.Library()


@register.filter
def silence(staleness: Staleness) -> str:
    """Write since when there was no report; nothing while all is well."""
    return say_silence(staleness)


@register.filter
def nature(revision: Revision) -> str:
    """Write what kind of change a revision is."""
    return str(NATURES[revision.nature])


@register.filter
def changes(revision: Revision) -> list[ShownChange]:
    """List the fields that a revision changed, before and after."""
    return show_changes(revision)
