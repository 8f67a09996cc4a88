"""Who comes to a convening: categories with quotas, delegations, registrations.

Seats in the room are counted in columns beside their limits, so that the database itself
refuses one too many; who attends online takes no seat.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from simple_history.models import HistoricalRecords

from summitry.web.convenings.models import Convening
from summitry.web.network.models import Organisation, Person


def _seats_hold(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(seats__isnull=True) | Q(seats_taken__lte=F("seats")), name=name
    )


class Desk(models.Model):
    """How a convening takes registrations: from when to when, and how many seats."""

    convening = models.OneToOneField(
        Convening, models.CASCADE, related_name="desk", verbose_name=_("convening")
    )
    opens_at = models.DateTimeField(_("registration opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration closes at"), null=True, blank=True)
    seats = models.PositiveIntegerField(
        _("seats in the room"), null=True, blank=True, help_text=_("empty: no limit")
    )
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    letter = models.TextField(_("text of the invitation letter"), blank=True)
    letter_zh = models.TextField(
        _("text of the invitation letter in Chinese"), blank=True
    )
    history = HistoricalRecords(excluded_fields=["seats_taken"])

    class Meta:
        verbose_name = _("delegation desk")
        verbose_name_plural = _("delegation desks")
        constraints = [
            _seats_hold("desk_not_overbooked"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="desk_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return str(self.convening)


class CategoryKind(models.TextChoices):
    """As what somebody takes part."""

    LOCAL_GOVERNMENT = (
        "local_government",
        pgettext_lazy("category of participants", "local government"),
    )
    PARTNER = "partner", pgettext_lazy("category of participants", "partner")
    INTERNATIONAL = (
        "international_organisation",
        pgettext_lazy("category of participants", "international organisation"),
    )
    RESEARCH = "research", pgettext_lazy("category of participants", "research")
    COMPANY = "company", pgettext_lazy("category of participants", "company")
    MEDIA = "media", pgettext_lazy("category of participants", "media")
    OTHER = "other", pgettext_lazy("category of participants", "other")


class Category(models.Model):
    """The rules for one kind of participants at one convening."""

    desk = models.ForeignKey(
        Desk, models.CASCADE, related_name="categories", verbose_name=_("desk")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=CategoryKind)
    seats = models.PositiveIntegerField(
        _("seats in the room"), null=True, blank=True, help_text=_("empty: no limit")
    )
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    seats_a_delegation = models.PositiveIntegerField(
        _("seats a delegation"), null=True, blank=True, help_text=_("empty: no limit")
    )
    needs_approval = models.BooleanField(
        _("needs the secretariat's approval"), default=False
    )
    in_person = models.BooleanField(_("may come in person"), default=True)
    online = models.BooleanField(_("may take part online"), default=True)
    closes_at = models.DateTimeField(_("deadline of its own"), null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["seats_taken"])

    class Meta:
        verbose_name = _("category of participants")
        verbose_name_plural = _("categories of participants")
        constraints = [
            models.UniqueConstraint(fields=["desk", "kind"], name="category_once"),
            _seats_hold("category_not_overbooked"),
            models.CheckConstraint(
                condition=Q(kind__in=CategoryKind.values), name="category_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class DelegationStatus(models.TextChoices):
    """Where a delegation stands."""

    INVITED = "invited", pgettext_lazy("status of a delegation", "invited")
    CONFIRMED = "confirmed", pgettext_lazy("status of a delegation", "confirmed")
    WITHDRAWN = "withdrawn", pgettext_lazy("status of a delegation", "withdrawn")


class Delegation(models.Model):
    """An organisation's people at one convening, with its seats, head and proxy."""

    desk = models.ForeignKey(
        Desk, models.CASCADE, related_name="delegations", verbose_name=_("desk")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="delegations",
        verbose_name=_("organisation"),
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        related_name="delegations",
        verbose_name=_("category"),
    )
    seats = models.PositiveIntegerField(
        _("seats in the room"),
        null=True,
        blank=True,
        help_text=_("empty: those of its category"),
    )
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=DelegationStatus,
        default=DelegationStatus.INVITED,
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    head = models.ForeignKey(
        "Registration",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("head"),
    )
    proxy = models.ForeignKey(
        "Registration",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proxy of the head"),
    )
    history = HistoricalRecords(excluded_fields=["seats_taken"])

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "organisation"], name="delegation_once"
            ),
            _seats_hold("delegation_not_overbooked"),
            models.CheckConstraint(
                condition=Q(head__isnull=True)
                | Q(proxy__isnull=True)
                | ~Q(head=F("proxy")),
                name="delegation_proxy_is_not_the_head",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.desk}"


class RegistrationMode(models.TextChoices):
    """How somebody means to take part; a seat is for who comes to the room."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    BOTH = "both", _("in person and online")


class RegistrationStatus(models.TextChoices):
    """Where a registration stands."""

    WAITING = (
        "waiting",
        pgettext_lazy("status of a registration", "on the waiting list"),
    )
    NOMINATED = "nominated", pgettext_lazy("status of a registration", "nominated")
    APPROVED = "approved", pgettext_lazy("status of a registration", "approved")
    REFUSED = "refused", pgettext_lazy("status of a registration", "refused")
    REPLACED = "replaced", pgettext_lazy("status of a registration", "replaced")
    WITHDRAWN = "withdrawn", pgettext_lazy("status of a registration", "withdrawn")


#: Who holds a seat, if the mode asks for one.
SEATED = (RegistrationStatus.NOMINATED, RegistrationStatus.APPROVED)
#: Who is still coming or wants to.
LIVE = (RegistrationStatus.WAITING, *SEATED)


class Registration(models.Model):
    """A person in a delegation: how they take part, and where that stands."""

    delegation = models.ForeignKey(
        Delegation,
        models.PROTECT,
        related_name="registrations",
        verbose_name=_("delegation"),
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="registrations", verbose_name=_("person")
    )
    mode = models.CharField(_("mode"), max_length=10, choices=RegistrationMode)
    status = models.CharField(_("status"), max_length=10, choices=RegistrationStatus)
    country = models.CharField(
        _("counts for the country or region"),
        max_length=2,
        blank=True,
        help_text=_("ISO 3166 code; empty: counts for none"),
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    badge_code = models.CharField(max_length=26, unique=True, editable=False)
    join_code = models.CharField(max_length=43, unique=True, editable=False)
    nominated_at = models.DateTimeField(_("nominated at"))
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("nominated by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes = [
            # Who waits longest is looked for whenever a seat falls free.
            models.Index(fields=["status", "nominated_at"], name="registration_in_line")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "person"],
                condition=Q(status__in=LIVE),
                name="registration_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(status__in=RegistrationStatus.values),
                name="registration_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(mode__in=RegistrationMode.values),
                name="registration_mode_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.delegation}"

    @property
    def takes_a_seat(self) -> bool:
        """Whether the registration counts against the seats of the room."""
        return self.mode != RegistrationMode.ONLINE and self.status in SEATED
