"""Questions asked of the evidence: what is claimed, what stands, what disagrees."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from summitry.core.evidence.claims import (
    Claim as ClaimValue,
    FigureAgreement,
    agreement,
)
from summitry.web.evidence.models import Claim, Field, Source


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
        publisher_class=claim.source.publisher_class,  # pyright: ignore[reportArgumentType] - the column holds these choices only
        modifier=claim.modifier,  # pyright: ignore[reportArgumentType]
        phase=claim.phase,  # pyright: ignore[reportArgumentType]
        as_of=claim.as_of,
        rank=claim.rank,  # pyright: ignore[reportArgumentType]
        quote_exact=claim.quote,
        quote_prefix=claim.quote_prefix,
        quote_suffix=claim.quote_suffix,
        note_en=claim.note,
    )


def _origin(source: Source) -> Source:
    while source.copy_of is not None:
        source = source.copy_of
    return source
