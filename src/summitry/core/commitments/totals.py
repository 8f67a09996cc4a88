"""How sure a sum over many cities is, when their errors have causes in common.

METHODS section 3; IPCC 2006 Guidelines, volume 1, chapter 3, equation 3.2, with
correlation. Conventions §16.
"""

import math
from collections.abc import Sequence

from summitry.core.errors import InvalidDataError
from summitry.core.inventory.uncertainty import correlated_sum_percent


def sum_uncertainty(
    values: Sequence[float], relative: float, *, correlation: float
) -> float:
    """Give the relative uncertainty of a sum of values that are each equally unsure.

    ``relative`` is that of each value, as a fraction, and so is the answer;
    ``correlation`` from 0 (each error its own) to 1 (one error in all) is the same between
    any two. For n equal values it is relative × √((1 − ρ)/n + ρ). Raises InvalidDataError
    for a share outside 0 to 1, a negative value, and a sum of 0.
    """
    wrong = {
        name: f"must be a fraction from 0 to 1, got {share}"
        for name, share in (("relative", relative), ("correlation", correlation))
        if not 0 <= share <= 1
    }
    if any(not (math.isfinite(value) and value >= 0) for value in values):
        wrong["values"] = "must be numbers of at least 0"
    total = math.fsum(values)
    if not wrong and total <= 0:
        wrong["values"] = "must add up to more than 0"
    if wrong:
        raise InvalidDataError(wrong)
    percents = [100 * relative] * len(values)
    return correlated_sum_percent(values, percents, correlation=correlation) / 100
