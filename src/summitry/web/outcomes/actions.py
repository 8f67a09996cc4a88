"""Verbs of outcomes: keep what a convening adopted, signed, released and recognised."""

from collections.abc import Iterable, Sequence
from typing import cast

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext, pgettext

from summitry.core.convenings.publications import clean_doi, clean_isbn
from summitry.core.convenings.recognitions import FOLLOWS, Status, check_transition
from summitry.core.errors import InvalidDataError
from summitry.data.gazetteer import GazetteerPlace
from summitry.web.accounts.models import User
from summitry.web.accounts.rules import demand
from summitry.web.convenings.models import (
    Agreement,
    Convening,
    Declaration,
    DeclarationText,
    Participation,
    Point,
    Publication,
    Recognition,
    RecognitionStatus,
    Signature,
)
from summitry.web.evidence.actions import (
    free_slug,
    keep_claim,
    keep_record,
    money_errors,
    rank_claim,
    remove_record,
)
from summitry.web.evidence.models import Claim, Source
from summitry.web.network.actions import ensure_places
from summitry.web.network.models import Organisation

OutcomeRecord = Declaration | Agreement | Publication | Recognition
PartRecord = DeclarationText | Point


def keep_declaration(
    declaration: Declaration, source: Source, *, by: User
) -> Declaration:
    """Keep a new or changed declaration.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    _keep(declaration, source, by, {})
    return declaration


def keep_part(part: PartRecord, *, by: User) -> None:
    """Keep the text of a declaration in one language, or one of its points.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "convenings.run", part.declaration.convening)
    keep_record(part, by, "kept")


def add_points(
    declaration: Declaration,
    kind: str,
    texts: Sequence[str],
    texts_zh: Sequence[str],
    *,
    by: User,
) -> None:
    """Add points after those on record, in order, each in both languages if there are two.

    Raises PermissionDenied, and InvalidDataError if the two languages differ in number.
    """
    demand(by, "convenings.run", declaration.convening)
    if texts_zh and len(texts_zh) != len(texts):
        message = gettext("There are %(n)s points, and %(zh)s of them in Chinese.")
        values = {"n": len(texts), "zh": len(texts_zh)}
        raise InvalidDataError({"texts_zh": message % values})
    last = declaration.points.aggregate(last=Max("number"))["last"] or 0
    chinese = texts_zh or [""] * len(texts)
    with transaction.atomic():
        for number, (text, text_zh) in enumerate(
            zip(texts, chinese, strict=True), start=last + 1
        ):
            point = Point(declaration=declaration, number=number, kind=kind)
            point.text, point.text_zh = text, text_zh
            keep_record(point, by, "added")


def sign(
    declaration: Declaration,
    signatories: Iterable[Organisation],
    source: Source,
    *,
    date: str,
    note: str,
    by: User,
) -> list[Signature]:
    """Keep that organisations signed a declaration, at the convening or later.

    Raises PermissionDenied, and InvalidDataError naming those whose signature is on record.
    """
    demand(by, "convenings.run", declaration.convening)
    listed = list(dict.fromkeys(signatories))
    known = declaration.signatures.filter(organisation__in=listed)
    if names := [one.organisation.local_name for one in known]:
        message = gettext("Signed already: %(names)s.")
        raise InvalidDataError(
            {
                "signatories": message
                % {"names": pgettext("between names", ", ").join(names)}
            }
        )
    signatures = [
        Signature(
            declaration=declaration,
            organisation=one,
            date=date,
            source=source,
            note=note,
        )
        for one in listed
    ]
    with transaction.atomic():
        for signature in signatures:
            keep_record(signature, by, "signed")
    return signatures


def keep_signature(signature: Signature, source: Source, *, by: User) -> Signature:
    """Keep a changed signature.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "convenings.run", signature.declaration.convening)
    signature.source = source
    keep_record(signature, by, "kept")
    return signature


def keep_agreement(
    agreement: Agreement, parties: Iterable[Organisation], source: Source, *, by: User
) -> Agreement:
    """Keep a new or changed agreement, or a number of them that a source counts.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    errors = money_errors(agreement.value, agreement.currency)
    since, until = agreement.valid_from, agreement.valid_until
    shared = min(len(since), len(until))
    if until[:shared] < since[:shared]:
        message = gettext("It ends, %(until)s, before it begins, %(since)s.")
        errors["valid_until"] = message % {"until": until, "since": since}
    if _is_counted_in_itself(agreement):
        errors["part_of"] = gettext("It cannot be counted in itself or its parts.")
    if errors:
        raise InvalidDataError(errors)
    _keep(agreement, source, by, {"parties": parties})
    return agreement


def _is_counted_in_itself(agreement: Agreement) -> bool:
    whole, seen = agreement.part_of, {agreement.pk} - {None}
    while whole is not None:
        if whole.pk in seen:
            return True
        seen.add(whole.pk)
        whole = whole.part_of
    return False


