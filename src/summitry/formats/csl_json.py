"""CSL-JSON, the input of the Citation Style Language 1.0.2, as reference managers read it."""

from collections.abc import Iterable
from typing import Any

from summitry.core.convenings.publications import Publication
from summitry.core.dates import split_partial_date


def write_csl_json(publications: Iterable[Publication]) -> list[dict[str, Any]]:
    """Return one item a publication; what is not known is left out."""
    return [_item(one) for one in publications]


def _item(one: Publication) -> dict[str, Any]:
    item = {
        "id": one.key,
        "type": one.kind,
        "title": one.title,
        "author": [dict(name) for name in one.authors],
        "issued": _issued(one.issued),
        "publisher": "; ".join(one.publishers),
        "DOI": one.doi,
        "ISBN": one.isbn,
        "URL": one.url,
        "event-title": one.event,
    }
    return {key: value for key, value in item.items() if value}


def _issued(date: str) -> dict[str, list[list[int]]]:
    if not date:
        return {}
    return {"date-parts": [[part for part in split_partial_date(date) if part]]}
