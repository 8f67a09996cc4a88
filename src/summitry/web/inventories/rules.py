"""Who may do what with a city's own inventories; what is not allowed here is refused."""

from django.db import models
from django.db.models import Q
from rules.permissions import add_perm

from summitry.web.accounts.models import RoleName
from summitry.web.accounts.rules import (
    Visitor,
    has_role,
    is_known,
    is_secretariat_for,
    is_staff,
    speaks_for,
)
from summitry.web.inventories.models import Draft, State
from summitry.web.network.models import Organisation


def may_edit_for(user: Visitor, city: Organisation) -> bool:
    """Let whoever edits for the city, and staff."""
    return is_staff(user) or speaks_for(user, city, RoleName.CITY_EDITOR)


def may_write(user: Visitor, draft: Draft) -> bool:
    """Let who edits for the city, as long as the inventory is with the city."""
    return draft.is_open and may_edit_for(user, draft.organisation)


def may_review(user: Visitor, draft: Draft) -> bool:
    """Let the secretariat, but let nobody review what they submitted or wrote."""
    if draft.state != State.SUBMITTED or user.pk == draft.submitted_by_id:
        return False
    if draft.lines.filter(changed_by=user.pk).exists():
        return False
    return is_staff(user) or is_secretariat_for(user, draft.organisation)


def may_read(user: Visitor, draft: Draft) -> bool:
    """Let who edits for the city, the secretariat of its networks, and staff."""
    return may_edit_for(user, draft.organisation) or is_secretariat_for(
        user, draft.organisation
    )


def may_see_desk(user: Visitor, _: models.Model | None = None) -> bool:
    """Let who edits for a city, a secretariat, and staff."""
    return is_staff(user) or has_role(user, RoleName.CITY_EDITOR, RoleName.SECRETARIAT)


def cities_of_editor(user: Visitor) -> Q:
    """Return for which organisations somebody writes inventories, as a filter of these."""
    if not is_known(user):
        return Q(pk__in=())
    mine = user.roles.filter(role=RoleName.CITY_EDITOR).values("organisation")
    return Q(pk__in=mine)


def drafts_in_sight(user: Visitor) -> Q:
    """Return which cities' inventories come before somebody for review."""
    if not is_known(user):
        return Q(pk__in=())
    if user.is_staff:
        return Q()
    networks = user.roles.filter(role=RoleName.SECRETARIAT).values("organisation")
    return Q(
        organisation__memberships__network__in=networks,
        organisation__memberships__until="",
    )


add_perm("inventories.edit_for", may_edit_for)
add_perm("inventories.write", may_write)
add_perm("inventories.review", may_review)
add_perm("inventories.read", may_read)
add_perm("inventories.see_desk", may_see_desk)
