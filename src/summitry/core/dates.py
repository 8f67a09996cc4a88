"""Dates with the precision they were reported in: ``2022``, ``2022-05``, ``2022-05-11``."""

import datetime as dt
import re

from summitry.core.errors import InvalidDataError

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def check_partial_date(text: str, *, key: str = "date") -> str:
    """Return the date as given, or say why it is none.

    Raises
    ------
    InvalidDataError
        Under ``key``, when the text is not a year, a month or a day that exists.
    """
    match = _PARTIAL.fullmatch(text)
    if match is None:
        message = f"must be a year, a month or a day such as 2022-05-11, got {text!r}"
        raise InvalidDataError({key: message})
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError as error:
        raise InvalidDataError({key: f"is no date: {text!r} ({error})"}) from None
    return text


def year_of(text: str) -> int:
    """Return the year of a partial date."""
    return int(check_partial_date(text)[:4])
