"""Which action saved how much, where actions overlap and only their total is certain.

Shapley value (Shapley 1953): an action's saving, averaged over all orders in which the
actions may be taken. Logarithmic shares: the total, in proportion to ln(1 − reduction), the
weights of LMDI (Ang 2005, Energy Policy 33:867). METHODS section 6.2; docs/methods/decisions.md.

Actions are the last axis of every result; axes before it (draws, years) are the caller's.
"""

from collections.abc import Callable
from functools import cache
from math import factorial

import numpy as np
from numpy.typing import NDArray

from summitry.core.errors import InvalidDataError

Floats = NDArray[np.float64]

#: Emissions where exactly the actions marked True are taken: one number, or an array of
#: any shape that is the same for all subsets. The array handed in must not be kept.
Total = Callable[[NDArray[np.bool_]], Floats | float]

#: Up to so many actions all subsets are computed: 4,096 of them.
MOST_EXACT = 12

#: Orders looked at beyond that, unless the caller says otherwise.
PERMUTATIONS = 200


def shapley_of_product(emissions_t: Floats | float, reductions: Floats) -> Floats:
    """Attribute what actions save that each cut what the others leave, for any number.

    The average of the product over all orders is a polynomial's integral (Owen 1972,
    Management Science 18:P64), base · r_a · ∫ Π_{b≠a} (1 − r_b t) dt from 0 to 1, which
    Gauss-Legendre nodes, half as many as actions, give exactly.

    Parameters
    ----------
    emissions_t
        Emissions without any action, shape (...), tonnes.
    reductions
        Fractions from 0 to 1, shape (..., actions).

    Returns
    -------
    Tonnes saved by each action, shape (..., actions).
    """
    reductions = _fractions(reductions)
    average = np.zeros_like(reductions)
    for node, weight in zip(*_quadrature(reductions.shape[-1]), strict=True):
        kept = 1 - reductions * node
        average += weight * kept.prod(axis=-1, keepdims=True) / kept
    return np.asarray(emissions_t)[..., None] * reductions * average


def log_shares(emissions_t: Floats | float, reductions: Floats) -> Floats:
    """Attribute the same total in proportion to ln(1 − reduction).

    An action that cuts everything has an infinite logarithm: the limit gives the total to
    such actions alone, in equal parts. Shapes as in ``shapley_of_product``.
    """
    reductions = _fractions(reductions)
    complete = reductions == 1
    logarithms = np.log1p(-np.where(complete, 0.0, reductions))
    any_complete = complete.any(axis=-1, keepdims=True)
    weights = np.where(any_complete, complete, logarithms)
    sums = weights.sum(axis=-1, keepdims=True)
    shares = np.divide(weights, sums, out=np.zeros_like(weights), where=sums != 0)
    saved = -np.expm1(logarithms.sum(axis=-1))
    saved = np.where(any_complete[..., 0], 1.0, saved)
    return (np.asarray(emissions_t) * saved)[..., None] * shares


def shapley_exact(total_t: Total, actions: int) -> Floats:
    """Attribute what actions save in any model, by all of their subsets.

    The model is asked for each of the 2^actions subsets once. Raises InvalidDataError for
    more than ``MOST_EXACT`` actions.
    """
    if not 1 <= actions <= MOST_EXACT:
        raise InvalidDataError(
            {
                "actions": f"must be 1 to {MOST_EXACT} for all subsets, got {actions}; "
                "sample the orders instead (shapley_sampled)"
            }
        )
    places = np.arange(actions)
    attributed = np.zeros(actions)
    for subset in range(2**actions):
        taken = (subset >> places) % 2 == 1
        attributed = attributed + np.multiply.outer(
            total_t(taken), _weights(taken, actions)
        )
    return attributed


def shapley_sampled(
    total_t: Total, actions: int, *, seed: int, permutations: int = PERMUTATIONS
) -> Floats:
    """Estimate the Shapley values from random orders, each looked at both ways round.

    The estimates add up to the total exactly, as every order does. The result depends on
    seed, number of actions and number of orders alone (Castro et al. 2009, Computers &
    Operations Research 36:1726; both ways round: Mitchell et al. 2022, JMLR 23:43).
    """
    if actions < 1 or permutations < 2:  # noqa: PLR2004 - an order and its reverse
        raise InvalidDataError(
            {
                "permutations": "must be at least 2, of at least 1 action, got "
                f"{permutations} of {actions}"
            }
        )
    generator = np.random.default_rng(seed)
    attributed: Floats = np.zeros(actions)
    untouched = np.asarray(total_t(np.zeros(actions, dtype=np.bool_)))
    for _ in range(permutations // 2):
        order = generator.permutation(actions)
        for way in (order, order[::-1]):
            attributed = attributed + _savings_in_order(total_t, untouched, way)
    return attributed / (permutations // 2 * 2)


def shapley(total_t: Total, actions: int, *, seed: int = 0) -> Floats:
    """Attribute exactly up to ``MOST_EXACT`` actions, from sampled orders beyond."""
    if actions <= MOST_EXACT:
        return shapley_exact(total_t, actions)
    return shapley_sampled(total_t, actions, seed=seed)


def _savings_in_order(
    total_t: Total, untouched: Floats, order: NDArray[np.int64]
) -> Floats:
    taken = np.zeros(len(order), dtype=np.bool_)
    saved = np.empty((*untouched.shape, len(order)))
    before = untouched
    for action in order:
        taken[action] = True
        after = np.asarray(total_t(taken.copy()))
        saved[..., action] = before - after
        before = after
    return saved


def _weights(taken: NDArray[np.bool_], actions: int) -> Floats:
    """Weigh a subset's total for each action: plus without the action, minus with it."""
    size = int(taken.sum())

    def share_of_orders(before: int) -> float:
        after = actions - before - 1
        return factorial(before) * factorial(after) / factorial(actions)

    without = share_of_orders(size) if size < actions else 0.0
    with_it = share_of_orders(size - 1) if size else 0.0
    return np.where(taken, -with_it, without)


@cache
def _quadrature(actions: int) -> tuple[Floats, Floats]:
    """Nodes and weights on 0 to 1, exact for polynomials of degree ``actions`` − 1."""
    nodes, weights = np.polynomial.legendre.leggauss((actions + 1) // 2)
    return (nodes + 1) / 2, weights / 2


def _fractions(reductions: Floats) -> Floats:
    reductions = np.asarray(reductions, dtype=np.float64)
    if reductions.ndim == 0 or reductions.shape[-1] == 0:
        raise InvalidDataError(
            {"reductions": "must hold at least one action, got none"}
        )
    if not ((reductions >= 0) & (reductions <= 1)).all():
        worst = reductions[~((reductions >= 0) & (reductions <= 1))][0]
        raise InvalidDataError({"reductions": f"must be from 0 to 1, got {worst:g}"})
    return reductions
