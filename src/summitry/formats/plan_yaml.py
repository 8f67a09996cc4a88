"""Our own plan file: YAML, read into a ``Plan``.

Shapes: docs/reference/plans.md. Read with PyYAML's safe loader; a key that comes twice and
an alias are refused, since neither says what is meant.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar, cast

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.core.pathways.inputs import Steps
from summitry.core.pathways.parts import (
    Action,
    Carrier,
    Driver,
    Factor,
    Landfill,
    Price,
    Sector,
    Stream,
    Target,
)
from summitry.core.pathways.plan import Plan
from summitry.formats.plan_document import load_document
from summitry.formats.plan_fields import CHOICES, KEYS, KINDS, NEEDED, PARTS
from summitry.formats.plan_numbers import NumberReader, Problems

_Made = TypeVar("_Made")
_Object = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is wrong so far, and how numbers are read."""

    problems: Problems
    numbers: NumberReader


def read_plan_yaml(content: bytes, file: str) -> Plan:
    """Read a plan.

    Raises
    ------
    UnreadableFileError
        Where it is not UTF-8 or not YAML.
    InvalidDataError
        Keyed by path (``actions.A.reduction``): unknown or missing keys, a wrong type, a
        unit that does not fit, NaN or infinity, and all that ``Plan`` refuses.
    """
    document = load_document(content, file)
    if not isinstance(document, dict):
        raise UnreadableFileError(file, "is no plan: it must be keys with values")
    given = cast("dict[object, object]", document)
    currency = given.get("currency")
    problems: Problems = {}
    named = currency if isinstance(currency, str) else "money"
    reader = _Reader(problems, NumberReader(named, problems))
    values = _read_fields(reader, Plan, given, "", others=PARTS)
    values["drivers"] = _read_named(reader, given, "drivers", (Driver, "growth"))
    values["factors"] = _read_named(reader, given, "factors", (Factor, "t_per_mwh"))
    values["prices"] = _read_named(reader, given, "prices", (Price, "per_mwh"))
    values["sectors"] = _read_list(reader, given, "sectors", _read_sector)
    values["actions"] = _read_list(reader, given, "actions", _read_action)
    values["targets"] = _read_list(reader, given, "targets", _read_target)
    if problems:
        raise InvalidDataError(problems)
    return _make(Plan, values)


def _read_sector(
    reader: _Reader, given: Mapping[object, object], path: str
) -> Sector | None:
    extra = ("carrier", "carriers", "landfill")
    values = _read_fields(reader, Sector, given, path, others=extra)
    if "carrier" in given and "carriers" in given:
        reader.problems[f"{path}.carrier"] = "must not stand beside carriers"
    values["carriers"] = _read_carriers(reader, given, path)
    if "landfill" in given:
        values["landfill"] = _read_landfill(
            reader, given["landfill"], f"{path}.landfill"
        )
    return _make_sound(reader, Sector, values, path)


def _read_carriers(
    reader: _Reader, given: Mapping[object, object], path: str
) -> tuple[Carrier, ...]:
    if "carrier" in given:
        name = _read_value(reader, "text", given["carrier"], f"{path}.carrier")
        return (Carrier(name=name),) if isinstance(name, str) else ()
    if "carriers" not in given:
        return ()
    shares = _as_object(reader, given["carriers"], f"{path}.carriers")
    carriers: list[Carrier] = []
    for name, value in shares.items():
        key = f"{path}.carriers.{name}.share"
        share = reader.numbers.read(value, key, by_year=False)
        if share is not None and not isinstance(share, Steps):
            carriers.append(Carrier(name=str(name), share=share))
    sizes = [each.share for each in carriers]
    if sizes and all(isinstance(size, float) for size in sizes):
        total = sum(cast("list[float]", sizes))
        if abs(total - 1) > 0.01:  # noqa: PLR2004 - as CONTRACT has it for shares
            reader.problems[f"{path}.carriers"] = f"must add up to 1, got {total:g}"
    return tuple(carriers)


def _read_landfill(reader: _Reader, value: object, path: str) -> Landfill | None:
    given = _as_object(reader, value, path)
    values = _read_fields(reader, Landfill, given, path, others=("streams",))
    values["streams"] = _read_named(reader, given, "streams", (Stream, ""), path)
    return _make_sound(reader, Landfill, values, path)


def _read_action(
    reader: _Reader, given: Mapping[object, object], path: str
) -> Action | None:
    if "sector" in given and "sectors" in given:
        reader.problems[f"{path}.sector"] = "must not stand beside sectors"
    renamed = {KEYS.get(str(key), key): value for key, value in given.items()}
    if "sector" in renamed:
        alone = renamed.pop("sector")
        renamed.setdefault("sectors", [alone])
    values = _read_fields(reader, Action, renamed, path)
    values.setdefault("full", values.get("start"))
    if values.get("channel") == "generation":
        values.setdefault("source", "electricity")
    return _make_sound(reader, Action, values, path)


def _read_target(
    reader: _Reader, given: Mapping[object, object], path: str
) -> Target | None:
    return _make_sound(reader, Target, _read_fields(reader, Target, given, path), path)


