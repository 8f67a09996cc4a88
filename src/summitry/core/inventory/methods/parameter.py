"""A number that a method takes, which knows its unit and where it is from."""

from dataclasses import dataclass

from summitry.core.inventory.methods.calculation import GIVEN, Step


@dataclass(frozen=True, slots=True)
class Parameter:
    """A factor or share: published, with table and year, or given by the caller."""

    value: float
    unit: str
    source: str = GIVEN

    def step(self, symbol: str, meaning: str) -> Step:
        """Show the number under its symbol in an equation."""
        return Step(symbol, meaning, self.value, self.unit, self.source)


def given(symbol: str, meaning: str, value: float, unit: str) -> Step:
    """Show a number of the caller's under its symbol in an equation."""
    return Step(symbol, meaning, value, unit, GIVEN)
