"""The plain fields of an input: numbers, years, truths and texts.

``read`` takes a value and its key (a dotted path) and returns the value a core function
wants. A fault goes into ``problems`` under its key, with the value seen and what is
allowed, so that all faults of an input are told at once.
"""

import json
import math
from dataclasses import dataclass
from typing import Protocol

Problems = dict[str, str]

LAST_YEAR = 9999

_LONGEST_SHOWN = 60
_LONGEST_WHOLE_NUMBER_BITS = 256


class Field(Protocol):
    """Anything that reads one JSON value."""

    def read(self, value: object, key: str, problems: Problems) -> object:
        """Return the value for the core; note in ``problems`` what is wrong with it."""
        ...

    def describe(self) -> str:
        """Say what is allowed, after "must be"."""
        ...

    def json_schema(self) -> dict[str, object]:
        """Describe the field as JSON Schema (draft 2020-12)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A finite number within bounds; a boolean is none.

    ``above`` excludes the bound, ``minimum`` and ``maximum`` include it; ``gaps`` lets null
    stand for no data.
    """

    meaning: str
    minimum: float | None = None
    above: float | None = None
    maximum: float | None = None
    gaps: bool = False

    def read(self, value: object, key: str, problems: Problems) -> float | None:
        """Return the number as a float, or None for a gap."""
        if value is None and self.gaps:
            return None
        number = _finite(value)
        if number is None or not self._is_within(number):
            problems[key] = refuse(self, value)
        return number

    def describe(self) -> str:
        """Say the bounds in words."""
        words = "a finite number"
        if self.minimum is not None and self.maximum is not None:
            words = f"a number from {self.minimum:g} to {self.maximum:g}"
        elif self.minimum is not None:
            words = f"a finite number of at least {self.minimum:g}"
        elif self.above is not None:
            words = f"a finite number above {self.above:g}"
        return f"{words}, or null for no data" if self.gaps else words

    def json_schema(self) -> dict[str, object]:
        """Describe the field as JSON Schema."""
        bounds = {
            "minimum": self.minimum,
            "exclusiveMinimum": self.above,
            "maximum": self.maximum,
        }
        return {
            "type": ["number", "null"] if self.gaps else "number",
            **{name: bound for name, bound in bounds.items() if bound is not None},
            "description": self.meaning,
        }

    def _is_within(self, number: float) -> bool:
        return (
            (self.minimum is None or number >= self.minimum)
            and (self.above is None or number > self.above)
            and (self.maximum is None or number <= self.maximum)
        )


def fraction(meaning: str) -> Number:
    """Make a field for a share or reduction, 0.4 for 40 %."""
    return Number(meaning=meaning, minimum=0, maximum=1)


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year, a whole number from 1 to 9999."""

    meaning: str

    def read(self, value: object, key: str, problems: Problems) -> int | None:
        """Return the year."""
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and 1 <= value <= LAST_YEAR
        ):
            return value
        problems[key] = refuse(self, value)
        return None

    def describe(self) -> str:
        """Say what a year is."""
        return "a year, a whole number such as 2030"

    def json_schema(self) -> dict[str, object]:
        """Describe the field as JSON Schema."""
        return {
            "type": "integer",
            "minimum": 1,
            "maximum": LAST_YEAR,
            "description": self.meaning,
        }


@dataclass(frozen=True, slots=True)
class Truth:
    """True or false."""

    meaning: str

    def read(self, value: object, key: str, problems: Problems) -> bool | None:
        """Return the boolean."""
        if isinstance(value, bool):
            return value
        problems[key] = refuse(self, value)
        return None

    def describe(self) -> str:
        """Say the two values."""
        return "true or false"

    def json_schema(self) -> dict[str, object]:
        """Describe the field as JSON Schema."""
        return {"type": "boolean", "description": self.meaning}


@dataclass(frozen=True, slots=True)
class Text:
    """A text, one of ``choices`` where there are any."""

    meaning: str
    choices: tuple[str, ...] = ()

    def read(self, value: object, key: str, problems: Problems) -> str | None:
        """Return the text."""
        if (
            isinstance(value, str)
            and value
            and (not self.choices or value in self.choices)
        ):
            return value
        problems[key] = refuse(self, value)
        return None

    def describe(self) -> str:
        """Say the choices."""
        if self.choices:
            return f"one of {', '.join(self.choices)}"
        return "a text that is not empty"

    def json_schema(self) -> dict[str, object]:
        """Describe the field as JSON Schema."""
        rule: dict[str, object] = {"minLength": 1}
        if self.choices:
            rule = {"enum": list(self.choices)}
        return {"type": "string", **rule, "description": self.meaning}


def _finite(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def refuse(wanted: Field, value: object) -> str:
    """Say what a field wants and what it got."""
    return f"must be {wanted.describe()}, got {show(value)}"


def show(value: object) -> str:
    """Show a value as its sender wrote it, cut where it is long."""
    if isinstance(value, int) and value.bit_length() > _LONGEST_WHOLE_NUMBER_BITS:
        return "a whole number of more than 70 digits"
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except RecursionError:
        return "a value nested too deeply"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
