"""YAML as a plan file may use it: safe, no aliases, each key once."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final, cast

import yaml

from summitry.core.errors import UnreadableFileError

#: YAML 1.1 takes 1e6 for text; everyone else takes it for a number.
_EXPONENT: Final = re.compile(r"^[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+$")


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader; a class of its own, since a loader's rules are its class's."""


_Loader.add_implicit_resolver(  # pyright: ignore[reportUnknownMemberType] - no types
    "tag:yaml.org,2002:float", _EXPONENT, list("-+0123456789")
)


#: The same rules on libyaml where PyYAML has it: ten times as fast.
_QUICK_LOADER: Final = cast(
    "type[yaml.SafeLoader]",
    type(
        "_QuickLoader",
        (getattr(yaml, "CSafeLoader", _Loader),),
        {"yaml_implicit_resolvers": _Loader.yaml_implicit_resolvers},
    ),
)


def load_document(content: bytes, file: str) -> object:
    """Load one document; raises UnreadableFileError where it is not UTF-8 or not YAML.

    A key that comes twice and an alias are refused: neither says what is meant.
    """
    try:
        text = content.decode("utf-8-sig")
        try:
            return _load(text, file, _QUICK_LOADER)
        except (yaml.YAMLError, UnreadableFileError):
            # libyaml words faults differently: the message is the same on every machine.
            return _load(text, file, _Loader)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            file, "is not UTF-8 text; save it as UTF-8"
        ) from error
    except yaml.YAMLError as error:
        raise UnreadableFileError(file, _describe(error)) from error
    except (ValueError, RecursionError, TypeError) as error:
        raise UnreadableFileError(
            file,
            "is not YAML that can be used: a number or date out of range, a key that is "
            "no name, or too many levels",
        ) from error


def _load(text: str, file: str, loader: type[yaml.SafeLoader]) -> object:
    loading = loader(text)
    try:
        node = loading.get_single_node()
        problem = (
            None
            if node is None
            else _find_problem(node, set() if "*" in text else None)
        )
        if problem:
            raise UnreadableFileError(file, problem)
        if node is None:
            return None
        return cast("object", loading.construct_document(node))  # pyright: ignore[reportUnknownMemberType] - no types
    finally:
        loading.dispose()


def _find_problem(node: yaml.Node, seen: set[int] | None) -> str | None:
    """Say where a node stands twice, which an alias makes it, or a key comes twice.

    ``seen`` is None where there can be no alias.
    """
    if seen is not None:
        if id(node) in seen:
            return f"{_place(node)}: has an alias here or to here; write the value out"
        seen.add(id(node))
    below = list(_list_nodes(node))
    problem = _find_repeated(below[::2]) if isinstance(node, yaml.MappingNode) else None
    for part in below:
        if problem:
            break
        if seen is not None or not isinstance(part, yaml.ScalarNode):
            problem = _find_problem(part, seen)
    return problem


def _find_repeated(keys: Iterable[yaml.Node]) -> str | None:
    names: set[str] = set()
    for key in keys:
        name = str(cast("object", key.value))
        if name in names:
            return f"{_place(key)}: the key {name!r} comes twice"
        names.add(name)
    return None


def _list_nodes(node: yaml.Node) -> Iterable[yaml.Node]:
    """List what a node holds: keys and values in turn, or elements."""
    value = cast("object", node.value)
    if isinstance(node, yaml.MappingNode):
        return chain.from_iterable(cast("list[tuple[yaml.Node, yaml.Node]]", value))
    return cast("list[yaml.Node]", value) if isinstance(value, list) else []


def _describe(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        return (
            f"line {mark.line + 1}, column {mark.column + 1}: is not YAML "
            f"({error.problem})"
        )
    return "is not YAML: it has signs that no text has"


def _place(node: yaml.Node) -> str:
    mark = cast("yaml.Mark", node.start_mark)
    return f"line {mark.line + 1}, column {mark.column + 1}"
