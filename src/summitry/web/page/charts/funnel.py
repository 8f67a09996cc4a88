"""How many of a whole reached each stage: bars on one scale, the first is the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from summitry.core.errors import InvalidDataError


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and how many reached it; ``None`` where nobody said."""

    name: str
    count: int | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """A stage with its share of the largest stage, in percent of the full width."""

    name: str
    count: int | None
    url: str
    width_percent: float


def measure_funnel(stages: Sequence[Stage]) -> tuple[FunnelRow, ...]:
    """Give each stage the width of its bar, zero-based, all on one scale.

    A stage without a count has no bar and is told from a count of zero by its dash.
    Raises :class:`InvalidDataError` for a negative count.
    """
    counts = [stage.count for stage in stages if stage.count is not None]
    if any(count < 0 for count in counts):
        raise InvalidDataError({"count": f"must be 0 or more, got {min(counts)}"})
    largest = max(counts, default=0) or 1
    return tuple(
        FunnelRow(
            stage.name,
            stage.count,
            stage.url,
            round(100 * (stage.count or 0) / largest, 2),
        )
        for stage in stages
    )
