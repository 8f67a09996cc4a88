"""How far a city has come on the way it promised to go.

METHODS section 5.3; conventions §9. Linear test after Hsu et al. 2020 (Nature Climate
Change 10:1015).
"""

import math
from dataclasses import dataclass

from summitry.core.emissions.series import Point
from summitry.core.errors import InvalidDataError


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut of base-year emissions by a year; ``reduction`` is a fraction."""

    year: int
    reduction: float

    def __post_init__(self) -> None:
        if not 0 <= self.reduction <= 1:
            raise InvalidDataError(
                {
                    "reduction": "must be a fraction from 0 to 1 (0.4 for 40 %), "
                    f"got {self.reduction}"
                }
            )


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a city stands against a cut.

    ``achieved`` and ``expected`` are fractions of base-year emissions; ``share_of_target``
    is the part of the promised cut that is done. The rates are falls a year, as fractions:
    so far, and needed from now on; ``score`` is the one over the other. None where a figure
    has no meaning (conventions §9.3).
    """

    achieved: float
    expected: float
    on_track: bool
    share_of_target: float | None
    achieved_rate: float | None
    required_rate: float | None
    score: float | None


def assess_progress(base: Point, latest: Point, *, target: Cut) -> Progress:
    """Compare the latest year with the straight line from base to target.

    Raises InvalidDataError, keyed ``base.value``, ``latest.year`` and so on, for emissions
    that are not above zero, and for years out of order.
    """
    _check(base, latest, target)
    achieved = (base.value - latest.value) / base.value
    elapsed = min(1.0, (latest.year - base.year) / (target.year - base.year))
    expected = target.reduction * elapsed
    achieved_rate = _achieved_rate(base, latest)
    required_rate = _required_rate(base, latest, target)
    return Progress(
        achieved=achieved,
        expected=expected,
        on_track=achieved >= expected or math.isclose(achieved, expected, rel_tol=1e-9),
        share_of_target=achieved / target.reduction if target.reduction else None,
        achieved_rate=achieved_rate,
        required_rate=required_rate,
        score=(
            achieved_rate / required_rate
            if achieved_rate is not None
            and required_rate is not None
            and required_rate > 0
            else None
        ),
    )


def _check(base: Point, latest: Point, target: Cut) -> None:
    wrong = {
        f"{key}.value": f"must be above 0 (zero is no data), got {point.value}"
        for key, point in (("base", base), ("latest", latest))
        if not (math.isfinite(point.value) and point.value > 0)
    }
    if target.year <= base.year:
        wrong["target.year"] = (
            f"must be after the base year {base.year}, got {target.year}"
        )
    if latest.year < base.year:
        wrong["latest.year"] = (
            f"must not be before the base year {base.year}, got {latest.year}"
        )
    if wrong:
        raise InvalidDataError(wrong)


def _achieved_rate(base: Point, latest: Point) -> float | None:
    years = latest.year - base.year
    return None if years == 0 else 1 - (latest.value / base.value) ** (1 / years)


def _required_rate(base: Point, latest: Point, target: Cut) -> float | None:
    years = target.year - latest.year
    level = base.value * (1 - target.reduction)
    if years <= 0 or level <= 0:
        return None
    return 1 - (level / latest.value) ** (1 / years)
