"""The register judged: each commitment against the figures that can judge it.

A promise of one source is measured on one series at a time (docs/decisions/0004). A cut
below a base year is judged on each series that has a figure of that year, by that
series' own base, and on the city's own report also with the base that the city reported.
A level in tonnes is judged on the city's own report alone. What covers only a sector, the
city's own operations or another area is held against no figures of the whole city.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from summitry.core.commitments.judgement import Judgement, judge_commitment
from summitry.core.commitments.progress import Cut, Progress, assess_progress
from summitry.core.commitments.targets import BaseYear, Target, level_t
from summitry.core.emissions.forecast import Outlook
from summitry.core.emissions.series import Point
from summitry.core.errors import InvalidDataError
from summitry.web.commitments.models import Commitment, Kind
from summitry.web.commitments.queries import current_commitments
from summitry.web.evidence.queries import projection
from summitry.web.inventories.queries import series_outlooks
from summitry.web.portal.queries import SeriesSummary, city_index

#: The emissions that the same city reported to the same registry.
_OWN_REPORT = {"cdp-targets": "cdp-emissions"}
#: No city has changed this much: one of the two is in kilograms, or of another area.
MOST_TIMES_APART = 20.0
_NO_FIGURES = Judgement(None, "no_series")
_PARTIAL = Judgement(None, "partial")
_NO_LEVEL = Judgement(None, "no_level")


@dataclass(frozen=True, slots=True)
class SeriesJudgement:
    """A commitment on one series: base, level, progress and the probability kept."""

    series: SeriesSummary
    base: Point | None
    base_is_reported: bool
    target: Target
    progress: Progress | None
    judgement: Judgement

    @property
    def level_t(self) -> float | None:
        """Emissions in the target year if the promise is kept, in tonnes."""
        return level_t(self.target)

    @property
    def is_doubtful(self) -> bool:
        """Whether base or level and last figure are too far apart to be of one city."""
        told = self.base.value if self.base else self.level_t
        if not told:
            return False
        ratio = told / self.latest.value
        return not 1 / MOST_TIMES_APART < ratio < MOST_TIMES_APART

    @property
    def latest(self) -> Point:
        """The last figure of the series."""
        return self.series.figures.points[-1]


@dataclass(frozen=True, slots=True)
class JudgedCommitment:
    """A commitment with its judgement on each series that can judge it, best first.

    ``missing`` names what the source does not state, where that is why none can.
    """

    commitment: Commitment
    on_series: tuple[SeriesJudgement, ...]
    missing: tuple[str, ...]
    why_not: Judgement

    @property
    def first(self) -> SeriesJudgement | None:
        """The judgement that a list shows."""
        return self.on_series[0] if self.on_series else None

    @property
    def judgement(self) -> Judgement:
        """The probability of the first judgement, or the reason why there is none."""
        return self.first.judgement if self.first else self.why_not

    @property
    def is_doubtful(self) -> bool:
        """Whether its figures are so far apart that one of them must be a slip."""
        return self.first is not None and self.first.is_doubtful

    @property
    def on_track(self) -> bool | None:
        """Whether the city is on the straight line to its target; None if unknown."""
        progress = self.first.progress if self.first else None
        return progress.on_track if progress and not self.is_doubtful else None


@projection
def judged_register(as_of: int) -> tuple[JudgedCommitment, ...]:
    """Return every current commitment with its judgement, by name of who made it."""
    index = city_index(as_of)
    outlooks = series_outlooks()
    judged = []
    for commitment in current_commitments():
        place = commitment.organisation.place
        entry = index.get(place.slug) if place else None
        judged.append(judge(commitment, entry.series if entry else (), outlooks))
    return tuple(judged)


def judge(
    commitment: Commitment,
    series: Sequence[SeriesSummary],
    outlooks: Mapping[int, Outlook],
) -> JudgedCommitment:
    """Judge a commitment on each of a city's series that can judge it."""
    if not series:
        return JudgedCommitment(commitment, (), _missing(commitment), _NO_FIGURES)
    if not commitment.is_city_wide:
        return JudgedCommitment(commitment, (), _missing(commitment), _PARTIAL)
    tried = (_on_series(commitment, one, outlooks[one.pk]) for one in series)
    found = sorted((j for j in tried if j is not None), key=_own_base_first)
    return JudgedCommitment(commitment, tuple(found), _missing(commitment), _NO_LEVEL)


