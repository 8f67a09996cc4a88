"""Headers of inventory sheets by what they mean, in English and Chinese, with their units."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from summitry.data.inventory_words import LANGUAGES, load_words
from summitry.formats.headers import header_key
from summitry.formats.inventory_cells import FACTS, GAS_FIELDS, WORDINGS
from summitry.formats.workbooks import Cell

#: Columns of the sheets alone: how the figures and the activity are stated.
SHEET_FIELDS = ("unit", "method", "quantity", "quantity_unit")
#: Every column that holds an amount of a gas.
FIGURES = frozenset({"co2e_t", "co2_biogenic_t", *GAS_FIELDS})
#: Columns that are printed for people and read from the line's reference.
PRINTED = ("subsector", "description", "scope")

#: For each unit what it is multiplied with and divided by to be tonnes: one of the two is
#: 1, so that nothing is rounded twice.
UNITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "t": (1, 1),
        "kg": (1, 1e3),
        "g": (1, 1e6),
        "kt": (1e3, 1),
        "10 kt": (1e4, 1),
        "Mt": (1e6, 1),
    }
)
_UNIT_WORDS = {
    "t": (
        "t",
        "ton",
        "tons",
        "tonne",
        "tonnes",
        "metrictons",
        "metrictonnes",
        "吨",
        "公吨",
    ),
    "kg": ("kg", "kilogram", "kilograms", "千克", "公斤"),
    "g": ("g", "gram", "grams", "克"),
    "kt": ("kt", "gg", "kilotonne", "kilotonnes", "thousandtonnes", "千吨"),
    "Mt": ("mt", "megatonne", "megatonnes", "milliontonnes", "milliontons", "百万吨"),
    "10 kt": ("10kt", "万吨"),
}
_UNIT_OF = {word: unit for unit, words in _UNIT_WORDS.items() for word in words}
_OF_CO2E = re.compile(r"(ofco2e?q?|co2e?q?|二氧化碳当量|二氧化碳|当量)$")
_IS_CO2E = re.compile(r"co2\s*-?e|当量", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]\s*$")
_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "unit": ("unit", "units", "单位"),
        "method": ("methodology",),
        "quantity": ("activity data amount", "activity amount", "activity"),
        "quantity_unit": ("activity data unit", "activity unit"),
        "notation_key": ("notation", "注释代码", "标识符号"),
        "co2e_t": ("co2e", "total", "co2 equivalent", "二氧化碳当量", "合计"),
        "co2_biogenic_t": ("生物源二氧化碳", "生物质CO2", "CO2 biogenic"),
        "co2_t": ("二氧化碳", "carbon dioxide"),
        "ch4_t": ("甲烷", "methane"),
        "n2o_t": ("氧化亚氮", "nitrous oxide"),
        "hfc_co2e_t": ("HFC", "HFCs", "HFC CO2e", "氢氟碳化物"),
        "pfc_co2e_t": ("PFC", "PFCs", "PFC CO2e", "全氟化碳"),
        "explanation": ("notes", "comment", "comments", "remarks", "说明", "备注"),
        "included_in": ("ie target",),
        "ref": ("GPC ref no", "GPC reference number", "编号"),
        "city": ("city", "city name", "name of city", "城市", "城市名称"),
        "year": ("inventory year", "reporting year", "年度", "清单年份"),
        "population": ("residents", "人口", "常住人口数"),
        "inventory_gwp_set": ("GWP", "GWPs", "GWP set of the inventory"),
        "level": ("reporting level", "level"),
        "subsector": ("subsector",),
    }
)


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """Where the columns of a table stand; ``units`` are those that headers state.

    A unit that is not known is among them in quotes. ``repeated`` are headers of a field
    that has a column already.
    """

    positions: Mapping[str, int]
    headers: Sequence[str]
    units: Mapping[str, str]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...]

    def header(self, field: str) -> str:
        """Return the header of a field as printed, or the field's own name."""
        position = self.positions.get(field)
        return field if position is None else self.headers[position]


