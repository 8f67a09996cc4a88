"""Questions asked of the delegation desk: who comes, on which seats, who waits."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from summitry.web.accounts.models import User
from summitry.web.convenings.models import Convening
from summitry.web.delegations.models import (
    LIVE,
    SEATED,
    Category,
    Delegation,
    Desk,
    Registration,
    RegistrationMode,
    RegistrationStatus,
)
from summitry.web.network.models import Organisation, Person

#: What a badge code is made of: digits and capitals that cannot be taken for another.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
_GROUP = 4

#: A desk or a category with a seat left.
HAS_ROOM = Q(seats__isnull=True) | Q(seats_taken__lt=F("seats"))


def clean_code(typed: str) -> str:
    """Return a badge code as it is kept, however it was typed or grouped."""
    return "".join(sign for sign in typed.upper() if sign in CODE_SIGNS)


def group_code(code: str) -> str:
    """Return a badge code in groups of four, as it is printed."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def delegations_at(desk: Desk) -> QuerySet[Delegation]:
    """Return all delegations at a desk by name, each with how many wait and come online.

    Each has ``people`` (still coming or wanting to), ``waiting``, ``undecided``,
    ``online``, and ``quota``, its own or that of its category.
    """
    live = Q(registrations__status__in=LIVE)
    online = Q(registrations__mode=RegistrationMode.ONLINE)
    status = "registrations__status"
    return (
        Delegation.objects.filter(desk=desk)
        .select_related("organisation", "category", "desk")
        .annotate(
            quota=Coalesce("seats", "category__seats_a_delegation"),
            people=Count("registrations", filter=live),
            online=Count("registrations", filter=live & online),
            waiting=Count(
                "registrations", filter=Q(**{status: RegistrationStatus.WAITING})
            ),
            undecided=Count(
                "registrations", filter=Q(**{status: RegistrationStatus.NOMINATED})
            ),
        )
        .order_by("organisation__name", "pk")
    )


def registrations_of(delegation: Delegation) -> QuerySet[Registration]:
    """Return everybody who was ever nominated by a delegation, in that order."""
    return (
        Registration.objects.filter(delegation=delegation)
        .select_related("person", "replaces__person")
        .order_by("nominated_at", "pk")
    )


def registrations_at(desk: Desk) -> QuerySet[Registration]:
    """Return everybody at a desk, in the order of nomination."""
    return (
        Registration.objects.filter(delegation__desk=desk)
        .select_related("person", "delegation__organisation", "delegation__category")
        .order_by("nominated_at", "pk")
    )


def waiting_at(desk: Desk) -> QuerySet[Registration]:
    """Return the waiting list of a desk, who comes first in front (§17.5)."""
    return registrations_at(desk).filter(status=RegistrationStatus.WAITING)


def undecided_at(desk: Desk) -> QuerySet[Registration]:
    """Return whom the secretariat has yet to approve or to refuse."""
    return registrations_at(desk).filter(status=RegistrationStatus.NOMINATED)


def next_in_line(desk: Desk) -> Registration | None:
    """Return who waits longest among those whom all three limits leave a seat."""
    if not Desk.objects.filter(HAS_ROOM, pk=desk.pk).exists():
        return None
    delegation_has_room = Q(
        delegation__seats_taken__lt=F("delegation__seats"),
    ) | Q(delegation__seats__isnull=True) & (
        Q(delegation__category__seats_a_delegation__isnull=True)
        | Q(delegation__seats_taken__lt=F("delegation__category__seats_a_delegation"))
    )
    return (
        waiting_at(desk)
        .filter(
            _room_in("delegation__desk"),
            _room_in("delegation__category"),
            delegation_has_room,
        )
        .exclude(mode=RegistrationMode.ONLINE)
        .first()
    )


def _room_in(path: str) -> Q:
    return Q(**{f"{path}__seats__isnull": True}) | Q(
        **{f"{path}__seats_taken__lt": F(f"{path}__seats")}
    )