def _read_named(
    reader: _Reader,
    given: Mapping[object, object],
    noun: str,
    kind: tuple[Callable[..., _Made], str],
    above: str = "",
) -> tuple[_Made, ...]:
    """Read records by name; one that is a number alone is that of its main field."""
    if noun not in given:
        return ()
    path = f"{above}.{noun}" if above else noun
    made: list[_Made] = []
    record, main = kind
    for name, value in _as_object(reader, given[noun], path).items():
        key = f"{path}.{name}"
        stated = _as_record(
            reader, value, key, (frozenset(KINDS[cast("type", record)]), main)
        )
        values = _read_fields(reader, cast("type", record), stated, key)
        one = _make_sound(reader, record, {"name": str(name), **values}, key)
        if one is not None:
            made.append(one)
    return tuple(made)


def _as_record(
    reader: _Reader, value: object, path: str, kind: tuple[frozenset[object], str]
) -> Mapping[object, object]:
    """Take keys with values, or a number alone as that of the record's main field."""
    allowed, main = kind
    given = cast("dict[object, object]", value) if isinstance(value, dict) else None
    if main and not (given and allowed.issuperset(given)):
        return {main: cast("object", value)}
    return _as_object(reader, cast("object", value), path)


def _read_list(
    reader: _Reader,
    given: Mapping[object, object],
    noun: str,
    read: Callable[[_Reader, Mapping[object, object], str], _Made | None],
) -> tuple[_Made, ...]:
    if noun not in given:
        return ()
    value = given[noun]
    if not isinstance(value, list):
        reader.problems[noun] = f"must be a list, got {value!r}"
        return ()
    made: list[_Made] = []
    for place, each in enumerate(cast("list[object]", value)):
        stated = _as_object(reader, each, f"{noun}.{place}")
        name = stated.get("name")
        one = read(reader, stated, f"{noun}.{name if isinstance(name, str) else place}")
        if one is not None:
            made.append(one)
    return tuple(made)


def _read_fields(
    reader: _Reader,
    record: type,
    given: Mapping[object, object],
    path: str,
    *,
    others: Sequence[str] = (),
) -> dict[str, object]:
    """Read the plain fields of a record; unknown and missing keys are noted."""
    kinds = KINDS[record]
    before = f"{path}." if path else ""
    found: dict[str, object] = {}
    for key, value in given.items():
        if key in others:
            continue
        if not isinstance(key, str) or key not in kinds:
            known = ", ".join(sorted({*kinds, *others}))
            reader.problems[f"{before}{key}"] = f"is no key here; there are: {known}"
        else:
            found[key] = _read_value(reader, kinds[key], value, f"{before}{key}")
    for key in NEEDED[record]:
        if key not in given:
            reader.problems[f"{before}{key}"] = "is needed, got none"
    return found


def _read_value(reader: _Reader, kind: str, value: object, path: str) -> object:
    """Read one value of a kind; None where it is wrong, which is noted."""
    if kind in ("number", "by_year"):
        return reader.numbers.read(value, path, by_year=kind == "by_year")
    if kind == "float":
        return reader.numbers.read_float(value, path)
    found = _PLAIN[kind].check(value)
    choices = CHOICES.get(path.rsplit(".", 1)[-1])
    if not found:
        reader.problems[path] = f"must be {_PLAIN[kind].words}, got {value!r}"
    elif choices and value not in choices:
        reader.problems[path] = f"must be one of {', '.join(choices)}, got {value!r}"
    return _freeze(value) if found else None


@dataclass(frozen=True, slots=True)
class _Plain:
    """A kind of value that is no quantity: what it is in words, and how to tell."""

    words: str
    check: Callable[[object], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_list_of(check: Callable[[object], bool]) -> Callable[[object], bool]:
    def test(value: object) -> bool:
        if not isinstance(value, list) or not value:
            return False
        return all(check(each) for each in cast("list[object]", value))

    return test


_PLAIN: Final = {
    "text": _Plain("text", _is_text),
    "whole": _Plain("a whole number such as 2030", _is_whole),
    "flag": _Plain("true or false", _is_flag),
    "texts": _Plain("a list of names", _is_list_of(_is_text)),
    "wholes": _Plain("a list of years", _is_list_of(_is_whole)),
    "groups": _Plain("a list of lists of names", _is_list_of(_is_list_of(_is_text))),
}


def _freeze(value: object) -> object:
    if isinstance(value, list):
        return tuple(_freeze(each) for each in cast("list[object]", value))
    return value


def _as_object(reader: _Reader, value: object, path: str) -> Mapping[object, object]:
    if isinstance(value, dict):
        return cast("dict[object, object]", value)
    reader.problems[path] = f"must be keys with values, got {value!r}"
    return {}


def _make_sound(
    reader: _Reader, record: Callable[..., _Made], values: _Object, path: str
) -> _Made | None:
    """Make a record unless something in it is wrong."""
    if any(key == path or key.startswith(f"{path}.") for key in reader.problems):
        return None
    return _make(record, values)


def _make(record: Callable[..., _Made], values: _Object) -> _Made:
    return record(**values)
