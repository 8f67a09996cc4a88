"""Questions asked of convenings."""

from summitry.web.convenings.models import Convening, ConveningPhase

_ORDER = list(ConveningPhase)


def next_phase(convening: Convening) -> ConveningPhase | None:
    """Return the phase that follows, None after the last."""
    place = _ORDER.index(ConveningPhase(convening.phase)) + 1
    return _ORDER[place] if place < len(_ORDER) else None
