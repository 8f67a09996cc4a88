"""News of convenings: added, in another phase, programmes published, figures recorded."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from summitry.web.convenings.models import Convening
from summitry.web.evidence.models import Claim, Source
from summitry.web.feeds.queries.entries import (
    Asked,
    Entry,
    changed_values,
    fetch,
    first_kept,
    group_by_day,
    name_of,
)
from summitry.web.programme.models import ProgrammeVersion


def convenings(asked: Asked) -> Iterator[Entry]:
    """Return the convenings that were put on record."""
    kept = first_kept(Convening, asked.scope.covers(at=("pk",)), asked)
    times = dict(kept.values_list("id", "history_date")[: asked.limit])
    found = fetch(Convening.objects.select_related("venue"), times)
    for pk, at in times.items():
        one = found[pk]
        yield Entry(
            "convening",
            f"convening/{one.slug}",
            at,
            at,
            ("convening", one.slug),
            who=name_of(one),
            where=name_of(one.venue) if one.venue else None,
            figures={"first_day": one.first_day, "last_day": one.last_day},
        )


def phases(asked: Asked) -> Iterator[Entry]:
    """Return how convenings went on from phase to phase."""
    covered = asked.scope.covers(at=("pk",))
    changes = changed_values(Convening, "phase", covered, asked)
    found = fetch(Convening.objects.all(), (change["id"] for change in changes))
    for change in changes:
        one = found[change["id"]]
        yield Entry(
            "phase",
            f"phase/{change['history_id']}",
            change["history_date"],
            change["history_date"],
            ("convening", one.slug),
            who=name_of(one),
            figures={"before": change["before"], "after": change["after"]},
        )


def programmes(asked: Asked) -> Iterator[Entry]:
    """Return the versions of programmes that were published."""
    published = (
        ProgrammeVersion.objects.filter(
            asked.times("published_at"), asked.scope.covers(at=("convening",))
        )
        .select_related("convening")
        .defer("document")
        .order_by("-published_at", "-pk")
    )
    for one in published[: asked.limit]:
        page = "programme_changes" if one.number > 1 else "programme"
        yield Entry(
            "programme",
            f"programme/{one.convening.slug}/{one.number}",
            one.published_at,
            one.published_at,
            (page, one.convening.slug),
            who=name_of(one.convening),
            figures={"number": one.number, "changes": len(one.changes)},
        )


def figures(asked: Asked) -> Iterator[Entry]:
    """Return the figures of convenings that were frozen or recorded, one entry a day."""
    about = ContentType.objects.get_for_model(Convening)
    covered = Q(about_type=about)
    if asked.scope.convenings is not None:
        covered &= Q(about_id__in=asked.scope.convenings.values("pk"))
    elif asked.scope.organisations is not None:
        covered = Q(pk__in=())
    kept = first_kept(Claim, covered, asked)
    groups = group_by_day(kept, "about_id", asked.limit)
    found = fetch(Convening.objects.all(), (one.group for one in groups))
    claims = fetch(Claim.objects.all(), (one.ids[0] for one in groups))
    sources = fetch(Source.objects.all(), (one.source_id for one in claims.values()))
    for one in groups:
        convening = found.get(one.group or 0)
        if convening is None:
            continue
        claim = claims[one.ids[0]]
        yield Entry(
            "figures",
            f"figures/{convening.slug}/{one.day}",
            one.first,
            one.last,
            ("convening", convening.slug),
            who=name_of(convening),
            count=one.count,
            figures={
                "phase": claim.phase,
                "source": sources[claim.source_id].title,
            },
        )
