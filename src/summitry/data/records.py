"""The records of a network as the committed tables hold them, one class a table.

A slug names a record and never changes. Dates keep the precision of the source
(``2022``, ``2022-05`` or ``2022-05-11``); an empty text means that no source says it.
``note`` is for the reader of a page, in English.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from summitry.core.dates import is_partial_date
from summitry.core.errors import InvalidDataError
from summitry.core.evidence.claims import PublisherClass

Language = Literal["en", "sv", "zh-Hans", "zh-Hant"]
OrganisationKind = Literal[
    "local_government",
    "regional_government",
    "national_government",
    "network",
    "international_organisation",
    "forum_organiser",
    "company",
    "research",
]
Mode = Literal["in_person", "online", "hybrid", "unknown"]
Role = Literal["host", "organiser", "speaker", "participant", "signatory", "recogniser"]
PointKind = Literal["step", "part", "point", "way"]
AgreementKind = Literal[
    "strategic_cooperation",
    "memorandum",
    "letter_of_intent",
    "sister_city",
    "investment_contract",
    "other",
]
RecognitionStatus = Literal[
    "applied", "candidate", "pending", "granted", "renewed", "expired"
]
AliasKind = Literal["misprint", "former", "spelling", "translation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that supports figures; ``copy_of`` is the key of the text it reprints."""

    key: str
    title: str
    publisher: str
    publisher_class: PublisherClass
    date: str
    language: Language
    url: str
    copy_of: str
    note: str

    def __post_init__(self) -> None:
        _check(self, publisher_class=PublisherClass, language=Language)
        _check_dates(self, "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network that cities join."""

    slug: str
    organisation: str
    name_en: str
    name_zh: str
    founded: str
    url: str
    source: str
    note: str

    def __post_init__(self) -> None:
        _check_dates(self, "founded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A city, government, network or other body; ``place`` is a LOCODE or empty."""

    slug: str
    name_en: str
    name_zh: str
    kind: OrganisationKind
    place: str
    country: str
    source: str
    note: str

    def __post_init__(self) -> None:
        _check(self, kind=OrganisationKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Who belongs to which network, from when until when."""

    slug: str
    network: str
    organisation: str
    member_class: str
    since: str
    until: str
    source: str
    note: str

    def __post_init__(self) -> None:
        _check_dates(self, "since", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Convenings that follow one another under one name."""

    slug: str
    name_en: str
    name_zh: str
    organisers: tuple[str, ...]
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Convening:
    """One meeting; ``part_of`` is the larger one, ``time_zone`` that of its venue."""

    slug: str
    series: str
    part_of: str
    edition: str
    name_en: str
    name_zh: str
    first_day: str
    last_day: str
    venue: str
    time_zone: str
    theme_en: str
    theme_zh: str
    mode: Mode
    organisers: tuple[str, ...]
    source: str
    note: str

    def __post_init__(self) -> None:
        _check(self, mode=Mode)
        _check_dates(self, "first_day", "last_day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Which organisation took part in which convening, as what and how."""

    convening: str
    organisation: str
    role: Role
    mode: Mode
    day: str
    source: str
    note: str

    def __post_init__(self) -> None:
        _check(self, role=Role, mode=Mode)
        _check_dates(self, "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A document that a convening adopted."""

    slug: str
    convening: str
    name_en: str
    name_zh: str
    adopted_on: str
    source: str
    note: str

    def __post_init__(self) -> None:
        _check_dates(self, "adopted_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One numbered point of a declaration, in our own short words."""

    declaration: str
    number: int
    kind: PointKind
    text_en: str
    text_zh: str
    source: str
    note: str

    def __post_init__(self) -> None:
        _check(self, kind=PointKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who joined a declaration, and by when at the latest."""

    declaration: str
    organisation: str
    signed_by: str
    source: str
    note: str

    def __post_init__(self) -> None:
        _check_dates(self, "signed_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What was signed at a convening; ``count`` where a source gives only a number.

    ``value`` is in full units of ``currency`` (ISO 4217). ``part_of`` is the row whose
    count already holds this one, so that a total never counts it twice.
    """

    slug: str
    convening: str
    kind: AgreementKind
    name_en: str
    name_zh: str
    parties: tuple[str, ...]
    value: int | None
    currency: str
    signed_on: str
    count: int | None
    part_of: str
    source: str
    note: str

    def __post_init__(self) -> None:
        _check(self, kind=AgreementKind)
        _check_dates(self, "signed_on")
        if (self.value is None) == bool(self.currency):
            raise InvalidDataError(
                {
                    "currency": f"must be given with a value and only then,"
                    f" got {self.value!r} {self.currency!r}"
                }
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A work released at a convening."""

    slug: str
    convening: str
    name_en: str
    name_zh: str
    publishers: tuple[str, ...]
    released_on: str
    source: str
    note: str

    def __post_init__(self) -> None:
        _check_dates(self, "released_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """A label or award as one source reports it: for a named site, or a number of sites.

    Two rows may speak of the same sites and disagree: the issuer's page beside the news.
    """

    slug: str
    issuer: str
    programme: str
    site_en: str
    site_zh: str
    country: str
    number: int
    status: RecognitionStatus
    date: str
    convening: str
    source: str
    note: str

    def __post_init__(self) -> None:
        _check(self, status=RecognitionStatus)
        _check_dates(self, "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimField:
    """A kind of figure: its titles, its unit, and how figures of it compare.

    ``stock`` is true for a quantity that changes with time; ``parts`` are the fields
    that add up to this one.
    """

    field: str
    title_en: str
    title_zh: str
    unit: str
    stock: bool
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name as printed somewhere, and the organisation it stands for."""

    printed: str
    stands_for: str
    organisation: str
    kind: AliasKind
    language: Language
    source: str
    reason: str

    def __post_init__(self) -> None:
        _check(self, kind=AliasKind, language=Language)


def _check(record: object, **choices: object) -> None:
    errors = {
        name: f"must be one of {', '.join(get_args(choice))},"
        f" got {getattr(record, name)!r}"
        for name, choice in choices.items()
        if getattr(record, name) not in get_args(choice)
    }
    if errors:
        raise InvalidDataError(errors)


def _check_dates(record: object, *names: str) -> None:
    errors = {
        name: f"must be YYYY, YYYY-MM or YYYY-MM-DD, got {getattr(record, name)!r}"
        for name in names
        if getattr(record, name) and not is_partial_date(getattr(record, name))
    }
    if errors:
        raise InvalidDataError(errors)
