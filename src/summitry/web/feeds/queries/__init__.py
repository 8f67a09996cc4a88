"""Questions asked of the news: what is new, what is due, who follows."""

from summitry.web.feeds.queries.deadlines import Deadline, find_deadlines
from summitry.web.feeds.queries.entries import Asked, Entry
from summitry.web.feeds.queries.news import find_news, recent_news
from summitry.web.feeds.queries.scopes import EVERYTHING, Names, Scope, find_scope
from summitry.web.feeds.queries.subscriptions import (
    confirm_token,
    due_digests,
    find_to_confirm,
    find_to_leave,
    leave_token,
    next_digest,
    waiting_with,
)

__all__ = [
    "EVERYTHING",
    "Asked",
    "Deadline",
    "Entry",
    "Names",
    "Scope",
    "confirm_token",
    "due_digests",
    "find_deadlines",
    "find_news",
    "find_scope",
    "find_to_confirm",
    "find_to_leave",
    "leave_token",
    "next_digest",
    "recent_news",
    "waiting_with",
]
