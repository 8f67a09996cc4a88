"""The inputs of a method as fields of a form, made from the catalogue's own schema.

A field is named by its dotted path (``0.gases.1.gas``: second gas of the first
calculation), the key under which the catalogue tells a fault.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from summitry.catalogue import find_method
from summitry.catalogue.fields import Field, Number, Text, Truth, Year
from summitry.catalogue.schema import ListOf, OneOf, Record
from summitry.formats.own_csv import number_of

#: Rows that are offered beyond those that are filled.
_SPARE_ROWS = 2
_BETWEEN = re.compile(r"[\s,;]+")
#: What the inventory itself decides, so that nobody is asked.
_DECIDED = frozenset({"gwp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class InputField:
    """One field: ``kind`` is number, text, choice, truth, choices, numbers or tag."""

    name: str
    label: str
    kind: str
    value: str = ""
    values: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    help: str = ""
    is_required: bool = False
    group: str = ""
    is_folded: bool = False
    error: str = ""

    @property
    def html_id(self) -> str:
        """The name as an id: dots would be classes."""
        return "in-" + self.name.replace(".", "-")


def list_fields(
    method: str, given: Mapping[str, object], prefix: str
) -> list[InputField]:
    """List the fields of a method, filled with what was given."""
    return list(_walk(find_method(method).schema, given, _At(name=prefix)))


def read_inputs(method: str, data: QueryDict, prefix: str) -> dict[str, object]:
    """Read a form back into the input of a method; empty fields are left out.

    What cannot be read stays as the text it is, so that the catalogue refuses it by name.
    """
    read = _read(find_method(method).schema, data, prefix)
    return read if isinstance(read, dict) else {}


def with_errors(
    fields: list[InputField], errors: Mapping[str, str]
) -> tuple[list[InputField], dict[str, str]]:
    """Put each fault beside its field; what belongs to none is returned apart."""
    names = {field.name for field in fields}
    beside = [replace(field, error=errors.get(field.name, "")) for field in fields]
    return beside, {key: text for key, text in errors.items() if key not in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """Where in an input a field stands."""

    name: str
    group: str = ""
    is_required: bool = True
    is_folded: bool = False


def _walk(schema: Field, given: object, at: _At) -> Iterator[InputField]:
    if isinstance(schema, OneOf):
        return _walk_choice(schema, _object(given), at)
    if isinstance(schema, Record):
        return _walk_record(schema, _object(given), at)
    if isinstance(schema, ListOf) and isinstance(schema.item, Record):
        return _walk_rows(schema, given, at)
    return iter([_plain(schema, given, at)])


def _walk_record(
    schema: Record, given: Mapping[str, object], at: _At
) -> Iterator[InputField]:
    for key, field in {**schema.required, **schema.optional}.items():
        if key not in _DECIDED:
            here = replace(
                at,
                name=f"{at.name}.{key}",
                is_required=at.is_required and key in schema.required,
                # A record that nobody has to give, such as a city's own parameters.
                is_folded=at.is_folded
                or (isinstance(field, Record) and key in schema.optional),
            )
            yield from _walk(field, given.get(key), here)


def _walk_rows(schema: ListOf, given: object, at: _At) -> Iterator[InputField]:
    rows = list(given) if isinstance(given, list) else []
    count = len(rows) + _SPARE_ROWS
    for place in range(min(schema.most or count, count)):
        row = rows[place] if place < len(rows) else None
        here = _At(
            name=f"{at.name}.{place}",
            group=f"{_label(at.name)} {place + 1}",
            is_required=False,
        )
        yield from _walk(schema.item, row, here)


def _walk_choice(
    schema: OneOf, given: Mapping[str, object], at: _At
) -> Iterator[InputField]:
    kind = str(given.get(schema.tag) or schema.default or next(iter(schema.kinds)))
    yield InputField(
        name=f"{at.name}.{schema.tag}",
        label=schema.tag,
        kind="tag",
        value=kind,
        choices=tuple(schema.kinds),
        help=schema.meaning,
        group=at.group,
        is_required=True,
    )
    if kind in schema.kinds:
        yield from _walk(schema.kinds[kind], given, at)


def _plain(schema: Field, given: object, at: _At) -> InputField:
    made = InputField(
        name=at.name,
        label=_label(at.name),
        kind="text",
        value=_write(given),
        help=str(getattr(schema, "meaning", "")),
        group=at.group or _parent(at.name),
        is_required=at.is_required,
        is_folded=at.is_folded,
    )
    if isinstance(schema, ListOf):
        values = (
            tuple(_write(each) for each in given) if isinstance(given, list) else ()
        )
        choices = schema.item.choices if isinstance(schema.item, Text) else ()
        kind = "choices" if choices else "numbers"
        return replace(
            made, kind=kind, value=" ".join(values), values=values, choices=choices
        )
    if isinstance(schema, Truth):
        return replace(made, kind="truth", choices=("yes", "no"))
    if isinstance(schema, Text) and schema.choices:
        return replace(made, kind="choice", choices=schema.choices)
    return replace(made, kind="number") if isinstance(schema, Number | Year) else made


def _read(schema: Field, data: QueryDict, name: str) -> object:
    if isinstance(schema, OneOf):
        tag = data.get(f"{name}.{schema.tag}") or schema.default
        kind = schema.kinds.get(tag or next(iter(schema.kinds)))
        inner = _read(kind, data, name) if kind else {}
        return {schema.tag: tag, **_object(inner)} if tag else inner
    if isinstance(schema, Record):
        fields = {**schema.required, **schema.optional}
        found = {
            key: _read(each, data, f"{name}.{key}") for key, each in fields.items()
        }
        return {
            key: value for key, value in found.items() if value not in (None, {}, [])
        }
    if isinstance(schema, ListOf) and isinstance(schema.item, Record):
        rows = [
            _read(schema.item, data, f"{name}.{place}") for place in _places(data, name)
        ]
        return [row for row in rows if row]
    return _read_plain(schema, data, name)


def _read_plain(schema: Field, data: QueryDict, name: str) -> object:
    if isinstance(schema, ListOf):
        parts = [part for text in data.getlist(name) for part in _BETWEEN.split(text)]
        return [
            _number(p) if isinstance(schema.item, Number) else p for p in parts if p
        ]
    text = data.get(name, "").strip()
    if not text:
        return None
    if isinstance(schema, Number | Year):
        return _number(text)
    if isinstance(schema, Truth):
        return {"yes": True, "no": False}.get(text, text)
    return text


def _places(data: QueryDict, name: str) -> list[int]:
    wanted = re.compile(re.escape(name) + r"\.(\d{1,4})\.", re.ASCII)
    found = {int(match[1]) for key in data if (match := wanted.match(key))}
    return sorted(found)


def _number(text: str) -> object:
    number = number_of(text)
    if number is None:
        return text
    return int(number) if number.is_integer() and "." not in text else number


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _write(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _label(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ")


def _parent(name: str) -> str:
    """Name the record that a field lies in, empty at the top (``0.quantity``)."""
    parts = name.split(".")[1:-1]
    return " ".join(part.replace("_", " ") for part in parts if not part.isdigit())
