"""Places, organisations and memberships in the back office."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin, TabularInline

from summitry.web.network.models import (
    Alias,
    Identifier,
    Membership,
    Organisation,
    Person,
    Place,
)


@admin.register(Place)
class PlaceAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Cities and regions."""

    list_display = ("name", "name_zh", "country", "locode")
    search_fields = ("name", "name_zh", "locode")
    list_filter = ("country",)
    autocomplete_fields = ("parent",)


class AliasInline(TabularInline):
    """Other names of an organisation."""

    model = Alias
    extra = 0


class IdentifierInline(TabularInline):
    """Keys of an organisation in other schemes."""

    model = Identifier
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(SimpleHistoryAdmin, ModelAdmin):
    """City governments, networks and everybody else who takes part."""

    list_display = ("name", "name_zh", "kind", "country")
    search_fields = ("name", "name_zh", "aliases__name", "identifiers__value")
    list_filter = ("kind",)
    autocomplete_fields = ("place",)
    inlines = (AliasInline, IdentifierInline)


@admin.register(Membership)
class MembershipAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Who belongs to which network."""

    list_display = ("member", "network", "member_class", "since", "until")
    search_fields = ("member__name", "member__name_zh")
    list_filter = ("network",)
    autocomplete_fields = ("network", "member", "source")


@admin.register(Person)
class PersonAdmin(SimpleHistoryAdmin, ModelAdmin):
    """People who attend, speak or are written to."""

    list_display = ("name", "name_zh", "organisation", "email", "public")
    search_fields = ("name", "name_zh", "email")
    autocomplete_fields = ("organisation", "user")
