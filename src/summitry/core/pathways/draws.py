"""Draws of uncertain inputs: each depends on the seed, the input's name and its place.

Every input has a scrambled Sobol sequence of its own: the first dimension (van der
Corput's), its values scrambled and its order shuffled, each by a nested uniform
permutation of base 2 (Owen 1995) keyed by a hash of seed and name. So the k-th draw of an
input is a function of seed, name and k: other inputs, their number and the number of draws
change nothing. Any first 2^m draws of an input have exactly one in each of 2^m equal parts
of probability.

What it costs: a joint Sobol sequence also spreads pairs of inputs evenly, and gives each
input the dimension of its place, so a new action would move all others. Padded sequences
are, for 2^m draws, a random Latin hypercube: sums of effects of single inputs gain as
with Sobol, interactions have the error of random draws. docs/methods/plans.md has what was
measured. Without the shuffle the first bits of any two inputs would be the same draw.

The permutations are hashes after Laine and Karras (2011) with the constants of Burley
(2020, Journal of Computer Graphics Techniques 9:4), which approximate Owen's.

One draw is the central case: every input at its median.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import cast

import numpy as np
from numpy.typing import NDArray

from summitry.core.pathways.arithmetic import Floats, Value
from summitry.core.pathways.inputs import (
    NORMAL_P95,
    Distribution,
    Input,
    Limits,
    Normal,
    Number,
    Pert,
    Range,
)

_Bits = NDArray[np.uint32]

#: Standard positions are rounded to this step: a last bit that differs between
#: mathematical libraries is then lost, a millionth of a standard deviation with it.
_STEP = 2.0**-20

#: 1,024 inputs of 10,000 draws are 80 MB.
_CACHED_INPUTS = 1024

#: Numbers drawn together: a few arrays of them stay in a processor's cache.
_AT_ONCE = 2**16


@dataclass(frozen=True, slots=True)
class Sample:
    """Draws of the uncertain inputs of one plan, by key; each has shape (draws,)."""

    draws: int
    values: Mapping[str, Floats]

    def find(self, key: str, number: Number) -> Value:
        """Give the draws of an input, or the number itself if it is known."""
        return number if isinstance(number, float | int) else self.values[key]


def draw_inputs(inputs: Iterable[Input], *, draws: int, seed: int = 0) -> Sample:
    """Draw each input. The same seed, stream and number give the same array."""
    return Sample(
        draws,
        {
            each.key: draw(each.stream, each.distribution, each.limits, seed, draws)
            for each in inputs
        },
    )


def draw_afresh(inputs: Sequence[Input], *, draws: int, seed: int = 0) -> Sample:
    """Draw all inputs of a plan at once, to the same bytes, and keep none for later.

    For many plans in a row, whose inputs are not asked for again.
    """
    values: dict[str, Floats] = {}
    together = max(_AT_ONCE // draws, 1)
    for first in range(0, len(inputs), together):
        some = inputs[first : first + together]
        uniform = draw_uniforms([each.stream for each in some], seed, draws)
        values |= _find_all(some, uniform)
    return Sample(draws, values)


@lru_cache(maxsize=_CACHED_INPUTS)
def draw(
    stream: str, distribution: Distribution, limits: Limits, seed: int, draws: int
) -> Floats:
    """Draw one input: (draws,), read-only."""
    found = find_quantiles(distribution, limits, draw_uniform(stream, seed, draws))
    found.flags.writeable = False
    return found


def draw_uniform(stream: str, seed: int, draws: int) -> Floats:
    """Draw probabilities between 0 and 1, both left out: (draws,). One draw is 1/2."""
    return draw_uniforms([stream], seed, draws)[0]


def draw_uniforms(streams: Sequence[str], seed: int, draws: int) -> Floats:
    """Draw several inputs' probabilities: (streams, draws)."""
    if draws == 1:
        return np.full((len(streams), 1), 0.5)
    digests = [
        blake2b(f"{seed}\0{stream}".encode(), digest_size=8).digest()
        for stream in streams
    ]
    keys = np.frombuffer(b"".join(digests), dtype="<u4").astype(np.uint32)
    shuffle, scramble = keys.reshape(-1, 2).T[:, :, None]
    # The radical inverse of the shuffled place is its bits reversed, scrambled in turn;
    # two reversals after each other leave all as it was.
    shuffled = _reverse(_permute_reversed(_reverse_places(draws), shuffle))
    inverse = _reverse(_permute_reversed(shuffled, scramble)).astype(np.float64)
    inverse += 0.5
    inverse *= 2.0**-32
    return inverse