def _own_base_first(judged: SeriesJudgement) -> tuple[bool, int]:
    return judged.base_is_reported, -len(judged.series.figures.points)


def _missing(commitment: Commitment) -> tuple[str, ...]:
    try:
        commitment.to_target()
    except InvalidDataError as error:
        return tuple(error.errors)
    return ()


def _on_series(
    commitment: Commitment, series: SeriesSummary, outlook: Outlook
) -> SeriesJudgement | None:
    base, reported = _base(commitment, series)
    target = _target(commitment, series, base)
    if target is None:
        return None
    return SeriesJudgement(
        series=series,
        base=base,
        base_is_reported=reported,
        target=target,
        progress=_progress(commitment, series, base),
        judgement=judge_commitment(target, commitment.target_year, outlook=outlook),
    )


def _base(commitment: Commitment, series: SeriesSummary) -> tuple[Point | None, bool]:
    """Return the base on this series, and whether it is the city's word for it."""
    for point in series.figures.points:
        if point.year == commitment.base_year:
            return point, False
    own_report = _OWN_REPORT.get(commitment.dataset) == series.dataset
    if own_report and commitment.base_year and commitment.base_emissions_t:
        return Point(commitment.base_year, commitment.base_emissions_t), True
    return None, False


def _target(
    commitment: Commitment, series: SeriesSummary, base: Point | None
) -> Target | None:
    if commitment.kind == Kind.BASE_YEAR:
        if base is None or commitment.reduction is None:
            return None
        return BaseYear(base.value, commitment.reduction)
    absolute = commitment.kind in (Kind.FIXED_LEVEL, Kind.BUSINESS_AS_USUAL)
    if absolute and _OWN_REPORT.get(commitment.dataset) != series.dataset:
        return None
    try:
        return commitment.to_target()
    except InvalidDataError:
        return None


def _progress(
    commitment: Commitment, series: SeriesSummary, base: Point | None
) -> Progress | None:
    latest = series.figures.points[-1]
    # A share of business as usual says nothing about the share of a base year.
    if (
        commitment.kind != Kind.BASE_YEAR
        or base is None
        or commitment.reduction is None
        or commitment.target_year is None
        or not base.year < min(latest.year, commitment.target_year)
    ):
        return None
    cut = Cut(commitment.target_year, commitment.reduction)
    return assess_progress(base, latest, target=cut)


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """How many commitments there are, can be judged, and are on track: never one alone.

    The doubtful are counted apart and in none of the others.
    """

    total: int
    measurable: int
    with_progress: int
    on_track: int
    likely: int
    doubtful: int

    @property
    def unmeasured(self) -> int:
        """How many cannot be judged."""
        return self.total - self.measurable - self.doubtful


def count_register(judged: Iterable[JudgedCommitment]) -> RegisterCounts:
    """Count the register; ``likely`` is kept with a probability of one half or more."""
    every = list(judged)
    listed = [one for one in every if not one.is_doubtful]
    tracked = [one.on_track for one in listed if one.on_track is not None]
    chances = [one.judgement.probability_kept for one in listed]
    known = [chance for chance in chances if chance is not None]
    return RegisterCounts(
        total=len(every),
        measurable=len(known),
        with_progress=len(tracked),
        on_track=sum(tracked),
        likely=sum(chance >= 0.5 for chance in known),  # noqa: PLR2004 - even odds
        doubtful=len(every) - len(listed),
    )
