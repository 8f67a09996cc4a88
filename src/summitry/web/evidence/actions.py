"""Verbs of the evidence desk: keep sources, claims and submissions."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext
from simple_history.utils import update_change_reason

from summitry.core.errors import InvalidDataError
from summitry.data.currencies import currency_names
from summitry.data.sample import load_sample
from summitry.data.sources import find_source
from summitry.web.accounts.models import User
from summitry.web.evidence.models import Claim, Field, Rank, Source, Submission
from summitry.web.evidence.queries import to_value


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


def keep_record(
    record: Model,
    by: User,
    what: str,
    *,
    related: Mapping[str, Iterable[Model]] | None = None,
    projected: bool = True,
) -> None:
    """Save a new or changed record with whatever it is linked to, and say who did what.

    ``related`` gives the records of its many-to-many fields by name. What no projection
    shows (``evidence.queries.projection``) is only told in its history. Raises
    InvalidDataError naming the fields that cannot be kept; nothing is kept then.
    """
    is_new = record.pk is None
    with transaction.atomic():
        try:
            record.full_clean()
        except ValidationError as error:
            raise InvalidDataError(
                {
                    "" if field == NON_FIELD_ERRORS else field: " ".join(messages)
                    for field, messages in error.message_dict.items()
                }
            ) from None
        record.save()
        for name, others in (related or {}).items():
            getattr(record, name).set(others)
        if projected:
            record_change(record, by, what, flag=ADDITION if is_new else CHANGE)
        elif hasattr(record, "history"):
            update_change_reason(record, what)


def record_change(record: Model, by: User, what: str, *, flag: int) -> None:
    """Say in history and log who did what; the log also gives the data a new version.

    Not for what happens thousands of times a day, such as a check-in: every entry makes
    the site work its projections out anew (``evidence.queries.data_version``).
    """
    if hasattr(record, "history"):
        update_change_reason(record, what)
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(record),
        object_id=str(record.pk),
        object_repr=str(record)[:200],
        action_flag=flag,
        change_message=what,
    )


def remove_record(record: Model, by: User) -> None:
    """Take a record away that nothing depends on; its history stays, and says who did.

    Raises InvalidDataError naming what depends on it; nothing is taken away then.
    """
    claims = Claim.objects.filter(
        about_type=ContentType.objects.get_for_model(record), about_id=record.pk
    )
    if claims.exists():
        message = gettext("Figures on record are about it: %(figures)s.")
        listed = pgettext("between names", ", ").join(
            sorted({str(claim) for claim in claims})
        )
        raise InvalidDataError({"": message % {"figures": listed}})
    with transaction.atomic():
        record_change(record, by, "removed", flag=DELETION)
        try:
            record.delete()
        except ProtectedError as error:
            message = gettext("It is needed by what is on record: %(records)s.")
            needing = pgettext("between names", ", ").join(
                sorted({str(one) for one in error.protected_objects})
            )
            raise InvalidDataError({"": message % {"records": needing}}) from None


def money_errors(value: Decimal | None, currency: str) -> dict[str, str]:
    """Say what is wrong with an amount of money, by field: no currency, or none there is."""
    if currency and currency not in currency_names():
        message = gettext(
            "%(code)s is no currency; write its ISO 4217 code, as in CNY."
        )
        return {"currency": message % {"code": currency}}
    if value is not None and not currency:
        return {"currency": gettext("Say in which currency, as in CNY.")}
    return {}


def free_slug(records: QuerySet[Any], name: str, field: str = "slug") -> str:
    """Return a short name for an address that none of these records has yet."""
    stem = slugify(name)[:100] or str(records.model._meta.model_name)  # noqa: SLF001 - Django's documented name
    taken = set(
        records.filter(**{f"{field}__startswith": stem}).values_list(field, flat=True)
    )
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


def add_source(values: Mapping[str, str], *, by: User) -> Source:
    """Put a document or a data set on record as a source.

    Raises InvalidDataError naming the fields that cannot be kept.
    """
    key = free_slug(
        Source.objects.all(), f"{values.get('publisher', '')} {values['title']}", "key"
    )
    source = Source(key=key, **values)
    keep_record(source, by, "added")
    return source


def keep_claim(claim: Claim, field_key: str, source: Source, *, by: User) -> Claim:
    """Keep what a source says of a figure; who enters it first stays on record.

    Whether ``by`` may is for the caller to ask: it depends on what the claim is about.
    Raises InvalidDataError naming the fields that cannot be kept: a value that is no
    number or date, and a claim that the source makes on record already.
    """
    claim.field = ensure_field(field_key)
    claim.source = source
    claim.unit = claim.unit or claim.field.unit
    if claim.pk is None:
        claim.entered_by = by
    same = Claim.objects.filter(
        about_type=claim.about_type,
        about_id=claim.about_id,
        field=claim.field,
        source=source,
        value=claim.value,
        statement=claim.statement,
        phase=claim.phase,
        as_of=claim.as_of,
    ).exclude(pk=claim.pk)
    if same.exists():
        raise InvalidDataError({"value": gettext("This source says so on record.")})
    to_value(claim)
    keep_record(claim, by, "kept")
    return claim


def rank_claim(claim: Claim, rank: str, note: str, *, by: User) -> Claim:
    """Say which claim is shown or counts no more, and why; it stays as it was entered.

    Whether ``by`` may is for the caller to ask. Raises InvalidDataError for a rank that is
    none, and for a change of rank without its reason.
    """
    if rank != claim.rank and not note.strip():
        raise InvalidDataError({"note": gettext("Say why.")})
    claim.rank = rank
    claim.note = note.strip() or claim.note
    claim.reviewed_by = by
    keep_record(claim, by, f"ranked {rank}")
    return claim
