"""How far an action has come in a year: from 0 to 1, along a line or an S-curve."""

from collections.abc import Sequence

import numpy as np

from summitry.core.pathways.arithmetic import Floats, Value
from summitry.core.pathways.parts import Action


def adopt(action: Action, years: Sequence[int], start: Value, full: Value) -> Floats:
    """Give the share of an action's effect that is there in each year.

    On a line it is 1/n at the end of the first of the n years from ``start`` to ``full``,
    and 1 at the end of the last; the S-curve is 3p² − 2p³ of that p. Years that were drawn
    are rounded to whole ones, and ``full`` is never before ``start``.

    Returns
    -------
    Shape (years,) for one start and full, else (years, draws).
    """
    first = np.rint(start)
    duration = np.maximum(np.rint(full) - first, 0) + 1
    year = np.array(years, dtype=np.float64)
    if np.ndim(duration):
        year = year[:, None]
    place = np.clip((year - first + 1) / duration, 0, 1)
    if action.ramp == "s_curve":
        place = place * place * (3 - 2 * place)
    if action.end is not None:
        place = np.where(year <= action.end, place, 0.0)
    return place
