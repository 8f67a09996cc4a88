"""What became of a promise with each revision: its level and its judgement, then and now."""

from dataclasses import dataclass

from summitry.web.commitments.models import Commitment
from summitry.web.commitments.queries import Revision, revisions_of
from summitry.web.inventories.queries import series_outlooks
from summitry.web.portal.queries import city_index
from summitry.web.portal.register import JudgedCommitment, judge


@dataclass(frozen=True, slots=True)
class JudgedRevision:
    """A revision with the judgement of both versions on the figures of today."""

    revision: Revision
    before: JudgedCommitment
    after: JudgedCommitment

    @property
    def is_verdict_changed(self) -> bool:
        """Whether the earlier version would be judged otherwise than the later one."""
        return (self.before.on_track, self.before.judgement) != (
            self.after.on_track,
            self.after.judgement,
        )


def judged_revisions(commitment: Commitment, as_of: int) -> list[JudgedRevision]:
    """Return every revision of a promise with its judgements, the latest first."""
    revisions = revisions_of(commitment)
    if not revisions:
        return []
    place = commitment.organisation.place
    entry = city_index(as_of).get(place.slug) if place else None
    series = entry.series if entry else ()
    outlooks = series_outlooks()
    return [
        JudgedRevision(
            revision,
            judge(revision.before, series, outlooks),
            judge(revision.after, series, outlooks),
        )
        for revision in revisions
    ]
