"""Places, organisations with their names and identifiers, and memberships."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy as _, pgettext_lazy
from simple_history.models import HistoricalRecords

from summitry.web.evidence.models import Source
from summitry.web.partial_dates import PartialDateField


def in_page_language(text: str, text_zh: str) -> str:
    """Return the Chinese text on a Chinese page if there is one, else the other."""
    chinese = (get_language() or "en").startswith("zh")
    return text_zh if chinese and text_zh else text


class Named(models.Model):
    """What has a name in Latin script and perhaps one in Chinese."""

    name = models.CharField(_("name"), max_length=300)
    name_zh = models.CharField(_("name in Chinese"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the language of the page."""
        return in_page_language(self.name, self.name_zh)

    @property
    def other_name(self) -> str:
        """The name in the other script, empty where there is none."""
        return self.name_zh if self.local_name == self.name else self.name


class Place(Named):
    """A city or region on the map; its address on the site is its LOCODE."""

    slug = models.SlugField(unique=True, help_text=_("the LOCODE, as in cn-gya"))
    locode = models.CharField("UN/LOCODE", max_length=6, blank=True)
    geonames_id = models.PositiveIntegerField(null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, db_index=True)
    subdivision = models.CharField(_("subdivision"), max_length=10, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    population = models.PositiveIntegerField(
        _("population"),
        null=True,
        blank=True,
        help_text=_("as GeoNames has it, without a year"),
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("part of")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(
                fields=["locode"],
                condition=~models.Q(locode=""),
                name="place_locode_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90))
                | models.Q(latitude__isnull=True),
                name="place_latitude_range",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__range=(-180, 180))
                | models.Q(longitude__isnull=True),
                name="place_longitude_range",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the city's page."""
        return reverse("city", args=[self.slug])


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    LOCAL_GOVERNMENT = "local_government", _("local government")
    REGIONAL_GOVERNMENT = "regional_government", _("regional government")
    NATIONAL_GOVERNMENT = "national_government", _("national government")
    NETWORK = "network", _("network of cities")
    INTERNATIONAL = "international_organisation", _("international organisation")
    FORUM_ORGANISER = "forum_organiser", _("forum organiser")
    RESEARCH = "research", _("research institution")
    COMPANY = "company", _("company")
    OTHER = "other", _("other")


class Organisation(Named):
    """Somebody who can belong, attend, sign and report: a city government, a network."""

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind)
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("place"),
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    country_name = models.CharField(
        _("country as reported"), max_length=100, blank=True
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class AliasKind(models.TextChoices):
    """Why a name other than the usual one is kept."""

    REPORTED = "reported", _("as a source names it")
    MISPRINT = "misprint", _("misprint")
    FORMER = "former", _("former name")
    SPELLING = "spelling", _("other spelling")
    TRANSLATION = "translation", _("translation")


class Alias(models.Model):
    """Another name under which an organisation appears, right or misprinted."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="aliases"
    )
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(
        _("kind"), max_length=12, choices=AliasKind, default=AliasKind.REPORTED
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="alias_once_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """The key of an organisation in somebody else's scheme, such as a CDP account."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(_("scheme"), max_length=30)
    value = models.CharField(_("value"), max_length=200)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"], name="identifier_unique_in_scheme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class Membership(models.Model):
    """An organisation belongs to a network from a date, perhaps until one."""

    network = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="members",
        limit_choices_to={"kind": OrganisationKind.NETWORK},
        verbose_name=_("network"),
    )
    member = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("member"),
    )
    member_class = models.CharField(_("class"), max_length=60, blank=True)
    since = PartialDateField(_("since"), blank=True)
    until = PartialDateField(_("until"), blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="memberships", verbose_name=_("source")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "member", "since"], name="membership_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.network}"


class Person(Named):
    """Somebody who attends, speaks or is written to; shown in public only by consent."""

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("account"),
    )
    email = models.EmailField(_("e-mail address"), blank=True, db_index=True)
    position = models.CharField(
        pgettext_lazy("of a person", "position"), max_length=200, blank=True
    )
    position_zh = models.CharField(_("position in Chinese"), max_length=200, blank=True)
    affiliation = models.CharField(
        _("affiliation as disclosed"),
        max_length=300,
        blank=True,
        help_text=_("whom else the person works for or is paid by"),
    )
    public = models.BooleanField(
        _("may be named in public"),
        default=False,
        help_text=_("only with the person's consent"),
    )
    consented_at = models.DateTimeField(_("consented at"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(public=False) | models.Q(consented_at__isnull=False),
                name="person_public_by_consent",
            )
        ]

    @property
    def local_position(self) -> str:
        """The position in the language of the page."""
        return in_page_language(self.position, self.position_zh)
