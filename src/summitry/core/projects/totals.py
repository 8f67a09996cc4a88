"""Adding up the values of projects (conventions §19)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectValue:
    """What one record says a project is worth, in full units of an ISO 4217 currency.

    ``value`` is None where nobody says. The record may be of several projects that a
    source counts; their own records are then its parts.
    """

    key: int
    value: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTotal:
    """The values in one currency: their sum, of how many records, how many lie within."""

    currency: str
    value: Decimal
    records: int
    within_others: int


def total_values(
    projects: Iterable[ProjectValue], part_of: Mapping[int, int | None]
) -> tuple[ValueTotal, ...]:
    """Add up values, each currency on its own, and no part beside its whole.

    ``part_of`` gives the whole of each record, None or nothing for none, of all records and
    not only of those to be added. A record whose whole, or the whole of that, is among
    those to be added with a value is counted there. The currencies are in order.
    """
    valued = {one.key: one for one in projects if one.value is not None}
    within = {key for key in valued if _lies_within(key, valued, part_of)}
    totals: list[ValueTotal] = []
    for currency in sorted({one.currency for one in valued.values()}):
        of_currency = [one for one in valued.values() if one.currency == currency]
        counted = [one for one in of_currency if one.key not in within]
        totals.append(
            ValueTotal(
                currency=currency,
                value=sum((one.value or Decimal() for one in counted), Decimal()),
                records=len(counted),
                within_others=len(of_currency) - len(counted),
            )
        )
    return tuple(totals)


def _lies_within(
    key: int, valued: Mapping[int, ProjectValue], part_of: Mapping[int, int | None]
) -> bool:
    seen = {key}
    whole = part_of.get(key)
    while whole is not None and whole not in seen:
        if whole in valued:
            return True
        seen.add(whole)
        whole = part_of.get(whole)
    return False
