"""Builds the sample network: what its tables hold, through the same doors as any file."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from summitry.catalogue.plan_actions import Assumption
from summitry.data import gazetteer
from summitry.data.sample import Sample, load_sample
from summitry.formats.example_plans import read_examples
from summitry.formats.sample import read_readings
from summitry.web.accounts.models import Role, RoleName, User
from summitry.web.convenings import models as convenings
from summitry.web.evidence.actions import (
    BroughtFile,
    ensure_fields,
    record_submission,
)
from summitry.web.evidence.models import Claim, Source, Submission
from summitry.web.imports.actions import record_reading
from summitry.web.network.actions import ensure_places
from summitry.web.network.models import Alias, Membership, Organisation, Place
from summitry.web.plans.actions import keep_example

KIND = "sample"
#: Who may log in to the sample network: e-mail address, role, organisation, language.
ACCOUNTS = (
    ("events@summitry.example", RoleName.EVENT_STAFF, "iclei", "en"),
    ("guiyang@summitry.example", RoleName.CITY_EDITOR, "cn-gya", "zh-hans"),
)
_FOLDER = Path(str(files("summitry.data") / "sample"))

Records = dict[str, Any]
Progress = Callable[[str, int, int], None]


def is_built() -> bool:
    """Tell whether this database holds the sample network already."""
    return Submission.objects.filter(kind=KIND).exists()


def is_empty() -> bool:
    """Tell whether nothing was brought into this database yet."""
    return not (Submission.objects.exists() or Organisation.objects.exists())


def build(*, now: dt.datetime, progress: Progress) -> None:
    """Build the sample network in one transaction: all of it or nothing.

    ``progress`` is told what is being built, how many steps are done, and of how many.
    """
    readings = read_readings(_FOLDER)
    steps = len(readings) + 2
    with transaction.atomic():
        progress("organisations", 0, steps)
        sample = load_sample()
        records = _build_network(sample)
        for done, reading in enumerate(readings, start=1):
            progress(reading.source, done, steps)
            name = f"sample: {reading.source}"
            record_reading(reading, BroughtFile(reading.kind, name, "", now))
        progress("convenings and claims", steps - 1, steps)
        _build_convenings(sample, records)
        _build_claims(sample, records)
        _build_plans(now)
        file = BroughtFile(KIND, "sample network", "", now)
        record_submission(file, next(iter(records["sources"].values())), {})
        progress("done", steps, steps)


def ensure_accounts(keeper: str, password: str) -> None:
    """Make the accounts of the sample network that are missing, all with one password.

    ``keeper`` is the address of the secretariat, who also keeps the site.
    """
    with transaction.atomic():
        if not User.objects.filter(email=keeper).exists():
            User.objects.create_superuser(keeper, password)
        for email, role, slug, language in ACCOUNTS:
            if not User.objects.filter(email=email).exists():
                user = User.objects.create_user(email, password, language=language)
                organisation = Organisation.objects.get(slug=slug)
                Role.objects.create(user=user, organisation=organisation, role=role)


def _build_network(sample: Sample) -> Records:
    ensure_fields()
    records: Records = {"sources": _sources(sample)}
    records["places"] = _places(sample)
    organisations = records["organisations"] = _organisations(sample, records["places"])
    records["networks"] = {
        network.slug: organisations[network.organisation] for network in sample.networks
    }
    records["memberships"] = {
        row.slug: Membership.objects.create(
            network=records["networks"][row.network],
            member=organisations[row.organisation],
            member_class=row.member_class,
            since=row.since,
            until=row.until,
            source=records["sources"][row.source],
        )
        for row in sample.memberships
    }
    Alias.objects.bulk_create(
        (
            Alias(
                organisation=organisations[row.organisation],
                name=row.printed,
                kind=row.kind,
                language=row.language,
                note=row.reason,
            )
            for row in sample.aliases
        ),
        ignore_conflicts=True,
    )
    return records


def _sources(sample: Sample) -> dict[str, Source]:
    sources = {
        row.key: Source.objects.create(
            key=row.key,
            title=row.title,
            publisher=row.publisher,
            publisher_class=row.publisher_class,
            date=row.date,
            language=row.language,
            url=row.url,
            note=row.note,
        )
        for row in sample.sources
    }
    for row in sample.sources:
        if row.copy_of:
            sources[row.key].copy_of = sources[row.copy_of]
            sources[row.key].save(update_fields=["copy_of"])
    return sources


def _places(sample: Sample) -> dict[str, Place]:
    """Return every place that the tables name, by LOCODE."""
    named = [row.place for row in sample.organisations]
    named += [row.venue for row in sample.convenings]
    found = {code: gazetteer.find_by_locode(code) for code in named if code}
    places = ensure_places(place for place in found.values() if place)
    return {code: places[place.slug] for code, place in found.items() if place}


def _organisations(
    sample: Sample, places: Mapping[str, Place]
) -> dict[str, Organisation]:
    """Return the organisations by their name in the tables.

    A city's government has the address of its place, so that whatever is reported of
    the city later finds it.
    """
    organisations: dict[str, Organisation] = {}
    for row in sample.organisations:
        place = places.get(row.place)
        city = row.kind == "local_government" and place is not None
        organisations[row.slug] = Organisation.objects.create(
            slug=place.slug if city and place else row.slug,
            name=row.name_en,
            name_zh=row.name_zh,
            kind=row.kind,
            place=place if city else None,
            country=row.country,
        )
    return organisations


def _build_convenings(sample: Sample, records: Records) -> None:
    sources, organisations = records["sources"], records["organisations"]
    series = records["series"] = {}
    for row in sample.series:
        series[row.slug] = convenings.Series.objects.create(
            slug=row.slug, source=sources[row.source], note=row.note, **_names(row)
        )
        series[row.slug].organisers.set(organisations[name] for name in row.organisers)
    held = records["convenings"] = {}
    for meeting in sample.convenings:
        held[meeting.slug] = convenings.Convening.objects.create(
            slug=meeting.slug,
            series=series[meeting.series],
            edition=meeting.edition,
            first_day=meeting.first_day,
            last_day=meeting.last_day,
            venue=records["places"].get(meeting.venue),
            time_zone=meeting.time_zone or "UTC",
            mode=meeting.mode,
            theme=meeting.theme_en,
            theme_zh=meeting.theme_zh,
            source=sources[meeting.source],
            note=meeting.note,
            **_names(meeting),
        )
        held[meeting.slug].organisers.set(
            organisations[name] for name in meeting.organisers
        )
    _link(sample.convenings, held)
    convenings.Participation.objects.bulk_create(
        convenings.Participation(
            convening=held[row.convening],
            organisation=organisations[row.organisation],
            role=row.role,
            mode=row.mode,
            day=row.day,
            source=sources[row.source],
            note=row.note,
        )
        for row in sample.participations
    )
    _build_declarations(sample, records)
    _build_agreements(sample, records)
    _build_publications(sample, records)
    _build_recognitions(sample, records)


def _build_declarations(sample: Sample, records: Records) -> None:
    declarations = records["declarations"] = {
        row.slug: convenings.Declaration.objects.create(
            date=row.adopted_on, **_outcome(row, records), **_names(row)
        )
        for row in sample.declarations
    }
    convenings.Point.objects.bulk_create(
        convenings.Point(
            declaration=declarations[row.declaration],
            number=row.number,
            kind=row.kind,
            text=row.text_en,
            text_zh=row.text_zh,
        )
        for row in sample.points
    )
    convenings.Signature.objects.bulk_create(
        convenings.Signature(
            declaration=declarations[row.declaration],
            organisation=records["organisations"][row.organisation],
            date=row.signed_by,
            source=records["sources"][row.source],
            note=row.note,
        )
        for row in sample.signatures
    )


def _build_agreements(sample: Sample, records: Records) -> None:
    agreements = records["agreements"] = {}
    for row in sample.agreements:
        agreements[row.slug] = convenings.Agreement.objects.create(
            kind=row.kind,
            count=row.count,
            value=row.value,
            currency=row.currency,
            date=row.signed_on,
            **_outcome(row, records),
            **_names(row),
        )
        agreements[row.slug].parties.set(
            records["organisations"][name] for name in row.parties
        )
    _link(sample.agreements, agreements)


def _build_publications(sample: Sample, records: Records) -> None:
    publications = records["publications"] = {}
    for row in sample.publications:
        publications[row.slug] = convenings.Publication.objects.create(
            date=row.released_on, **_outcome(row, records), **_names(row)
        )
        publications[row.slug].publishers.set(
            records["organisations"][name] for name in row.publishers
        )


def _build_recognitions(sample: Sample, records: Records) -> None:
    records["recognitions"] = {
        row.slug: convenings.Recognition.objects.create(
            issuer=records["organisations"][row.issuer],
            programme=row.programme,
            count=row.number,
            country=row.country,
            status=row.status,
            date=row.date,
            name=row.site_en or row.programme,
            name_zh=row.site_zh,
            **_outcome(row, records),
        )
        for row in sample.recognitions
    }


def _outcome(row: Any, records: Records) -> dict[str, Any]:  # noqa: ANN401 - rows of four tables
    return {
        "slug": row.slug,
        "convening": records["convenings"].get(row.convening),
        "source": records["sources"][row.source],
        "note": row.note,
    }


def _names(row: Any) -> dict[str, str]:  # noqa: ANN401 - rows of any table with names
    return {"name": row.name_en, "name_zh": row.name_zh}


def _link(rows: Iterable[Any], made: Mapping[str, Any]) -> None:
    """Set what a record is part of, once all of them are made."""
    for row in rows:
        if row.part_of:
            made[row.slug].part_of = made[row.part_of]
            made[row.slug].save(update_fields=["part_of"])


def _build_plans(now: dt.datetime) -> None:
    for example in read_examples(_FOLDER / "plans"):
        keep_example(
            Organisation.objects.get(slug=example.organisation),
            (example.name_en, example.name_zh),
            example.plan,
            assumptions={
                path: Assumption(**given) for path, given in example.assumptions.items()
            },
            at=now,
        )


_TABLES = {
    "network": "networks",
    "organisation": "organisations",
    "membership": "memberships",
    "series": "series",
    "convening": "convenings",
    "declaration": "declarations",
    "agreement": "agreements",
    "publication": "publications",
    "recognition": "recognitions",
}


def _build_claims(sample: Sample, records: Records) -> None:
    fields = {field.key: field for field in ensure_fields()}
    claims: list[Claim] = []
    for row in sample.claims:
        kind, _, slug = row.subject.partition(":")
        about: Model = records[_TABLES[kind]][slug]
        dated = isinstance(row.value, str)
        claims.append(
            Claim(
                key=row.key,
                about_type=ContentType.objects.get_for_model(about),
                about_id=about.pk,
                field=fields[row.field],
                value=None if dated else Decimal(str(row.value)),
                statement=str(row.value) if dated else "",
                unit=row.unit,
                modifier=row.modifier,
                phase=row.phase,
                as_of=row.as_of,
                source=records["sources"][row.source],
                quote=row.quote_exact,
                quote_prefix=row.quote_prefix,
                quote_suffix=row.quote_suffix,
                rank=row.rank,
                note=row.note_en,
            )
        )
    Claim.objects.bulk_create(claims)
