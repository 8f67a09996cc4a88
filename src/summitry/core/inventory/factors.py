"""A published factor with all that makes it usable: unit, place, vintage, basis, source."""

from dataclasses import dataclass
from typing import Literal

Quantity = Literal["net_calorific_value", "density", "co2", "ch4", "n2o", "co2e"]
Carbon = Literal["fossil", "biogenic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmissionFactor:
    """One row of the library of emission factors.

    ``use`` is where a fuel is burnt (``residential``, ``road``), ``technology`` the kind
    of engine or vehicle; ``place`` a code of ISO 3166 (``CN``, ``CN-GZ``), a part of a
    country's grid (``US/ERCT``, ``CN/south``), or empty for the whole world. ``year`` is
    the vintage, ``basis`` what the value rests on (``average``, ``production mix``;
    ``net`` for factors on net calorific values).
    """

    quantity: Quantity
    value: float
    unit: str
    source: str
    fuel: str = ""
    use: str = ""
    technology: str = ""
    place: str = ""
    place_name: str = ""
    year: int | None = None
    basis: str = ""
    table: str = ""
    note: str = ""

    @property
    def reference(self) -> str:
        """Source, table and vintage in one line."""
        where = self.place_name or self.place
        said = f"{self.source}, {self.table}" if self.table else self.source
        vintage = " ".join(str(part) for part in (where, self.year) if part)
        return f"{said} ({vintage})" if where and vintage else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuel:
    """A fuel: where its carbon is from, and what turns a mass or volume into energy.

    Without a net calorific value it is taken in energy units alone; without a density,
    not in volumes.
    """

    name: str
    carbon: Carbon
    net_calorific_value: EmissionFactor | None = None
    density: EmissionFactor | None = None


@dataclass(frozen=True, slots=True)
class CombustionFactors:
    """What a terajoule (net) emits: kg of carbon dioxide, methane and nitrous oxide."""

    co2: EmissionFactor
    ch4: EmissionFactor
    n2o: EmissionFactor
