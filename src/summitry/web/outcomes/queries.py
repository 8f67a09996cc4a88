"""Questions asked of outcomes: all of a convening, what is said of them, what expires."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Model, QuerySet

from summitry.core.convenings.publications import Publication as Cited, PublicationKind
from summitry.core.convenings.recognitions import Expiry, Status, expiry
from summitry.core.evidence.claims import FigureAgreement
from summitry.web.commitments.models import Commitment
from summitry.web.convenings.models import (
    Agreement,
    Convening,
    Declaration,
    DeclarationText,
    Point,
    Publication,
    Recognition,
    Signature,
)
from summitry.web.evidence.models import Claim, Source
from summitry.web.evidence.queries import claims_about, figures
from summitry.web.projects.models import Project, ProjectStage
from summitry.web.projects.queries import projects_of


def records_of(convening: Convening) -> dict[str, Sequence[Model]]:
    """Return the convening and its outcomes by kind: what a figure can be about."""
    return {
        "convening": [convening],
        "declaration": list(convening.declarations.order_by("name")),
        "agreement": list(convening.agreements.order_by("name")),
        "publication": list(convening.publications.order_by("name")),
        "recognition": list(convening.recognitions.order_by("name")),
        "project": list(projects_of(convening)),
    }


@dataclass(frozen=True, slots=True)
class FigureOnDesk:
    """A figure of a convening or an outcome, with all claims of it."""

    about: Model
    agreement: FigureAgreement
    claims: tuple[Claim, ...]


def figures_of(convening: Convening) -> list[FigureOnDesk]:
    """Return every figure of a convening and its outcomes, those in conflict first."""
    found: list[FigureOnDesk] = []
    for records in records_of(convening).values():
        by_pk = {record.pk: record for record in records}
        claims = {str(claim.pk): claim for claim in claims_about(records)}
        found += [
            FigureOnDesk(
                by_pk[int(one.subject.rpartition(":")[2])],
                one,
                tuple(claims[value.key] for value in one.claims),
            )
            for one in figures(claims.values())
        ]
    return sorted(found, key=lambda one: not one.agreement.has_conflict)


def find_claim(convening: Convening, pk: int) -> Claim | None:
    """Return a claim if it is about the convening or one of its outcomes."""
    claim = Claim.objects.select_related("field", "source").filter(pk=pk).first()
    if claim is None:
        return None
    records = records_of(convening).get(claim.about_type.model, ())
    return claim if claim.about_id in [record.pk for record in records] else None


@dataclass(frozen=True, slots=True)
class Expiring:
    """A recognition that ends soon, or has ended and is still said to stand."""

    recognition: Recognition
    expiry: Expiry


def expiring(
    recognitions: Iterable[Recognition], today: dt.date, within_days: int
) -> list[Expiring]:
    """Return what ends within so many days or has ended, the earliest first."""
    found = [
        Expiring(one, end)
        for one in recognitions
        if (end := expiry(cast("Status", one.status), one.valid_until, today))
        and end.days_left <= within_days
    ]
    return sorted(found, key=lambda one: (one.expiry.last_day, one.recognition.pk))


def cited_publications(convening: Convening) -> Iterator[Cited]:
    """Yield the publications of a convening as they are cited."""
    listed = convening.publications.prefetch_related("publishers").order_by("name")
    for one in listed:
        yield Cited(
            key=one.slug,
            kind=cast("PublicationKind", one.kind),
            title=one.local_name,
            authors=tuple(one.authors),
            publishers=tuple(each.local_name for each in one.publishers.all()),
            issued=one.date,
            doi=one.doi,
            isbn=one.isbn,
            url=one.url,
            event=convening.local_name,
        )


def list_outcomes(convening: Convening) -> dict[str, Any]:
    """Return all that came of a convening as plain values, for a file.

    Rows are read as columns, not as records: a congress has a thousand of them.
    """
    listed: dict[type[Model], _Rows] = {
        Declaration: _declarations(convening),
        Agreement: _agreements(convening),
        Publication: _publications(convening),
        Recognition: _recognitions(convening),
        Project: _projects(convening),
    }
    outcomes = [row for rows in listed.values() for row in rows.values()]
    claims = _claims(convening, listed)
    keys = {row["source"] for row in [*outcomes, *claims]}
    return {
        "convening": convening.slug,
        "name": convening.name,
        "name_zh": convening.name_zh,
        "first_day": convening.first_day,
        "last_day": convening.last_day,
        "outcomes": outcomes,
        "figures": claims,
        "sources": {
            row["key"]: row
            for row in Source.objects.filter(key__in=keys).values(
                "key", "title", "publisher", "publisher_class", "date", "url"
            )
        },
    }


_Rows: TypeAlias = dict[int, dict[str, Any]]
_COMMON = ("slug", "name", "name_zh", "date", "note", "source__key")


def _rows(kind: str, found: QuerySet[Any], *columns: str) -> _Rows:
    """Return the rows by key, with the common columns first and numbers as numbers."""
    asked = (*_COMMON, *columns)
    names = [name.removesuffix("__key").removesuffix("__slug") for name in asked]
    rows: _Rows = {}
    for key, *values in found.order_by("pk").values_list("pk", *asked):
        row = {"outcome": kind} | dict(zip(names, values, strict=True))
        if row.get("value") is not None:
            row["value"] = float(row["value"])
        rows[key] = row
    return rows


def _declarations(convening: Convening) -> _Rows:
    rows = _rows("declaration", convening.declarations.all())
    for row in rows.values():
        row |= {"texts": [], "points": [], "signatures": []}
    about = {"declaration__convening": convening}
    texts = DeclarationText.objects.filter(**about)
    _append(rows, texts, "declaration", "texts", ("language", "title", "url"))
    points = Point.objects.filter(**about)
    said = ("number", "kind", "text", "text_zh")
    _append(rows, points, "declaration", "points", said)
    promised = defaultdict(list)
    made = Commitment.objects.filter(
        signature__declaration__convening=convening, current=True
    )
    for signature, pk in made.values_list("signature", "pk"):
        promised[signature].append(pk)
    signed = Signature.objects.filter(**about).order_by("date", "pk")
    for pk, declaration, slug, date, source in signed.values_list(
        "pk", "declaration", "organisation__slug", "date", "source__key"
    ):
        rows[declaration]["signatures"].append(
            {
                "organisation": slug,
                "date": date,
                "source": source,
                "commitments": promised.get(pk, []),
            }
        )
    return rows


def _agreements(convening: Convening) -> _Rows:
    found = convening.agreements.all()
    terms = ("kind", "count", "value", "currency", "valid_from", "valid_until")
    rows = _rows("agreement", found, *terms, "part_of__slug")
    _link(rows, Agreement.parties.through, "agreement", "parties", found)
    return rows


def _publications(convening: Convening) -> _Rows:
    found = convening.publications.all()
    rows = _rows("publication", found, "kind", "authors", "doi", "isbn", "url")
    _link(rows, Publication.publishers.through, "publication", "publishers", found)
    return rows


def _recognitions(convening: Convening) -> _Rows:
    return _rows(
        "recognition",
        convening.recognitions.all(),
        *("issuer__slug", "programme", "count", "country", "status", "wdpa_id"),
        *("valid_until", "register_status", "register_url", "register_checked"),
    )


def _projects(convening: Convening) -> _Rows:
    keys = projects_of(convening).order_by().values("pk")
    found = Project.objects.filter(pk__in=keys)
    rows = _rows(
        "project",
        found.annotate(date=models.F("value_date")),
        *("sector", "count", "value", "currency", "value_date", "part_of__slug"),
        *("place__slug", "unveiled_at__slug"),
    )
    for row in rows.values():
        del row["date"]
        row["stages"] = []
    reached = ProjectStage.objects.filter(project__in=keys)
    _append(rows, reached, "project", "stages", ("stage", "date", "source__key"))
    _link(rows, Project.parties.through, "project", "parties", found)
    return rows


def _append(
    rows: _Rows, parts: QuerySet[Any], owner: str, name: str, columns: tuple[str, ...]
) -> None:
    """Put the parts of each row into its list, the key of a source as ``source``."""
    names = [column.removesuffix("__key") for column in columns]
    for key, *values in parts.values_list(owner, *columns):
        rows[key][name].append(dict(zip(names, values, strict=True)))


def _link(
    rows: _Rows, through: type[Model], owner: str, name: str, found: QuerySet[Any]
) -> None:
    """Put the short names of the organisations that a row is linked to into its list."""
    for row in rows.values():
        row[name] = []
    every = through._default_manager.all()  # noqa: SLF001 - Django's documented name
    links = every.filter(**{f"{owner}__in": found.values("pk")}).order_by("pk")
    for key, slug in links.values_list(owner, "organisation__slug"):
        rows[key][name].append(slug)


def _claims(
    convening: Convening, listed: Mapping[type[Model], _Rows]
) -> list[dict[str, Any]]:
    """Return what is claimed of the convening and its outcomes."""
    about: dict[tuple[int, int], str] = {}
    asked = models.Q(pk__in=())
    own: dict[type[Model], _Rows] = {
        Convening: {convening.pk: {"slug": convening.slug}}
    }
    for model, rows in (own | dict(listed)).items():
        kind = ContentType.objects.get_for_model(model)
        about |= {
            (kind.pk, pk): f"{kind.model}:{row['slug']}" for pk, row in rows.items()
        }
        if rows:
            # Keys run on within a convening; the few between them are left out below.
            asked |= models.Q(about_type=kind, about_id__range=(min(rows), max(rows)))
    columns = ("value", "statement", "unit", "modifier", "phase", "as_of", "rank")
    quote = ("quote", "quote_prefix", "quote_suffix")
    found = Claim.objects.filter(asked).values(
        *("about_type", "about_id", "field__key", "source__key", *columns, *quote)
    )
    return [
        _claim(row, about)
        for row in found.order_by("pk")
        if (row["about_type"], row["about_id"]) in about
    ]


def _claim(row: dict[str, Any], about: dict[tuple[int, int], str]) -> dict[str, Any]:
    number, statement = row.pop("value"), row.pop("statement")
    return {
        "about": about[row.pop("about_type"), row.pop("about_id")],
        "field": row.pop("field__key"),
        "value": statement if number is None else float(number),
        "source": row.pop("source__key"),
    } | row
