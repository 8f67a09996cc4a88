"""Dates with the precision they were reported in: ``2022``, ``2022-05``, ``2022-05-11``."""

import datetime as dt
import re

from summitry.core.errors import InvalidDataError

_DECEMBER = 12
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def split_partial_date(text: str, *, key: str = "date") -> tuple[int, int, int]:
    """Return year, month and day of a partial date, 0 for what it does not say.

    Raises
    ------
    InvalidDataError
        Under ``key``, when the text is not a year, a month or a day that exists.
    """
    match = _PARTIAL.fullmatch(text)
    if match is None:
        message = f"must be YYYY, YYYY-MM or YYYY-MM-DD, got {text!r}"
        raise InvalidDataError({key: message})
    year, month, day = (int(part) if part else 0 for part in match.groups())
    has_month, has_day = (part is not None for part in match.groups()[1:])
    try:
        dt.date(year, month if has_month else 1, day if has_day else 1)
    except ValueError as error:
        raise InvalidDataError({key: f"is no date: {text!r} ({error})"}) from None
    return year, month, day


def is_partial_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day that exists."""
    try:
        split_partial_date(text)
    except InvalidDataError:
        return False
    return True


def last_day(partial_date: str) -> dt.date | None:
    """Return the last day that a date of any precision can mean, None for no date."""
    if not partial_date:
        return None
    year, month, day = split_partial_date(partial_date)
    if day:
        return dt.date(year, month, day)
    if not month or month == _DECEMBER:
        return dt.date(year, _DECEMBER, 31)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)
