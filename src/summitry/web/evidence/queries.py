"""Questions asked of the evidence: what is claimed, what stands, what disagrees."""

from collections.abc import Callable, Hashable, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeAlias, TypeVar, cast

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from summitry.core.evidence.claims import (
    Claim as ClaimValue,
    FigureAgreement,
    Modifier,
    Phase,
    PublisherClass,
    Rank,
    agreement,
)
from summitry.data.sample import load_sample
from summitry.web.evidence.models import Claim, Field, Source, Submission


def data_version() -> str:
    """Return a text that changes when an import or the back office changes the data."""
    submission = Submission.objects.order_by("-pk").values_list("pk", flat=True).first()
    edit = LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    return f"{submission or 0}.{edit or 0}"


_Result = TypeVar("_Result")
_Arguments = ParamSpec("_Arguments")
#: Answers of one kind that a process keeps; the questions of visitors are many.
MOST_KEPT = 2000
_Key: TypeAlias = tuple[str, Hashable, Hashable]
_kept: list[dict[_Key, Any]] = []
_NOTHING = object()


def projection(make: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """Decorate what is worked out from the whole database, to be kept until it changes.

    The result belongs to the data version and the arguments, which must be hashable
    (docs/decisions/0003); each process keeps its own.
    """
    kept: dict[_Key, _Result] = {}

    @wraps(make)
    def current(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> _Result:
        key = (data_version(), arguments, tuple(sorted(options.items())))
        # Other threads keep and forget at the same time: one look, and a copy to walk.
        found = kept.get(key, _NOTHING)
        if found is not _NOTHING:
            return cast("_Result", found)
        result = make(*arguments, **options)
        if len(kept) >= MOST_KEPT:
            kept.clear()
        # What belongs to an older version of the data is of no use any more.
        for old in [other for other in list(kept) if other[0] != key[0]]:
            kept.pop(old, None)
        kept[key] = result
        return result

    _kept.append(kept)
    return current


def forget_projections() -> None:
    """Work everything out anew at the next question, as after a restart."""
    for kept in _kept:
        kept.clear()


def vocabulary() -> list[Field]:
    """Return what a claim can be about, with what is in the table but not on record yet."""
    known = list(Field.objects.all())
    keys = {field.key for field in known}
    listed = load_sample().fields
    return known + [
        Field(key=row.field, title=row.title_en, title_zh=row.title_zh, unit=row.unit)
        for row in listed
        if row.field not in keys
    ]


def claims_about(records: Iterable[Model]) -> QuerySet[Claim]:
    """Return the claims about records of one kind."""
    listed = list(records)
    if not listed:
        return Claim.objects.none()
    return Claim.objects.filter(
        about_type=ContentType.objects.get_for_model(listed[0]),
        about_id__in=[record.pk for record in listed],
    ).select_related("field", "source__copy_of", "about_type")


def figures(claims: Iterable[Claim]) -> list[FigureAgreement]:
    """Return what the claims together say, one result a record, field and unit."""
    fields = {field.key: field for field in Field.objects.all()}
    results = agreement(
        [to_value(claim) for claim in claims],
        stocks={key for key, field in fields.items() if field.stock},
        sums={key: tuple(field.parts) for key, field in fields.items() if field.parts},
    )
    return sorted(results, key=lambda result: fields[result.field].position)


def to_value(claim: Claim) -> ClaimValue:
    """Return a claim as the core weighs it; its key is the claim's own number."""
    return ClaimValue(
        key=str(claim.pk),
        subject=f"{claim.about_type.model}:{claim.about_id}",
        field=claim.field.key,
        value=claim.statement if claim.value is None else float(claim.value),
        unit=claim.unit,
        source=claim.source.key,
        origin=_origin(claim.source).key,
        # The columns hold the same closed lists; the value checks them once more.
        publisher_class=cast("PublisherClass", claim.source.publisher_class),
        modifier=cast("Modifier", claim.modifier),
        phase=cast("Phase", claim.phase),
        as_of=claim.as_of,
        rank=cast("Rank", claim.rank),
        quote_exact=claim.quote,
        quote_prefix=claim.quote_prefix,
        quote_suffix=claim.quote_suffix,
        note_en=claim.note,
    )


def _origin(source: Source) -> Source:
    while source.copy_of is not None:
        source = source.copy_of
    return source
