"""YAML as a plan file may use it: safe, no aliases, each key once."""

import re
from typing import cast

import yaml

from summitry.core.errors import UnreadableFileError


def load_document(content: bytes, file: str) -> object:
    """Load one document; raises UnreadableFileError where it is not UTF-8 or not YAML."""
    try:
        return cast("object", yaml.load(content.decode("utf-8-sig"), _Loader))  # noqa: S506 - a safe loader
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            file, "is not UTF-8 text; save it as UTF-8"
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise UnreadableFileError(file, f"{where}is not YAML ({problem})") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(
            file,
            "is not YAML that can be used: a number or date out of range, or too "
            "many levels",
        ) from error


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader that refuses aliases and keys that come twice.

    A class because PyYAML builds its loaders from classes.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse an alias: it can make a small file immense."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.composer.ComposerError(
                None, None, "an alias; write the value out", event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - PyYAML's
    ) -> dict[object, object]:
        """Refuse a key that comes twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            text = str(key.value)
            if text in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {text!r} comes twice", key.start_mark
                )
            seen.add(text)
        return super().construct_mapping(node, deep)


# YAML 1.1 takes 1e6 for text; everyone else takes it for a number.
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+$"),
    list("-+0123456789"),
)
