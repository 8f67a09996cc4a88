"""News of what came out of convenings: outcomes, signatures, projects."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from summitry.web.convenings.models import (
    Agreement,
    Convening,
    Declaration,
    Publication,
    Recognition,
    Signature,
)
from summitry.web.feeds.queries.entries import (
    MOST_NAMES,
    Asked,
    Entry,
    Kept,
    Kind,
    changed_values,
    fetch,
    first_kept,
    group_by_day,
    name_of,
    named_of,
)
from summitry.web.network.models import Organisation
from summitry.web.projects.models import Project, ProjectStage


@dataclass(frozen=True, slots=True)
class _OutcomeKind:
    """How outcomes of one kind belong to organisations, a convening, a place."""

    kind: Kind
    model: type[Model]
    by: tuple[str, ...]
    at: str = "convening"
    place: str = ""


_KINDS = (
    _OutcomeKind("declaration", Declaration, ()),
    _OutcomeKind("agreement", Agreement, ("parties",)),
    _OutcomeKind("publication", Publication, ("publishers",)),
    _OutcomeKind("recognition", Recognition, ("issuer",), place="site"),
    _OutcomeKind("project", Project, ("parties",), at="unveiled_at", place="place"),
)


def outcomes(asked: Asked) -> Iterator[Entry]:
    """Return outcomes and projects, one entry a kind, convening and day."""
    for what in _KINDS:
        covered = asked.scope.covers(what.by, (what.at,), what.place)
        kept = first_kept(what.model, covered, asked)
        groups = group_by_day(kept, f"{what.at}_id", asked.limit)
        records = fetch(
            what.model._default_manager.select_related("source"),  # noqa: SLF001 - Django's documented name
            named_of(groups),
        )
        held = fetch(Convening.objects.all(), (one.group for one in groups))
        for one in groups:
            shown = [records[pk] for pk in one.ids[:MOST_NAMES]]
            yield _outcome(asked, what, one, shown, held.get(one.group or 0))


def _outcome(
    asked: Asked,
    what: _OutcomeKind,
    group: Kept,
    shown: list[Any],
    convening: Convening | None,
) -> Entry:
    at = convening.slug if convening else "none"
    return Entry(
        what.kind,
        f"{asked.scope.key}/{what.kind}/{at}/{group.day}",
        group.first,
        group.last,
        _page(convening, shown[0].source.key),
        where=name_of(convening) if convening else None,
        names=tuple(name_of(one) for one in shown),
        count=group.count,
    )


def _page(convening: Convening | None, source_key: str) -> tuple[str, str]:
    """Return the page that shows an outcome: of its convening, else of its source."""
    return ("convening", convening.slug) if convening else ("source", source_key)


def signatures(asked: Asked) -> Iterator[Entry]:
    """Return who signed, one entry a declaration and day."""
    covered = asked.scope.covers(by=("organisation",), at=("declaration__convening",))
    groups = group_by_day(
        first_kept(Signature, covered, asked), "declaration_id", asked.limit
    )
    signed = fetch(Signature.objects.select_related("source"), named_of(groups))
    who = fetch(
        Organisation.objects.all(), (one.organisation_id for one in signed.values())
    )
    declarations = fetch(
        Declaration.objects.select_related("convening"), (one.group for one in groups)
    )
    for one in groups:
        declaration = declarations[one.group or 0]
        shown = [signed[pk] for pk in one.ids[:MOST_NAMES]]
        yield Entry(
            "signature",
            f"{asked.scope.key}/signature/{declaration.slug}/{one.day}",
            one.first,
            one.last,
            _page(declaration.convening, shown[0].source.key),
            who=name_of(declaration),
            names=tuple(name_of(who[each.organisation_id]) for each in shown),
            count=one.count,
        )


def statuses(asked: Asked) -> Iterator[Entry]:
    """Return the recognitions whose status changed: granted, renewed, expired."""
    covered = asked.scope.covers(("issuer",), ("convening",), "site")
    changes = changed_values(Recognition, "status", covered, asked)
    found = fetch(
        Recognition.objects.select_related("convening", "source"),
        (change["id"] for change in changes),
    )
    for change in changes:
        one = found[change["id"]]
        yield Entry(
            "status",
            f"status/{change['history_id']}",
            change["history_date"],
            change["history_date"],
            _page(one.convening, one.source.key),
            who=name_of(one),
            figures={"before": change["before"], "after": change["after"]},
        )


def stages(asked: Asked) -> Iterator[Entry]:
    """Return the stages that projects reached."""
    covered = asked.scope.covers(
        ("project__parties",), ("project__unveiled_at", "convening"), "project__place"
    )
    kept = first_kept(ProjectStage, covered, asked)
    times = dict(kept.values_list("id", "history_date")[: asked.limit])
    found = fetch(
        ProjectStage.objects.select_related(
            "project__unveiled_at", "convening", "source"
        ),
        times,
    )
    for pk, at in times.items():
        one = found[pk]
        yield Entry(
            "stage",
            f"stage/{pk}",
            at,
            at,
            _page(one.convening or one.project.unveiled_at, one.source.key),
            who=name_of(one.project),
            figures={"stage": one.stage},
        )
