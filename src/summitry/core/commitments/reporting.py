"""How long a pledge has been silent: time since the last report, never the truth of it.

The steps are those of the traffic light of the United Nations registry of voluntary
commitments (UN SDG Actions Platform): reported within a year, over a year ago, and two
years ago, when the registry calls a commitment inactive.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from summitry.core.commitments.stages import ENDED, Stage
from summitry.core.dates import last_day

#: A report is due this long after the last one, in years.
DUE_AFTER_YEARS = 1
#: A pledge without a report for so long is silent, in years.
SILENT_AFTER_YEARS = 2

#: - ``current``: reported, or set, less than a year ago
#: - ``late``: a year ago or more
#: - ``silent``: two years ago or more, or nobody knows when
#: - ``closed``: ended, or reported for its target year; nothing further is due
Level = Literal["current", "late", "silent", "closed"]


@dataclass(frozen=True, slots=True)
class Reported:
    """A report on a year and the day on which it came in."""

    year: int
    received: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeOnRecord:
    """What staleness needs of a pledge; ``source_date`` is a partial date or empty."""

    stage: Stage
    target_year: int | None
    source_date: str


@dataclass(frozen=True, slots=True)
class Staleness:
    """How silent a pledge is.

    ``since`` is the year of the last word, of a report if ``is_reported``, else of the
    source; None if neither is dated. ``due`` is the day the next report is due, None if
    none is.
    """

    level: Level
    since: int | None
    is_reported: bool
    due: dt.date | None


def staleness(
    pledge: PledgeOnRecord, reports: Iterable[Reported], today: dt.date
) -> Staleness:
    """Tell how long a pledge has been without a report, and when the next one is due.

    The last report is that on the latest year, so that an old year reported late does
    not make a pledge look fresh. Without a report the source counts as the last word; a
    date without month or day as the last day it can mean.
    """
    last = max(reports, key=lambda one: (one.year, one.received), default=None)
    spoke = last.received if last else last_day(pledge.source_date)
    since = spoke.year if spoke else None
    covered = last is not None and (
        pledge.target_year is not None and last.year >= pledge.target_year
    )
    if covered or pledge.stage in ENDED:
        return Staleness("closed", since, last is not None, None)
    if spoke is None:
        return Staleness("silent", None, is_reported=False, due=None)
    due = years_later(spoke, DUE_AFTER_YEARS)
    level: Level = "current" if today < due else "late"
    if today >= years_later(spoke, SILENT_AFTER_YEARS):
        level = "silent"
    return Staleness(level, since, last is not None, due)


def years_later(day: dt.date, years: int) -> dt.date:
    """Return the same day of a later year; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)
