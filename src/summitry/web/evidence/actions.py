"""Verbs of the evidence desk: keep sources, claims and submissions."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from summitry.data.sample import load_sample
from summitry.data.sources import find_source
from summitry.web.accounts.models import User
from summitry.web.evidence.models import Claim, Field, Rank, Source, Submission


def ensure_field(key: str) -> Field:
    """Return a field of the vocabulary, taken from its table if it is new."""
    field = Field.objects.filter(key=key).first()
    return field or {field.key: field for field in ensure_fields()}[key]


def ensure_fields() -> list[Field]:
    """Return the whole vocabulary of claims, with what is missing added from its table."""
    known = Field.objects.in_bulk(field_name="key")
    Field.objects.bulk_create(
        Field(
            key=field.field,
            title=field.title_en,
            title_zh=field.title_zh,
            unit=field.unit,
            stock=field.stock,
            parts=list(field.parts),
            position=position,
        )
        for position, field in enumerate(load_sample().fields)
        if field.field not in known
    )
    return list(Field.objects.all())


def ensure_source(key: str) -> Source:
    """Return the source of that key, taken from the table of sources if it is new."""
    known = find_source(key)
    source, _ = Source.objects.get_or_create(
        key=key,
        defaults={
            "title": known.title,
            "publisher": known.publisher,
            "publisher_class": known.publisher_class,
            "date": known.date,
            "language": known.language,
            "url": known.url,
            "licence": known.licence,
            "note": known.note,
        },
    )
    return source


@dataclass(frozen=True, slots=True)
class CountedFigure:
    """A count that a row of a source gives for a record, with its year.

    ``doubt`` says why it is a slip; such a count is kept, and not shown as the figure.
    """

    about: Model
    value: int
    as_of: str
    source_row: int
    doubt: str = ""


def record_counts(
    field: Field, source: Source, figures: Iterable[CountedFigure]
) -> int:
    """Keep what a source counts as claims; return how many were new.

    A count that the same source corrects stands beside the one before, ranked down.
    """
    by_record = {(figure.about.pk, figure.as_of): figure for figure in figures}
    if not by_record:
        return 0
    about_type = ContentType.objects.get_for_model(next(iter(by_record.values())).about)
    earlier = Claim.objects.filter(field=field, source=source, about_type=about_type)
    known = {(old.about_id, old.as_of): old for old in earlier.order_by("pk")}
    new = [
        Claim(
            about_type=about_type,
            about_id=figure.about.pk,
            field=field,
            value=Decimal(figure.value),
            unit=field.unit,
            as_of=figure.as_of,
            source=source,
            source_row=figure.source_row,
            rank=Rank.DEPRECATED if figure.doubt else Rank.NORMAL,
            note=figure.doubt,
        )
        for key, figure in by_record.items()
        if key not in known or known[key].value != figure.value
    ]
    corrected = [
        known[claim.about_id, claim.as_of]
        for claim in new
        if (claim.about_id, claim.as_of) in known
    ]
    for old in corrected:
        old.rank = Rank.DEPRECATED
        old.note = old.note or "corrected by the same source since"
    Claim.objects.bulk_update(corrected, ["rank", "note"])
    Claim.objects.bulk_create(new)
    return len(new)


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file as it came in, who brought it and when."""

    kind: str
    name: str
    sha256: str
    at: dt.datetime
    by: User | None = None


def record_submission(
    file: BroughtFile, source: Source, report: dict[str, Any]
) -> Submission:
    """Keep what became of a file, row by row."""
    return Submission.objects.create(
        kind=file.kind,
        file_name=file.name,
        sha256=file.sha256,
        submitted_at=file.at,
        submitted_by=file.by,
        source=source,
        report=report,
    )