def match_columns(cells: Sequence[Cell]) -> SheetColumns:
    """Find what each header of a row means."""
    headers = tuple(str(cell).strip() for cell in cells)
    positions: dict[str, int] = {}
    units: dict[str, str] = {}
    unknown: list[str] = []
    repeated: list[str] = []
    for position, header in enumerate(headers):
        field, unit = _read_header(header)
        if field in positions:
            repeated.append(header)
        elif field:
            positions[field] = position
            if unit:
                units[field] = unit
        elif header:
            unknown.append(header)
    return SheetColumns(positions, headers, units, tuple(unknown), tuple(repeated))


def is_header(columns: SheetColumns) -> bool:
    """Whether a row is the header of a table of lines."""
    found = columns.positions.keys()
    return "ref" in found and bool(found & {*FIGURES, "notation_key"})


def fact_of(label: str) -> str:
    """Return the fact that a label names, empty if none."""
    return _facts().get(header_key(label), "")


def unit_of(text: str) -> str | None:
    """Return the unit that a text states (``kt CO2e``, ``吨``), None if it is none.

    ``MT`` may be metric tonnes or megatonnes and is none.
    """
    plain = unicodedata.normalize("NFKC", text).replace("₂", "2").casefold()
    plain = re.sub(r"[\s.\-_]", "", plain)
    bare = _OF_CO2E.sub("", plain)
    if bare == "mt" and not text.strip().startswith("Mt"):
        return None
    return _UNIT_OF.get(plain) or _UNIT_OF.get(bare)


def to_tonnes(number: float, unit: str) -> float:
    """Convert an amount in one of ``UNITS`` to tonnes, rounded once."""
    multiplied, divided = UNITS[unit]
    return number * multiplied if divided == 1 else number / divided


@lru_cache(maxsize=4096)
def _read_header(header: str) -> tuple[str, str]:
    """Return field and unit of a header; the unit in quotes where it is not known."""
    text = unicodedata.normalize("NFKC", header).replace("₂", "2")
    field = _fields().get(header_key(text), "")
    for base, unit_text, is_sure in _splits(text):
        inner = _fields().get(header_key(base), "")
        if inner not in FIGURES:
            continue
        unit = unit_of(unit_text)
        if unit:
            return _as_told(inner, unit_text), unit
        if is_sure and not field:
            return inner, repr(unit_text)
    return field, _own_unit(header) if field in FIGURES else ""


def _splits(header: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the ways to tell a name from its unit, and whether it must be a unit."""
    if bracket := _IN_BRACKETS.search(header):
        yield header[: bracket.start()], bracket[1], True
    words = [word for word in re.split(r"[\s,，:：/]+", header) if word]
    for at in range(1, len(words)):
        yield " ".join(words[:at]).removesuffix(" in"), " ".join(words[at:]), False
        yield " ".join(words[at:]), " ".join(words[:at]), False


def _as_told(field: str, unit_text: str) -> str:
    """Return the column of CO2e where the unit of a gas is one of CO2e."""
    if not _IS_CO2E.search(unit_text) or field in ("co2_t", "co2e_t", "co2_biogenic_t"):
        return field
    told = f"{field.removesuffix('_t').removesuffix('_co2e')}_co2e_t"
    return told if told in GAS_FIELDS else field


def _own_unit(header: str) -> str:
    """Return t for our own names of columns, such as ``ch4_t`` and ``tCO2e``."""
    key = header.strip().casefold()
    return "t" if key.endswith("_t") or key in ("tco2e", "total tco2e") else ""


@cache
def _fields() -> Mapping[str, str]:
    """Return fields by the keys of their wordings; the words of the sheets come first."""
    words = [
        (word, name)
        for language in LANGUAGES
        for name, word in load_words("column", language).items()
    ]
    words += [(word, name) for name, each in WORDINGS.items() for word in each]
    for name, (gas, is_told) in GAS_FIELDS.items():
        words.append((f"{gas} CO2e" if is_told else gas, name))
    words += [(word, name) for name, each in _ALSO.items() for word in each]
    found: dict[str, str] = {}
    for word, name in words:
        if name not in FACTS:
            found.setdefault(header_key(word), name)
    return MappingProxyType(found)


@cache
def _facts() -> Mapping[str, str]:
    found = {header_key(name): name for name in FACTS}
    for language in LANGUAGES:
        words = load_words("fact", language)
        found |= {header_key(word): name for name, word in words.items()}
    for name in FACTS:
        found |= {header_key(word): name for word in _ALSO.get(name, ())}
    return MappingProxyType(found)
