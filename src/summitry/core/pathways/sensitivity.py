"""Which input to learn more about: Sobol indices of any function of uncertain inputs.

First-order index: the share of the output's variance that knowing this input alone would
take away. Total index: the share that would stay if all other inputs were known. Estimators
of Saltelli et al. 2010 (Computer Physics Communications 181:259) for the first order, of
Jansen 1999 (117:35) for the total, on scrambled Sobol points (Owen 1998, J. Complexity
14:466). METHODS section 6.4.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from summitry.core.errors import InvalidDataError

Floats = NDArray[np.float64]

#: From probabilities in 0–1 (ends excluded) to values of an input: its quantile function.
Quantile = Callable[[Floats], Floats]

#: From inputs by name, one element a draw, to outputs, draws on the first axis.
Model = Callable[[Mapping[str, Floats]], Floats]

DRAWS = 4096

#: scipy's Sobol points are whole multiples of 2^-30; half a step keeps them off 0.
_HALF_STEP = 2.0**-31

_MOST_INPUTS = 10_600  # scipy has 21,201 dimensions, and each input takes two


@dataclass(frozen=True, slots=True)
class SobolIndices:
    """Indices by group of inputs: ``names`` (groups), the others (groups, ...).

    Each is NaN where the output does not vary. Estimates may lie slightly outside 0 to 1.
    """

    names: tuple[str, ...]
    first_order: Floats
    total: Floats


def sobol_indices(
    model: Model,
    inputs: Mapping[str, Quantile],
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> SobolIndices:
    """Estimate what each input, or group of inputs, contributes to a model's variance.

    Parameters
    ----------
    model
        Called groups + 2 times, with every input at once.
    inputs
        The quantile function of each input, all independent.
    groups
        Names of inputs by group; each input is a group of its own if not given. Each
        input is in one group.
    draws
        Points a call, a power of two.
    seed
        Seed of the scrambling. The order of the inputs does not matter.

    Raises
    ------
    InvalidDataError
        Where ``draws`` is no power of two, no input is given, or groups do not hold each
        input once.
    """
    members = _check(inputs, groups, draws)
    first, second = _sample(inputs, draws, seed)
    varied = (
        {**first, **{name: second[name] for name in names}}
        for names in members.values()
    )
    indices = estimate(model(first), model(second), map(model, varied))
    return SobolIndices(tuple(members), *indices)


def estimate(
    first: Floats, second: Floats, varied: Iterable[Floats]
) -> tuple[Floats, Floats]:
    """Estimate first-order and total indices from a model's outputs.

    ``first`` and ``second`` are outputs at two independent sets of points (draws, ...);
    each of ``varied`` is that at the first set with one group's inputs from the second.
    """
    centre = (first.mean(axis=0) + second.mean(axis=0)) / 2
    variance = np.concatenate([first, second]).var(axis=0)
    explained: list[Floats] = []
    left: list[Floats] = []
    for outputs in varied:
        change = outputs - first
        explained.append(((second - centre) * change).mean(axis=0))
        left.append((change**2).mean(axis=0) / 2)
    return _share(np.array(explained), variance), _share(np.array(left), variance)


def _share(part: Floats, variance: Floats) -> Floats:
    return np.divide(part, variance, out=np.full_like(part, np.nan), where=variance > 0)


def _sample(
    inputs: Mapping[str, Quantile], draws: int, seed: int
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Draw two sets of points, independent of each other; inputs in the order of names."""
    # scipy has no stubs; the cast says what comes back
    from scipy.stats import qmc  # pyright: ignore[reportMissingTypeStubs]

    names = sorted(inputs)
    sobol = qmc.Sobol(2 * len(names), scramble=True, rng=np.random.default_rng(seed))
    uniform = cast("Floats", sobol.random(draws)) + _HALF_STEP
    columns = iter(np.ascontiguousarray(uniform.T))
    first = {name: inputs[name](next(columns)) for name in names}
    return first, {name: inputs[name](next(columns)) for name in names}


def _check(
    inputs: Mapping[str, Quantile],
    groups: Mapping[str, Sequence[str]] | None,
    draws: int,
) -> Mapping[str, Sequence[str]]:
    """Refuse what cannot be sampled; return the members of each group."""
    members = {name: [name] for name in inputs} if groups is None else groups
    wrong: dict[str, str] = {}
    if draws < 2 or draws & (draws - 1):  # noqa: PLR2004 - one point has no variance
        wrong["draws"] = f"must be a power of two such as {DRAWS}, got {draws}"
    if not 1 <= len(inputs) <= _MOST_INPUTS:
        wrong["inputs"] = f"must be 1 to {_MOST_INPUTS} inputs, got {len(inputs)}"
    listed = sorted(name for names in members.values() for name in names)
    if listed != sorted(inputs):
        odd = sorted({*listed} ^ {*inputs}) or sorted(
            {name for name in listed if listed.count(name) > 1}
        )
        wrong["groups"] = f"must hold each input once, got otherwise {', '.join(odd)}"
    if wrong:
        raise InvalidDataError(wrong)
    return members
