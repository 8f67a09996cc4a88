"""What became of a promise with each revision: its level and its judgement, then and now."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from summitry.web.commitments.models import Commitment
from summitry.web.commitments.queries import Revision, revisions_of
from summitry.web.commitments.wording import ShownChange, show_changes
from summitry.web.inventories.queries import series_outlooks
from summitry.web.page.figures import format_probability
from summitry.web.portal.queries import city_index
from summitry.web.portal.register import JudgedCommitment, judge


@dataclass(frozen=True, slots=True)
class JudgedRevision:
    """A revision with the judgement of both versions on the figures of today."""

    revision: Revision
    before: JudgedCommitment
    after: JudgedCommitment

    @property
    def changes(self) -> list[ShownChange]:
        """What changed, for a page: the fields, the level, and the verdict with them."""
        verdicts = (
            (gettext("on track"), _on_track(self.before), _on_track(self.after)),
            (gettext("probability kept"), _chance(self.before), _chance(self.after)),
        )
        return show_changes(self.revision) + [
            ShownChange(label, before, after)
            for label, before, after in verdicts
            if before != after
        ]


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


def _on_track(judged: JudgedCommitment) -> str:
    words = {
        True: pgettext("whether a commitment is on track", "yes"),
        False: pgettext("whether a commitment is on track", "no"),
        None: pgettext("whether a commitment is on track", "cannot be told"),
    }
    return words[judged.on_track]


def _chance(judged: JudgedCommitment) -> str:
    return format_probability(judged.judgement.probability_kept)
