"""Filters that write how silent a commitment is and what changed in it."""

from django import template

from summitry.core.commitments.reporting import Staleness
from summitry.web.commitments.queries import Revision
from summitry.web.commitments.wording import NATURES, say_silence

register = template.Library()


@register.filter
def silence(staleness: Staleness) -> str:
    """Write since when there was no report; nothing while all is well."""
    return say_silence(staleness)


@register.filter
def nature(revision: Revision) -> str:
    """Write what kind of change a revision is."""
    return str(NATURES[revision.nature])