def find_by_badge(convening: Convening, typed: str) -> Registration | None:
    """Return whose badge has this code at a convening; nobody's if it is of another."""
    return (
        Registration.objects.filter(
            delegation__desk__convening=convening, badge_code=clean_code(typed)
        )
        .select_related("person", "delegation__organisation", "delegation__category")
        .first()
    )


def seats_of(delegation: Delegation) -> int | None:
    """Return how many seats a delegation has; None where nothing limits them."""
    if delegation.seats is not None:
        return delegation.seats
    return delegation.category.seats_a_delegation


def delegations_led_by(user: User) -> Q:
    """Return which delegations somebody is head or proxy of, as a filter of delegations.

    By the account of the person, or by its e-mail address, which allauth has confirmed.
    """
    led = Q()
    for part in ("head", "proxy"):
        led |= Q(**{f"{part}__person__user": user})
        if user.email:
            led |= Q(**{f"{part}__person__email": user.email})
    return led


def is_own(user: User, registration: Registration) -> bool:
    """Tell whether a registration is of this account's person, by account or address."""
    person = registration.person
    has_address = bool(user.email) and person.email == user.email
    return has_address or person.user_id == user.pk


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """How a category fills: people by mode on seats or online, and who waits."""

    category: Category
    by_mode: Mapping[str, int]
    waiting: int

    @property
    def total(self) -> int:
        """Everybody who comes, in whichever mode; nobody who waits."""
        return sum(self.by_mode.values())


def count_by_category(desk: Desk) -> list[CategoryCount]:
    """Return how many are registered by category and mode, in the usual order of kinds."""
    rows = (
        Registration.objects.filter(delegation__desk=desk, status__in=LIVE)
        .values("delegation__category", "mode", "status")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counted: dict[int, dict[str, int]] = {}
    waiting: dict[int, int] = {}
    for row in rows:
        category, mode = row["delegation__category"], row["mode"]
        if row["status"] in SEATED:
            modes = counted.setdefault(category, {})
            modes[mode] = modes.get(mode, 0) + row["n"]
        else:
            waiting[category] = waiting.get(category, 0) + row["n"]
    return [
        CategoryCount(one, counted.get(one.pk, {}), waiting.get(one.pk, 0))
        for one in categories_of(desk)
    ]


def categories_of(desk: Desk) -> list[Category]:
    """Return the categories of a desk in the usual order of kinds."""
    order = [kind for kind, _ in Category._meta.get_field("kind").choices or ()]  # noqa: SLF001 - Django's documented name
    return sorted(desk.categories.all(), key=lambda one: order.index(one.kind))


def delegations_of(sight: Q) -> QuerySet[Delegation]:
    """Return the delegations in sight, those of the latest convenings first."""
    return (
        Delegation.objects.filter(sight)
        .select_related("organisation", "category", "desk__convening")
        .annotate(
            people=Count(
                "registrations", filter=Q(registrations__status__in=LIVE), distinct=True
            )
        )
        .order_by("-desk__convening__first_day", "organisation__name")
        .distinct()
    )


@dataclass(frozen=True, slots=True)
class ParticipantGroup:
    """An organisation in the public list: who consented to be named, and how many come."""

    organisation: Organisation
    named: tuple[Person, ...]
    total: int

    @property
    def unnamed(self) -> int:
        """How many come and are not named."""
        return self.total - len(self.named)


def list_participants(desk: Desk) -> list[ParticipantGroup]:
    """Return who is approved, by organisation; named are only those who consented."""
    approved = Registration.objects.filter(
        delegation__desk=desk, status=RegistrationStatus.APPROVED
    )
    totals = {
        row["delegation"]: row["n"]
        for row in approved.values("delegation").annotate(n=Count("pk")).order_by()
    }
    named: dict[int, list[Person]] = {}
    consenting = approved.filter(person__public=True).select_related("person")
    for one in consenting.order_by("person__name", "pk"):
        named.setdefault(one.delegation_id, []).append(one.person)
    delegations = (
        Delegation.objects.filter(pk__in=totals)
        .select_related("organisation__place")
        .order_by("organisation__name", "pk")
    )
    return [
        ParticipantGroup(one.organisation, tuple(named.get(one.pk, ())), totals[one.pk])
        for one in delegations
    ]
