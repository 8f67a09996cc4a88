"""What every reader returns: the records of a file, and all that it could not use."""

from dataclasses import dataclass

from summitry.core.reported import Actor, ReportedInventory, ReportedPledge


@dataclass(frozen=True, slots=True)
class Remark:
    """A place in a file and what is to be said of it.

    ``row`` counts as a spreadsheet shows it: the header is row 1, the first data row 2.
    """

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file that could be used: who, and what is said of them.

    ``rows`` is how many rows of the file it was read from, where one row is not a whole.
    """

    row: int
    actor: Actor
    inventories: tuple[ReportedInventory, ...] = ()
    pledges: tuple[ReportedPledge, ...] = ()
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: the rows of its records and ``len(skipped)`` add up to ``rows_read``.

    ``source`` is the key of the source in ``data/sources.csv``; ``unknown_columns`` are
    headers that no rule knows, as the file prints them.
    """

    kind: str
    source: str
    rows_read: int
    records: tuple[Record, ...]
    skipped: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    unknown_columns: tuple[str, ...]
