"""What every chart carries: what it shows, in which unit, from where, and its table."""

import csv
import io
import json
from dataclasses import dataclass
from typing import Any, Literal

from summitry.core.errors import InvalidDataError

Cell = str | int | float | None
Kind = Literal["text", "year", "number"]
Spec = dict[str, Any]
PLAIN_CHARACTERS = str.maketrans("₀₁₂₃₄₅₆₇₈₉\u202f", "0123456789\u00a0")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart's table; ``kind`` says how a page writes its cells."""

    label: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One cell of a table and how it is written."""

    value: Cell
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart, in the unit of the chart, missing ones as ``None``.

    Raises :class:`InvalidDataError` if a row is not as long as the header.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise InvalidDataError(
                    {
                        "rows": f"row {number} has {len(row)} cells, "
                        f"the header has {len(self.columns)}"
                    }
                )

    @property
    def typed_rows(self) -> list[list[TypedCell]]:
        """Each row with the kind of every cell, as a template needs it."""
        kinds: list[Kind] = [column.kind for column in self.columns]
        return [
            [TypedCell(value, kind) for value, kind in zip(row, kinds, strict=True)]
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a chart.

    ``description`` is the sentence a screen reader speaks in place of the picture.
    """

    title: str
    unit: str
    source: str
    description: str

    def __post_init__(self) -> None:
        empty = [
            name
            for name in ("title", "source", "description")
            if not getattr(self, name)
        ]
        if empty:
            raise InvalidDataError(dict.fromkeys(empty, "a chart needs one, got none"))


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to draw: its words, a wide and a narrow spec, and its table."""

    caption: Caption
    spec: Spec
    narrow_spec: Spec
    table: Table


def poster(chart: Chart) -> Spec:
    """Return the wide spec with title, unit and source in the picture, for a PNG.

    Subscripts become plain digits (CO2): where the font lacks one character, the
    engine sets the whole line in whatever font has it.
    """
    lines = [line for line in (chart.caption.unit, chart.caption.source) if line]
    spec = chart.spec | {"title": {"text": chart.caption.title, "subtitle": lines}}
    return json.loads(json.dumps(spec, ensure_ascii=False).translate(PLAIN_CHARACTERS))


def write_csv(chart: Chart) -> str:
    """Write the chart's table as CSV; a missing number is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.label for column in chart.table.columns)
    writer.writerows(chart.table.rows)
    return text.getvalue()


def write_json(chart: Chart) -> str:
    """Write title, unit, source and table as one JSON document."""
    caption = chart.caption
    document = {
        "title": caption.title,
        "unit": caption.unit,
        "source": caption.source,
        "columns": [column.label for column in chart.table.columns],
        "rows": chart.table.rows,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)
