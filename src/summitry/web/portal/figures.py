"""Figures as a page shows them: the value, its sources, and who disagrees."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model
from django.utils.translation import get_language, gettext, ngettext

from summitry.core.evidence.claims import FigureAgreement
from summitry.web.evidence.models import Claim, Field, Rank
from summitry.web.evidence.queries import claims_about, figures, projection
from summitry.web.evidence.wording import format_claim
from summitry.web.page.figures import format_number


@dataclass(frozen=True, slots=True)
class Mark:
    """A small link beside a figure: to a source, or to a value that disagrees."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """One claim as a row of a page."""

    claim: Claim
    value: str
    disagrees: bool
    preferred: bool


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure with its preferred value first and all claims behind it."""

    about: str
    field: Field
    value: str
    url: str
    sources: tuple[Mark, ...]
    conflicts: tuple[Mark, ...]
    claims: tuple[ShownClaim, ...]
    has_conflict: bool
    sum_of_parts: str

    @property
    def shows_population(self) -> bool:
        """Whether this is a population, and not one that is a slip."""
        shown = self.claims[0].claim
        return self.field.key == "population" and shown.rank != Rank.DEPRECATED

    @property
    def rivals(self) -> list[ShownClaim]:
        """The first claim of each value that stands against the one shown."""
        firsts: dict[str, ShownClaim] = {}
        for shown in self.claims:
            if shown.disagrees and shown.value != self.value:
                firsts.setdefault(shown.value, shown)
        return list(firsts.values())

    @property
    def anchor(self) -> str:
        """The place on the page where all its claims stand."""
        return f"{self.about}-{self.field.key}"


def show_figures(records: Iterable[Model]) -> list[ShownFigure]:
    """Return every figure that sources give for records of one kind."""
    claims = list(claims_about(records))
    by_pk = {str(claim.pk): claim for claim in claims}
    fields = {field.key: field for field in Field.objects.all()}
    return [_show(result, by_pk, fields[result.field]) for result in figures(claims)]


def _show(
    result: FigureAgreement, claims: Mapping[str, Claim], field: Field
) -> ShownFigure:
    about = result.subject.replace(":", "-")
    anchor = f"#{about}-{field.key}"
    disagreeing = {claim.key for pair in result.conflicts for claim in pair}
    return ShownFigure(
        about=about,
        field=field,
        value=format_claim(result.shown),
        url=claims[result.shown.key].source.get_absolute_url(),
        sources=_source_marks(result, claims, anchor),
        conflicts=_conflict_marks(result, anchor),
        claims=tuple(
            ShownClaim(
                claim=claims[value.key],
                value=format_claim(value),
                disagrees=value.key in disagreeing,
                preferred=value.key == result.shown.key,
            )
            for value in result.claims
        ),
        has_conflict=result.has_conflict,
        sum_of_parts=_sum_of_parts(result),
    )


def _source_marks(
    result: FigureAgreement, claims: Mapping[str, Claim], anchor: str
) -> tuple[Mark, ...]:
    if len(result.support) == 1:
        source = claims[result.shown.key].source
        return (
            Mark(source.get_absolute_url(), source.local_publisher or source.title),
        )
    count = result.independent_sources
    label = ngettext("%(n)d source", "%(n)d sources", count) % {"n": count}
    return (Mark(anchor, label),)


def _conflict_marks(result: FigureAgreement, anchor: str) -> tuple[Mark, ...]:
    other = dict.fromkeys(
        format_claim(claim)
        for claim in result.claims
        if any(claim in pair for pair in result.conflicts)
        and claim.value != result.shown.value
    )
    if len(other) > 1:
        label = gettext("%(n)d other values") % {"n": len(other)}
        return (Mark(anchor, label),)
    return tuple(
        Mark(anchor, gettext("elsewhere %(value)s") % {"value": value})
        for value in other
    )


def _sum_of_parts(result: FigureAgreement) -> str:
    if result.parts is None or result.parts.agrees:
        return ""
    return gettext("its parts add up to %(low)s to %(high)s") % {
        "low": format_number(result.parts.low),
        "high": format_number(result.parts.high),
    }


def with_conflicts(shown: Sequence[ShownFigure]) -> list[ShownFigure]:
    """Return the figures on which sources disagree."""
    return [figure for figure in shown if figure.has_conflict]


def find_conflicts() -> tuple[tuple[Model, ShownFigure], ...]:
    """Return every figure on which sources disagree, with the record it is about."""
    return _find_conflicts(get_language())


@projection
def _find_conflicts(
    language: str | None,  # noqa: ARG001 - figures are in the language of the page
) -> tuple[tuple[Model, ShownFigure], ...]:
    # Only records with two or more sources can disagree, so only these are weighed.
    contested = (
        Claim.objects.values("about_type", "about_id")
        .annotate(said=Count("source", distinct=True))
        .filter(said__gt=1)
        .values_list("about_type", "about_id")
    )
    by_type: defaultdict[int, list[int]] = defaultdict(list)
    for about_type, about_id in contested:
        by_type[about_type].append(about_id)
    found: list[tuple[Model, ShownFigure]] = []
    for about_type, keys in by_type.items():
        model = ContentType.objects.get_for_id(about_type).model_class()
        if model is not None:
            records = model._default_manager.in_bulk(keys)  # noqa: SLF001 - Django's documented name
            found += [
                (records[int(figure.about.rsplit("-", 1)[1])], figure)
                for figure in with_conflicts(show_figures(records.values()))
            ]
    # What a convention of the day settles, a population, comes after what was claimed.
    return tuple(sorted(found, key=lambda pair: pair[1].field.stock))