def keep_publication(
    publication: Publication,
    publishers: Iterable[Organisation],
    source: Source,
    *,
    by: User,
) -> Publication:
    """Keep a new or changed publication; its DOI and ISBN are checked by their shape.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    publication.doi = clean_doi(publication.doi)
    publication.isbn = clean_isbn(publication.isbn)
    _keep(publication, source, by, {"publishers": publishers})
    return publication


def keep_recognition(
    recognition: Recognition,
    place: GazetteerPlace | None,
    source: Source,
    *,
    by: User,
) -> Recognition:
    """Keep a new or changed recognition; a changed status has to follow the one before.

    A new one has whatever status its source says.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    with transaction.atomic():
        before = (
            Recognition.objects.select_for_update()
            .filter(pk=recognition.pk)
            .values_list("status", flat=True)
            .first()
        )
        if before is not None:
            _check_status(before, recognition.status)
        errors = register_errors(recognition)
        if errors:
            raise InvalidDataError(errors)
        recognition.name = recognition.name or recognition.programme
        recognition.site = ensure_places([place])[place.slug] if place else None
        _keep(recognition, source, by, {})
    return recognition


def _check_status(before: str, after: str) -> None:
    try:
        check_transition(cast("Status", before), cast("Status", after))
    except InvalidDataError:
        names = dict(RecognitionStatus.choices)
        message = gettext("It is %(before)s; what can follow is: %(allowed)s.")
        follows = FOLLOWS[cast("Status", before)]
        allowed = [str(names[one]) for one in FOLLOWS if one in follows]
        values = {
            "before": names[before],
            "allowed": pgettext("between names", ", ").join(allowed),
        }
        raise InvalidDataError({"status": message % values}) from None


def register_errors(recognition: Recognition) -> dict[str, str]:
    """Say what is wrong with what the issuer's register says, by field."""
    if recognition.register_status and recognition.register_checked is None:
        return {"register_checked": gettext("Say when the register was looked at.")}
    if recognition.register_checked is not None and not recognition.register_status:
        return {"register_status": gettext("Say what the register said that day.")}
    return {}


def _keep(
    outcome: OutcomeRecord,
    source: Source,
    by: User,
    related: dict[str, Iterable[Organisation]],
) -> None:
    demand(by, "convenings.run", outcome.convening)
    outcome.source = source
    others = type(outcome)._default_manager.all()  # noqa: SLF001 - Django's documented name
    outcome.slug = outcome.slug or free_slug(others, outcome.name)
    keep_record(outcome, by, "kept", related=related)


def take_part(
    organisations: Iterable[Organisation],
    participation: Participation,
    source: Source,
    *,
    by: User,
) -> list[Participation]:
    """Keep that organisations took part in one role and mode.

    ``participation`` says in what, how and when. Raises PermissionDenied, and
    InvalidDataError naming those that are on record in this role.
    """
    convening = participation.convening
    demand(by, "convenings.run", convening)
    listed = list(dict.fromkeys(organisations))
    known = convening.participations.filter(
        organisation__in=listed, role=participation.role
    )
    if names := [one.organisation.local_name for one in known]:
        message = gettext("On record in this role: %(names)s.")
        raise InvalidDataError(
            {
                "organisations": message
                % {"names": pgettext("between names", ", ").join(names)}
            }
        )
    rows = [
        Participation(
            convening=convening,
            organisation=one,
            role=participation.role,
            mode=participation.mode,
            day=participation.day,
            source=source,
            note=participation.note,
        )
        for one in listed
    ]
    with transaction.atomic():
        for row in rows:
            keep_record(row, by, "took part")
    return rows


def keep_participation(
    participation: Participation, source: Source, *, by: User
) -> Participation:
    """Keep a changed participation.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "convenings.run", participation.convening)
    participation.source = source
    keep_record(participation, by, "kept")
    return participation


def remove(record: Model, convening: Convening, *, by: User) -> None:
    """Take an outcome, a part of one or a participation away; nothing may depend on it.

    Raises PermissionDenied, and InvalidDataError naming what depends on it: signatures of
    a declaration, promises of a signature, parts of an agreement, figures.
    """
    demand(by, "convenings.run", convening)
    if isinstance(record, Declaration) and record.signatures.exists():
        message = gettext("It is signed: take its signatures away first.")
        raise InvalidDataError({"": message})
    remove_record(record, by)


def keep_figure(
    claim: Claim, field: str, source: Source, convening: Convening, *, by: User
) -> Claim:
    """Keep what a source says of a figure of the convening or one of its outcomes.

    Raises PermissionDenied, and InvalidDataError naming the fields that cannot be kept.
    """
    demand(by, "convenings.run", convening)
    return keep_claim(claim, field, source, by=by)


def rank_figure(
    claim: Claim, rank: str, note: str, convening: Convening, *, by: User
) -> Claim:
    """Say which of several claims about a convening is shown, and why.

    Raises PermissionDenied, and InvalidDataError for a change without its reason.
    """
    demand(by, "convenings.run", convening)
    return rank_claim(claim, rank, note, by=by)
