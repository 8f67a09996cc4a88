"""Verbs of the delegation desk.

Each is one transaction with its permission; history says who did what. None writes to
the back office's log: that is the version of the data, and a registration changes no
page of figures.
"""

from summitry.web.delegations.actions.consent import give_consent
from summitry.web.delegations.actions.decisions import approve, promote, refuse
from summitry.web.delegations.actions.desk import (
    CategoryRules,
    DeskSettings,
    open_desk,
    set_category,
)
from summitry.web.delegations.actions.heads import (
    confirm_delegation,
    invite_delegation,
    set_head_and_proxy,
    set_seats,
    withdraw_delegation,
)
from summitry.web.delegations.actions.registrations import (
    change_mode,
    correct,
    nominate,
    nominate_all,
    replace,
    withdraw,
)

__all__ = [
    "CategoryRules",
    "DeskSettings",
    "approve",
    "change_mode",
    "confirm_delegation",
    "correct",
    "give_consent",
    "invite_delegation",
    "nominate",
    "nominate_all",
    "open_desk",
    "promote",
    "refuse",
    "replace",
    "set_category",
    "set_head_and_proxy",
    "set_seats",
    "withdraw",
    "withdraw_delegation",
]
