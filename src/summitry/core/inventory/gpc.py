"""The accounting lines of the GPC (conventions §10).

Global Protocol for Community-Scale Greenhouse Gas Inventories, version 1.1 (2021). Which
line counts for which total comes in as a table (``summitry.data.gpc``).
"""

from dataclasses import dataclass
from typing import Literal, get_args

from summitry.core.gases import Origin

Level = Literal["basic", "basic_plus", "territorial"]
LEVELS: tuple[Level, ...] = get_args(Level)

#: Sectors whose lines are in totals; VI is in none.
SECTORS = ("I", "II", "III", "IV", "V")
OPTIONAL_REF = "VI.1"
#: References that sheets print and the protocol does not have: kept, in no total.
EXTRA_REFS = ("II.5.3",)


@dataclass(frozen=True, slots=True, kw_only=True)
class GpcLine:
    """One accounting line: what it holds, its scope, and the totals it counts for.

    ``methane_origin`` is that of the methane of such a line, ``none`` where it depends on
    the fuel.
    """

    ref: str
    sector: str
    subsector: str
    description: str
    scope: int
    basic: bool
    basic_plus: bool
    territorial: bool
    methane_origin: Origin = "none"

    @property
    def sector_number(self) -> str:
        """The sector as the protocol numbers it: I to VI."""
        return self.ref.partition(".")[0]

    def counts_for(self, level: Level) -> bool:
        """Whether the line is part of a total of that level."""
        return {
            "basic": self.basic,
            "basic_plus": self.basic_plus,
            "territorial": self.territorial,
        }[level]
