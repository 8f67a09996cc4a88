"""Headers matched by meaning: a year's new wording must not lose a column."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from summitry.core.errors import UnreadableFileError


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field of a file stands, and the headers that no rule knows."""

    positions: Mapping[str, int]
    headers: Sequence[str]
    unknown: tuple[str, ...]

    def header(self, field: str) -> str:
        """Return the header of a field as printed, or the field's own name."""
        position = self.positions.get(field)
        return field if position is None else self.headers[position]


def header_key(header: str) -> str:
    """Reduce a header to its letters, digits and plus signs, in lower case.

    Spaces, dots, underscores, U+00A0, U+200B and punctuation carry no meaning; the plus
    tells GPC ``BASIC+`` from ``BASIC``.
    """
    text = unicodedata.normalize("NFKC", header).casefold()
    return "".join(sign for sign in text if sign.isalnum() or sign == "+")


def match_headers(
    headers: Sequence[str],
    wordings: Mapping[str, Sequence[str]],
    *,
    unused: Collection[str] = (),
    unused_prefixes: Collection[str] = (),
) -> Columns:
    """Find the column of each field.

    Parameters
    ----------
    headers
        The headers as the file prints them.
    wordings
        For each field, the wordings that the years gave it.
    unused, unused_prefixes
        Headers (or how they begin) that are known and carry nothing that is kept.
    """
    field_of = {
        header_key(word): name for name, words in wordings.items() for word in words
    }
    ignored = {header_key(word) for word in unused}
    prefixes = tuple(header_key(word) for word in unused_prefixes)
    positions: dict[str, int] = {}
    unknown: list[str] = []
    for position, header in enumerate(headers):
        key = header_key(header)
        field = field_of.get(key)
        if field is not None and field not in positions:
            positions[field] = position
        elif field is not None or (
            key and key not in ignored and not (prefixes and key.startswith(prefixes))
        ):
            unknown.append(header)
    return Columns(positions, headers, tuple(unknown))


def require_fields(
    columns: Columns,
    wordings: Mapping[str, Sequence[str]],
    *,
    file: str,
    fields: Sequence[str],
) -> None:
    """Refuse a file without the columns that its kind cannot do without.

    Raises
    ------
    UnreadableFileError
        Naming the missing columns and the first headers there are.
    """
    missing = [
        wordings[field][-1] for field in fields if field not in columns.positions
    ]
    if missing:
        seen = ", ".join(repr(header) for header in columns.headers[:8])
        raise UnreadableFileError(
            file,
            f"lacks the column(s) {', '.join(map(repr, missing))}; its header begins "
            f"{seen or '(empty)'}. Is it another kind of file?",
        )
