"""Publications: names of authors, DOI and ISBN as they are written and as they are kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from summitry.core.errors import InvalidDataError

#: A name as the Citation Style Language has it: family and given, or literal.
Name: TypeAlias = Mapping[str, str]
PublicationKind = Literal["book", "report", "article", "dataset"]

#: The DOI Handbook (section 2.2): a prefix of 10 and a registrant's number, a slash, and
#: a suffix of any printable characters.
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_RESOLVER = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ISBN_10, _ISBN_13 = 10, 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A publication as it is cited; dates in the precision of the source."""

    key: str
    kind: PublicationKind
    title: str
    authors: tuple[Name, ...] = ()
    publishers: tuple[str, ...] = ()
    issued: str = ""
    doi: str = ""
    isbn: str = ""
    url: str = ""
    event: str = ""


def read_author(line: str) -> dict[str, str]:
    """Read one author: "Family, Given" is a person, anything else is taken as it is.

    Raises
    ------
    InvalidDataError
        Under ``authors``, for a comma with nothing before or after it.
    """
    family, comma, given = (part.strip() for part in line.partition(","))
    if not comma:
        return {"literal": family}
    if not family or not given:
        message = f"must read Family, Given, or a name without a comma, got {line!r}"
        raise InvalidDataError({"authors": message})
    return {"family": family, "given": given}


def write_author(name: Name) -> str:
    """Write an author as ``read_author`` reads it."""
    return name.get("literal") or f"{name['family']}, {name['given']}"


def clean_doi(text: str) -> str:
    """Return a DOI without the address of its resolver; empty stays empty.

    Raises
    ------
    InvalidDataError
        Under ``doi``, for what does not have the shape of a DOI.
    """
    bare = _RESOLVER.sub("", text.strip(), count=1)
    if bare and not _DOI.fullmatch(bare):
        message = f"must look like 10.1000/182, got {text!r}"
        raise InvalidDataError({"doi": message})
    return bare


def clean_isbn(text: str) -> str:
    """Return an ISBN as it is written, if its check digit is right; empty stays empty.

    Raises
    ------
    InvalidDataError
        Under ``isbn``, for another number of digits or a wrong check digit.
    """
    written = text.strip()
    digits = written.replace("-", "").replace(" ", "").upper()
    if digits and not (_is_isbn_13(digits) or _is_isbn_10(digits)):
        message = f"must be 10 or 13 digits with the right check digit, got {text!r}"
        raise InvalidDataError({"isbn": message})
    return written


def _is_isbn_13(digits: str) -> bool:
    if len(digits) != _ISBN_13 or not digits.isascii() or not digits.isdigit():
        return False
    return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0


def _is_isbn_10(digits: str) -> bool:
    if not re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    weighted = zip(range(_ISBN_10, 0, -1), values, strict=True)
    return sum(weight * value for weight, value in weighted) % 11 == 0
