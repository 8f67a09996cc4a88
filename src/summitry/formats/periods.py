"""Accounting periods as the sources print them: years, ranges, fiscal years, lone days."""

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from summitry.formats.numbers import clean_text

_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_MOMENT = re.compile(
    rf"""
      (?P<y1>\d{{4}})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})                  # 2017-01-31
    | (?P<m2>\d{{1,2}})/(?P<d2>\d{{1,2}})/(?P<y2>\d{{4}})
      (?:\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s*(?:AM|PM)?)?              # 12/31/2013 …
    | (?P<d3>\d{{1,2}})\s+(?P<m3>{_MONTH})\s+(?P<y3>\d{{4}})           # 01 July 2014
    | (?P<m4>{_MONTH})\s+(?P<y4>\d{{4}})                              # July 2014
    | (?P<y5>\d{{4}})\s+(?P<m5>{_MONTH})                              # 2015 June
    | (?P<y6>\d{{4}})(?:\.0)?                                         # 2016
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SEPARATORS = re.compile(r"(?:\s|-|–|—|\bto\b)*", re.IGNORECASE)
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a figure covers.

    ``first_day`` and ``last_day`` keep the source's precision (``2017``, ``2017-07``,
    ``2017-07-01``) and are empty where the source gives only the other one. ``year`` is
    the calendar year with most of its days, the earlier one of two equal halves.
    ``days`` is the length, ``None`` where only one end is known.
    """

    first_day: str
    last_day: str
    year: int
    days: int | None
    ends: date


@dataclass(frozen=True, slots=True)
class _Moment:
    printed: str
    first: date
    last: date


def parse_period(text: str) -> Period | None:
    """Read an accounting period; ``None`` where the text names no time in 1900–2100.

    A lone day, or a range with one end missing, is read as the last (or first) of
    twelve months; a lone 31 December is that calendar year. A range that runs backwards
    has ``days`` below 1.
    """
    words = clean_text(text)
    moments = list(_moments(words))
    if not moments or not _SEPARATORS.fullmatch(_MOMENT.sub(" ", words)):
        return None
    if len(moments) == 1:
        return _from_one(moments[0], words)
    first, second, *others = moments
    return None if others else _from_two(first, second)


def _from_one(moment: _Moment, words: str) -> Period | None:
    if words.endswith("-"):
        last = moment.first + timedelta(days=364)
        return Period(
            moment.printed, "", _majority_year(moment.first, last), None, last
        )
    if not words.startswith("-") and moment.first != moment.last:
        return _from_two(moment, moment)
    if (moment.last.month, moment.last.day) == (12, 31):
        year = str(moment.last.year)
        return Period(year, year, moment.last.year, 365, moment.last)
    year = _majority_year(moment.last - timedelta(days=364), moment.last)
    return Period("", moment.printed, year, None, moment.last)


def _from_two(start: _Moment, end: _Moment) -> Period:
    days = (end.last - start.first).days + 1
    year = _majority_year(start.first, end.last) if days > 0 else start.first.year
    # Two bare years name a fiscal year: the halves are equal, whatever the days say.
    if start != end and (len(start.printed), len(end.printed)) == (4, 4):
        days, year = 365 * (end.last.year - start.first.year), start.first.year
    return Period(start.printed, end.printed, year, days, end.last)


def _majority_year(first: date, last: date) -> int:
    days = Counter[int]()
    for year in range(first.year, last.year + 1):
        start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        days[year] = (end - start).days + 1
    return max(sorted(days), key=lambda year: days[year])


def _moments(words: str) -> Iterator[_Moment]:
    for match in _MOMENT.finditer(words):
        part = {key[0]: value for key, value in match.groupdict().items() if value}
        moment = _moment(part)
        if moment is not None:
            yield moment


def _moment(part: dict[str, str]) -> _Moment | None:
    year = int(part["y"])
    if year not in _YEARS:
        return None
    if "m" not in part:
        return _Moment(str(year), date(year, 1, 1), date(year, 12, 31))
    month = _MONTHS.get(part["m"].rstrip(".").casefold()) or int(part["m"])
    try:
        if "d" in part:
            day = date(year, month, int(part["d"]))
            return _Moment(day.isoformat(), day, day)
        last = date(year, month, calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None
    return _Moment(f"{year}-{month:02d}", last.replace(day=1), last)
