"""Shares of a whole: what they must add up to."""

import math
from collections.abc import Mapping

from summitry.core.errors import InvalidDataError

#: How far shares may be from 1, for the rounding of published compositions.
TOLERANCE = 0.01

_BINARY_FRACTIONS = 1e-9


def check_whole(shares: Mapping[str, float], key: str) -> None:
    """Refuse shares that are negative or don't add up to 1 ± 0.01 (``key``)."""
    check_part(shares, key)
    total = math.fsum(shares.values())
    if total < 1 - TOLERANCE - _BINARY_FRACTIONS:
        raise InvalidDataError(
            {
                key: f"must add up to 1 ± {TOLERANCE}, got {total:.6g}; name what is missing"
            }
        )


def check_part(shares: Mapping[str, float], key: str) -> None:
    """Refuse shares that are none, negative, or add up to more than 1 + 0.01 (``key``)."""
    if not shares:
        raise InvalidDataError({key: "must have at least one share, got none"})
    wrong = {
        f"{key}.{name}": f"must be a share from 0 to 1, got {share}"
        for name, share in shares.items()
        if not 0 <= share <= 1
    }
    if wrong:
        raise InvalidDataError(wrong)
    total = math.fsum(shares.values())
    if total > 1 + TOLERANCE + _BINARY_FRACTIONS:
        raise InvalidDataError(
            {key: f"must add up to at most 1 + {TOLERANCE}, got {total:.6g}"}
        )
