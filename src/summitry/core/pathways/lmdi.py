"""What made emissions change: activity, structure, intensity, …, without a remainder.

LMDI-I, additive and multiplicative (Ang 2005, Energy Policy 33:867; 2015, 86:233). Where a
factor is zero at one end, the analytic limits (Ang et al. 1998, Energy 23:489; Wood and
Lenzen 2006, Energy Policy 34:1326), never a small number in its place. METHODS section 6.1;
docs/methods/decisions.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summitry.core.errors import InvalidDataError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Decomposition:
    """A change split among factors.

    ``additive`` (..., factors) adds up to ``change`` (...); ``multiplicative``
    (..., factors) multiplies to ``ratio`` (...), and is NaN, like ``ratio``, where the
    total is zero at either end.
    """

    additive: Floats
    multiplicative: Floats
    change: Floats
    ratio: Floats


def decompose(base: Floats, end: Floats) -> Decomposition:
    """Split the change of a total from base to end among its factors.

    Parameters
    ----------
    base, end
        Factors of each sector, shape (..., sectors, factors), none below 0; a sector's
        emissions are the product of its factors, the total the sum over sectors.

    Raises
    ------
    InvalidDataError
        Where the shapes differ, nothing is given, or a factor is below zero.
    """
    base, end = np.asarray(base, np.float64), np.asarray(end, np.float64)
    _check(base, end)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        return _decompose(base, end)


def _decompose(base: Floats, end: Floats) -> Decomposition:
    additive = _effects(base, end).sum(axis=-2)
    first, last = base.prod(axis=-1).sum(axis=-1), end.prod(axis=-1).sum(axis=-1)
    known = (first > 0) & (last > 0)
    growth = np.log(
        np.divide(last, first, out=np.ones_like(first), where=known),
    )
    mean = _logarithmic_mean(first, last, growth)[..., None]
    multiplicative = np.full_like(additive, np.nan)
    np.divide(additive, mean, out=multiplicative, where=known[..., None])
    return Decomposition(
        additive=additive,
        multiplicative=np.exp(multiplicative),
        change=last - first,
        ratio=np.where(known, np.exp(growth), np.nan),
    )


def _effects(base: Floats, end: Floats) -> Floats:
    """Each factor's effect in each sector: L(V_T, V_0) · ln(x_T/x_0), or its limit."""
    starts_zero, ends_zero = base == 0, end == 0
    appears = starts_zero.any(axis=-1) & ~ends_zero.any(axis=-1)
    vanishes = ends_zero.any(axis=-1) & ~starts_zero.any(axis=-1)
    whole = ~(starts_zero | ends_zero).any(axis=-1, keepdims=True)
    growth = np.log(np.where(whole, end, 1.0)) - np.log(np.where(whole, base, 1.0))
    first, last = base.prod(axis=-1), end.prod(axis=-1)
    mean = _logarithmic_mean(first, last, growth.sum(axis=-1))
    effects = mean[..., None] * growth
    effects += (appears * last)[..., None] * _equal_parts(starts_zero)
    effects -= (vanishes * first)[..., None] * _equal_parts(ends_zero)
    return effects


def _logarithmic_mean(first: Floats, last: Floats, growth: Floats) -> Floats:
    """L(a, b) = (a − b)/(ln a − ln b), L(a, a) = a, from a, b and ln(b/a).

    Written with the larger of the two and the size of the growth, it is accurate where
    the two are nearly equal, and the same in both directions of time.
    """
    size = np.abs(growth)
    shrunk = np.divide(-np.expm1(-size), size, out=np.ones_like(size), where=size > 0)
    return np.maximum(first, last) * shrunk


def _equal_parts(zero: Bools) -> Floats:
    """Share among a sector's factors that are zero, the limit as all of them fall alike."""
    return zero / np.maximum(zero.sum(axis=-1, keepdims=True), 1)


def _check(base: Floats, end: Floats) -> None:
    if base.shape != end.shape:
        raise InvalidDataError(
            {"end": f"must have the shape of base {base.shape}, got {end.shape}"}
        )
    if base.ndim < 2 or not base.size:  # noqa: PLR2004 - a table of sectors and factors
        raise InvalidDataError(
            {"base": f"must be sectors by factors, got shape {base.shape}"}
        )
    wrong = {
        key: f"must be at least 0 everywhere, got {factors.min():g}"
        for key, factors in (("base", base), ("end", end))
        if not (factors >= 0).all()
    }
    if wrong:
        raise InvalidDataError(wrong)
