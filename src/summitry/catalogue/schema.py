"""The composed parts of an input: lists, series, records and choices between records."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from summitry.catalogue.fields import Field, Number, Problems, Text, refuse, show
from summitry.core.errors import InvalidDataError

_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of at least ``least`` elements, and of ``most``, where that is given.

    ``unique`` names a key no two elements may share.
    """

    item: Field
    meaning: str
    unique: str = ""
    least: int = 1
    most: int | None = None

    def read(self, value: object, key: str, problems: Problems) -> list[object] | None:
        """Return the elements, each read by ``item``."""
        elements = cast("list[object]", value) if isinstance(value, list) else None
        if elements is None or not self._has_room_for(len(elements)):
            problems[key] = refuse(self, cast("object", value))
            return None
        self._check_unique(elements, key, problems)
        return [
            self.item.read(element, f"{key}.{place}", problems)
            for place, element in enumerate(elements)
        ]

    def describe(self) -> str:
        """Say how many elements are wanted."""
        if self.most is not None and self.least == self.most:
            return f"a list of {self.least} elements"
        if self.most is not None:
            return f"a list of {self.least} to {self.most} elements"
        if self.least == 0:
            return "a list, which may be empty"
        count = "one element" if self.least == 1 else f"{self.least} elements"
        return f"a list of at least {count}"

    def json_schema(self) -> dict[str, object]:
        """Describe the field as JSON Schema."""
        return {
            "type": "array",
            "minItems": self.least,
            **({} if self.most is None else {"maxItems": self.most}),
            "items": self.item.json_schema(),
            "description": self.meaning,
        }

    def _has_room_for(self, count: int) -> bool:
        return self.least <= count and (self.most is None or count <= self.most)

    def _check_unique(
        self, elements: list[object], key: str, problems: Problems
    ) -> None:
        seen: dict[str, int] = {}
        for place, element in enumerate(elements):
            if not self.unique or not isinstance(element, dict):
                continue
            name = show(cast("dict[str, object]", element).get(self.unique))
            if name in seen:
                problems[f"{key}.{place}.{self.unique}"] = (
                    f"must not be repeated, got {name} as in {key}.{seen[name]}"
                )
            seen.setdefault(name, place)


@dataclass(frozen=True, slots=True)
class Children:
    """A list, which may be empty, of records that hold such lists in turn: a tree.

    ``child`` gives the record of an element; a function, since a record cannot hold itself
    while it is made. The schema is that of the whole input, which is the tree's root.
    """

    child: Callable[[], "Record"]
    meaning: str
    most_levels: int = 50

    def read(self, value: object, key: str, problems: Problems) -> tuple[object, ...]:
        """Return the children, each read by its record."""
        if not isinstance(value, list):
            problems[key] = refuse(self, value)
            return ()
        elements = cast("list[object]", value)
        # The key of a list n levels down is children.0.children.1.…, 2n - 1 parts.
        if elements and key.count(".") // 2 + 2 > self.most_levels:
            problems[key] = (
                f"must not go deeper than {self.most_levels} levels, got one more; "
                "leave levels out that have neither a target nor a part of their own"
            )
            return ()
        child = self.child()
        return tuple(
            child.read(element, f"{key}.{place}", problems)
            for place, element in enumerate(elements)
        )

    def describe(self) -> str:
        """Say that a list is wanted."""
        return "a list of objects like the one that holds it, or an empty list"

    def json_schema(self) -> dict[str, object]:
        """Describe the field as JSON Schema; each element is like the whole input."""
        return {"type": "array", "items": {"$ref": "#"}, "description": self.meaning}


@dataclass(frozen=True, slots=True)
class ByYear:
    """An object from years to figures, such as {"2008": 100}; zero and null are no data."""

    meaning: str

    def read(
        self, value: object, key: str, problems: Problems
    ) -> dict[int, float | None] | None:
        """Return the figures by year; a series without one figure is empty."""
        if not isinstance(value, dict):
            problems[key] = refuse(self, value)
            return None
        figure = Number(meaning=self.meaning, minimum=0, gaps=True)
        found: dict[int, float | None] = {}
        for year, number in cast("dict[str, object]", value).items():
            if not _YEAR.fullmatch(year) or year == "0000":
                problems[f"{key}.{year}"] = (
                    f"must be a year of four digits such as 2008, got {show(year)}"
                )
                continue
            found[int(year)] = figure.read(number, f"{key}.{year}", problems)
        if not any(found.values()) and not problems:
            problems[key] = refuse(self, cast("object", value))
        return found

    def describe(self) -> str:
        """Say what a series needs."""
        return "an object from years to numbers, at least one of them above 0"

    def json_schema(self) -> dict[str, object]:
        """Describe the field as JSON Schema."""
        return {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^[0-9]{4}$"},
            "additionalProperties": {"type": ["number", "null"], "minimum": 0},
            "description": self.meaning,
        }


