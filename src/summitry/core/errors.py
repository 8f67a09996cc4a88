"""The errors of Summitry, shared by page, API and command line.

SummitryError
├── InvalidDataError      a value cannot be true; names each key, the value, the way out
├── UnknownNameError      no method, kind or record of that name; lists what there is
├── UnreadableFileError   a file is missing, or is not what its kind asks for
└── DrawingError          a chart cannot be drawn (web/page/charts/render.py)
"""

from collections.abc import Iterable, Mapping


class SummitryError(Exception):
    """Whatever a user can cause and mend: catch it where input comes in."""


class InvalidDataError(SummitryError):
    """A value that cannot be true.

    Parameters
    ----------
    errors
        The message for each key, for example
        ``{"target_year": "must be after the base year 2019, got 2018"}``.
    """

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{key}: {text}" for key, text in errors.items()))


class UnknownNameError(SummitryError):
    """A name that is not among the known ones of its kind."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = sorted(known)
        super().__init__(f"no {kind} {name!r}; there are: {', '.join(self.known)}")


class UnreadableFileError(SummitryError):
    """A file that is missing, empty or not what its kind asks for."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(f"{file}: {reason}")
