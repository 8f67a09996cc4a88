"""Published defaults of the methods of waste, industry and land.

Each row of ``waste_factors.csv``, ``industry_factors.csv``, ``land_factors.csv`` and
``manure_factors.csv`` has method, parameter and name, value and unit, source and year, and
how it was checked (the number of its record in the IPCC's database where there is one).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from summitry.core.errors import UnknownNameError
from summitry.core.inventory.methods.parameter import Parameter

FILES = (
    "waste_factors.csv",
    "industry_factors.csv",
    "land_factors.csv",
    "manure_factors.csv",
)

_NOT_CONFIRMED = "not confirmed"


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One row; ``check`` begins with confirmed, corrected, not confirmed or project rule."""

    method: str
    parameter: str
    name: str
    value: float
    unit: str
    source: str
    vintage: int
    check: str
    note: str

    def as_parameter(self) -> Parameter:
        """Return the number with its source, which says so where it is not confirmed."""
        doubt = f", {_NOT_CONFIRMED}" if self.check.startswith(_NOT_CONFIRMED) else ""
        return Parameter(self.value, self.unit, f"{self.source}{doubt}")


@cache
def load_factor_rows() -> tuple[FactorRow, ...]:
    """Read the rows of all tables."""
    return tuple(
        FactorRow(
            method=row["method"],
            parameter=row["parameter"],
            name=row["name"],
            value=float(row["value"]),
            unit=row["unit"],
            source=row["source"],
            vintage=int(row["vintage"]),
            check=row["check"],
            note=row["note"],
        )
        for file in FILES
        for row in _rows(file)
    )


@cache
def find_factors(
    method: str, parameter: str, vintage: int | None = None
) -> dict[str, Parameter]:
    """Return the numbers of a parameter by name, in the order of the table.

    Raises UnknownNameError where the tables have no such parameter.
    """
    rows = [
        row
        for row in load_factor_rows()
        if row.method == method and row.parameter == parameter
    ]
    if not rows:
        known = {f"{row.method} {row.parameter}" for row in load_factor_rows()}
        raise UnknownNameError("parameter", f"{method} {parameter}", known)
    return {
        row.name: row.as_parameter() for row in rows if vintage in {None, row.vintage}
    }


def find_factor(method: str, parameter: str, name: str) -> Parameter:
    """Return one number; raises UnknownNameError where the tables have none."""
    found = find_factors(method, parameter)
    if name not in found:
        raise UnknownNameError(f"{method} {parameter}", name, found)
    return found[name]


def list_values(factors: Mapping[str, Parameter]) -> str:
    """Write numbers in a line: ``0.1 managed covered, 0 other``."""
    return ", ".join(
        f"{each.value:g} {name.replace('_', ' ')}" for name, each in factors.items()
    )


def _rows(file: str) -> list[dict[str, str]]:
    text = files("summitry.data").joinpath(file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
