"""Methane of animals and of their manure.

IPCC 2006 Guidelines, volume 4, chapter 10, equations 10.19 and 10.22 (Tier 1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.methods.calculation import Calculation, Step
from summitry.core.inventory.methods.parameter import Parameter, given

_KILOGRAMS_PER_TONNE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Herd:
    """Animals of one kind, with kilograms of methane a head and year.

    ``manure`` None: no factor is known, so the manure of this herd is not estimated.
    """

    animal: str
    head: float
    enteric: Parameter
    manure: Parameter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HerdMethane:
    """Tonnes of methane of one herd; None where it is not estimated."""

    animal: str
    enteric_t: float
    manure_t: float | None


def keep_livestock(herds: Sequence[Herd]) -> Calculation[tuple[HerdMethane, ...]]:
    """Work out methane of digestion and of manure, herd by herd.

    Raises InvalidDataError for no herd, a negative number or factor, and an animal that is
    named twice.
    """
    _check(herds)
    result: list[HerdMethane] = []
    steps: list[Step] = []
    for herd in herds:
        name = herd.animal
        enteric_t = herd.head * herd.enteric.value / _KILOGRAMS_PER_TONNE
        manure_t = None
        steps += [
            given(f"N {name}", f"number of {name}", herd.head, "head"),
            herd.enteric.step(f"EF {name}", f"methane of digestion, {name}"),
            Step(f"enteric {name}", "methane of digestion", enteric_t, "t CH4"),
        ]
        if herd.manure is not None:
            manure_t = herd.head * herd.manure.value / _KILOGRAMS_PER_TONNE
            steps += [
                herd.manure.step(f"EFm {name}", f"methane of manure, {name}"),
                Step(f"manure {name}", "methane of manure", manure_t, "t CH4"),
            ]
        result.append(HerdMethane(animal=name, enteric_t=enteric_t, manure_t=manure_t))
    return Calculation(tuple(result), "CH4 = Σ N × EF / 1000", tuple(steps))


def _check(herds: Sequence[Herd]) -> None:
    wrong: dict[str, str] = {} if herds else {"animals": "must have a herd, got none"}
    seen: set[str] = set()
    for place, herd in enumerate(herds):
        if herd.animal in seen:
            wrong[f"animals.{place}.animal"] = (
                f"must not be repeated, got {herd.animal}"
            )
        seen.add(herd.animal)
        amounts = {"head": herd.head, "enteric_kg_per_head": herd.enteric.value}
        if herd.manure is not None:
            amounts["manure_kg_per_head"] = herd.manure.value
        wrong |= {
            f"animals.{place}.{key}": f"must be at least 0, got {amount}"
            for key, amount in amounts.items()
            if not (math.isfinite(amount) and amount >= 0)
        }
    if wrong:
        raise InvalidDataError(wrong)
