"""Any inventory file, whatever its layout: told apart by its content, never by its name."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import get_args

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.core.gases import GwpSet
from summitry.core.inventory.lines import Inventory
from summitry.formats.inventory_ciris import (
    find_ciris_table,
    read_inventories_ciris,
    write_inventories_ciris,
)
from summitry.formats.inventory_crf import find_crf_table, read_inventory_crf
from summitry.formats.inventory_crf_sheets import write_inventory_crf
from summitry.formats.inventory_csv import read_inventory_csv, write_inventory_csv
from summitry.formats.inventory_reading import InventoryFormat, InventoryReading
from summitry.formats.inventory_template import write_inventory_xlsx
from summitry.formats.inventory_xlsx import read_inventory_xlsx
from summitry.formats.workbooks import (
    MAX_FILE_BYTES,
    describe_other_kind,
    is_archive,
    read_workbook,
)

FORMATS: tuple[InventoryFormat, ...] = get_args(InventoryFormat)

_WRITERS: Mapping[InventoryFormat, Callable[[Inventory], bytes]] = MappingProxyType(
    {
        "csv": lambda inventory: write_inventory_csv(inventory).encode(),
        "xlsx": write_inventory_xlsx,
        "ciris": lambda inventory: write_inventories_ciris([inventory]),
        "crf": write_inventory_crf,
    }
)


def read_inventory_file(
    content: bytes, file: str, *, gwp_set: GwpSet | None = None
) -> tuple[InventoryReading, ...]:
    """Read every inventory of a file: our template or CSV, C40's layout, the CRF table.

    One inventory, but in C40's layout as many as there are rows. What cannot be understood
    of a table is among what each reading refused; ``usable_inventory`` asks for none.

    Raises
    ------
    UnreadableFileError
        The file is none of these, is damaged or is beyond what is sane.
    InvalidDataError
        A CSV with faults, keyed by row and column.
    """
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFileError(
            file, f"has {len(content):,} bytes; at most {MAX_FILE_BYTES:,} are read"
        )
    if is_archive(content):
        return _read_sheets(content, file, gwp_set)
    if kind := describe_other_kind(content):
        raise UnreadableFileError(file, f"is {kind}; save it as .xlsx or CSV UTF-8")
    if b"\0" in content:
        raise UnreadableFileError(
            file, "is neither a workbook nor UTF-8 text; save it as .xlsx or CSV UTF-8"
        )
    read = read_inventory_csv(content, file, gwp_set=gwp_set)
    return (
        InventoryReading(
            format="csv",
            inventory=read.inventory,
            rows_read=len(read.inventory.lines),
            unknown_columns=read.unknown_columns,
        ),
    )


def write_inventory_file(inventory: Inventory, to: InventoryFormat) -> bytes:
    """Write an inventory in a format; ``find_losses`` says what it does not hold.

    Raises InvalidDataError for what cannot be written.
    """
    return _WRITERS[to](inventory)


def choose_reading(
    readings: Sequence[InventoryReading],
    file: str,
    *,
    city: str | None = None,
    year: int | None = None,
) -> InventoryReading:
    """Return the one inventory of a file; of several, that of a city and year.

    Raises InvalidDataError where none or several remain.
    """
    chosen = [
        each
        for each in readings
        if (city is None or each.inventory.place.city.casefold() == city.casefold())
        and (year is None or each.inventory.place.year == year)
    ]
    if len(chosen) == 1:
        return chosen[0]
    wanted = " ".join(str(each) for each in (city, year) if each is not None)
    raise InvalidDataError(
        {
            file: f"must hold one inventory{f' of {wanted}' if wanted else ''}, got "
            f"{len(chosen)} of {len(readings)}; name the city and the year"
        }
    )


def _read_sheets(
    content: bytes, file: str, gwp_set: GwpSet | None
) -> tuple[InventoryReading, ...]:
    sheets = read_workbook(content, file)
    if find_crf_table(sheets):
        return (read_inventory_crf(sheets, file, gwp_set=gwp_set),)
    if find_ciris_table(sheets):
        return read_inventories_ciris(sheets, file, gwp_set=gwp_set)
    return (read_inventory_xlsx(sheets, file, gwp_set=gwp_set),)