def find_quantiles(
    distribution: Distribution, limits: Limits, probability: Floats
) -> Floats:
    """Give the values of a distribution at probabilities, kept within the limits."""
    if isinstance(distribution, Pert):
        values = _find_pert(distribution, probability)
    else:
        values = _stretch(distribution, _find_normal(probability))
    return np.minimum(np.maximum(values, limits.low), limits.high)


def _find_all(inputs: Sequence[Input], probabilities: Floats) -> dict[str, Floats]:
    """Give what ``find_quantiles`` has for each input, by key."""
    found: dict[str, Floats] = {}
    normals = _find_normal(probabilities)
    for each, probability, normal in zip(inputs, probabilities, normals, strict=True):
        if isinstance(each.distribution, Pert):
            found[each.key] = find_quantiles(
                each.distribution, each.limits, probability
            )
        else:
            values = _stretch(each.distribution, normal)
            np.maximum(values, each.limits.low, out=values)
            found[each.key] = np.minimum(values, each.limits.high, out=values)
    return found


def _stretch(distribution: Range | Normal, normal: Floats) -> Floats:
    """Give the values of a distribution at those of the standard normal one."""
    match distribution:
        case Range(low=low, high=high):
            return (low + high) / 2 + (high - low) / 2 / NORMAL_P95 * normal
        case Normal(mean=mean, sd=sd):
            return mean + sd * normal


def _find_normal(probability: Floats) -> Floats:
    # scipy has no stubs; the cast says what comes back
    from scipy.special import ndtri  # pyright: ignore[reportMissingTypeStubs]

    return _round(cast("Floats", ndtri(probability)))


def _find_pert(pert: Pert, probability: Floats) -> Floats:
    from scipy.special import betaincinv  # pyright: ignore[reportMissingTypeStubs]

    width = pert.high - pert.low
    if width == 0:
        return np.full(probability.shape, pert.low)
    alpha = 1 + 4 * (pert.likely - pert.low) / width
    beta = 1 + 4 * (pert.high - pert.likely) / width
    place = cast("Floats", betaincinv(alpha, beta, probability))
    return pert.low + width * _round(place)


def _round(values: Floats) -> Floats:
    return np.rint(values / _STEP) * _STEP


def _permute_reversed(bits: _Bits, key: _Bits) -> _Bits:
    """Permute so that each bit depends on the lower ones alone.

    On reversed bits this is the nested permutation of base 2.
    """
    bits = bits ^ (bits * np.uint32(0x3D20ADEA))
    bits = bits + key
    bits *= (key >> np.uint32(16)) | np.uint32(1)
    bits ^= bits * np.uint32(0x05526C56)
    bits ^= bits * np.uint32(0x53A22864)
    return bits


@lru_cache(maxsize=2)
def _reverse_places(draws: int) -> _Bits:
    """Give 0, 1, 2, … with their bits reversed, read-only."""
    found = _reverse(np.arange(draws, dtype=np.uint32))
    found.flags.writeable = False
    return found


def _reverse(bits: _Bits) -> _Bits:
    """Reverse the 32 bits of each number."""
    for shift, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F)):
        kept, step = np.uint32(mask), np.uint32(shift)
        bits = ((bits >> step) & kept) | ((bits & kept) << step)
    return bits.byteswap()