@dataclass(frozen=True, slots=True)
class Record:
    """An object with these keys and no others.

    ``make`` is called with the values by key; an InvalidDataError of its own is told under
    this record's key.
    """

    required: Mapping[str, Field]
    optional: Mapping[str, Field] = field(default_factory=dict[str, Field])
    make: Callable[..., object] = dict
    meaning: str = ""

    def read(self, value: object, key: str, problems: Problems) -> object:
        """Return what ``make`` makes of the object's values."""
        if not isinstance(value, dict):
            problems[key or "input"] = refuse(self, value)
            return None
        given = cast("dict[str, object]", value)
        found: Problems = {}
        values = self._read_values(given, key, found)
        problems.update(found)
        if found:
            return None
        try:
            return self.make(**values)
        except InvalidDataError as error:
            problems.update({_join(key, k): text for k, text in error.errors.items()})
            return None

    def _read_values(
        self, given: dict[str, object], key: str, problems: Problems
    ) -> dict[str, object]:
        fields = {**self.required, **self.optional}
        allowed = ", ".join(fields) or "no key here"
        for name in [name for name in given if name not in fields]:
            problems[_join(key, name)] = (
                f"is not known, got {show(given[name])}; allowed: {allowed}"
            )
        for name in self.required:
            if name not in given:
                problems[_join(key, name)] = (
                    f"is missing; must be {fields[name].describe()}"
                )
        return {
            name: each.read(given[name], _join(key, name), problems)
            for name, each in fields.items()
            if name in given
        }

    def describe(self) -> str:
        """Say the keys."""
        return f"an object with {', '.join({**self.required, **self.optional})}"

    def json_schema(self) -> dict[str, object]:
        """Describe the record as JSON Schema."""
        fields = {**self.required, **self.optional}
        return {
            "type": "object",
            "properties": {name: each.json_schema() for name, each in fields.items()},
            "required": list(self.required),
            "additionalProperties": False,
            **({"description": self.meaning} if self.meaning else {}),
        }


@dataclass(frozen=True, slots=True)
class OneOf:
    """An object whose ``tag`` says which of several records its other keys make up.

    Without a tag it is of the kind ``default``, if there is one.
    """

    tag: str
    kinds: Mapping[str, Record]
    meaning: str
    default: str = ""

    def read(self, value: object, key: str, problems: Problems) -> object:
        """Return what the record named by the tag makes of the other keys."""
        if not isinstance(value, dict):
            problems[key or "input"] = refuse(self, value)
            return None
        given = dict(cast("dict[str, object]", value))
        choice = Text(self.meaning, tuple(self.kinds))
        if self.default:
            given.setdefault(self.tag, self.default)
        if self.tag not in given:
            problems[_join(key, self.tag)] = f"is missing; must be {choice.describe()}"
            return None
        kind = choice.read(given.pop(self.tag), _join(key, self.tag), problems)
        return None if kind is None else self.kinds[kind].read(given, key, problems)

    def describe(self) -> str:
        """Say the tag."""
        return f"an object with {self.tag} and the keys of that {self.tag}"

    def json_schema(self) -> dict[str, object]:
        """Describe the choice as JSON Schema, one alternative a kind."""
        return {
            "description": self.meaning,
            "oneOf": [self._alternative(kind) for kind in self.kinds],
        }

    def _alternative(self, kind: str) -> dict[str, object]:
        record = self.kinds[kind]
        tag = {self.tag: Text(self.meaning, (kind,))}
        if kind == self.default:
            return Record(record.required, {**tag, **record.optional}).json_schema()
        return Record({**tag, **record.required}, record.optional).json_schema()


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
