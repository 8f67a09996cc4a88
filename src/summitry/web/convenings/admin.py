"""Convenings and their outcomes in the back office."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin, TabularInline

from summitry.web.convenings.models import (
    Agreement,
    Convening,
    Declaration,
    DeclarationText,
    Participation,
    Point,
    Publication,
    Recognition,
    Room,
    Series,
    Signature,
    Theme,
)


class ParticipationInline(TabularInline):
    """Who took part."""

    model = Participation
    extra = 0
    autocomplete_fields = ("organisation", "source")


class ThemeInline(TabularInline):
    """What it is about."""

    model = Theme
    extra = 0


class RoomInline(TabularInline):
    """Where it is held."""

    model = Room
    extra = 0


@admin.register(Series)
class SeriesAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Congresses and forums that come again."""

    list_display = ("name", "name_zh")
    search_fields = ("name", "name_zh")
    autocomplete_fields = ("organisers", "source")


@admin.register(Convening)
class ConveningAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Single editions."""

    list_display = ("name", "series", "first_day", "venue", "mode")
    search_fields = ("name", "name_zh", "theme", "theme_zh")
    list_filter = ("series", "mode")
    autocomplete_fields = ("series", "part_of", "venue", "organisers", "source")
    inlines = (ThemeInline, RoomInline, ParticipationInline)


class DeclarationTextInline(TabularInline):
    """Its words in each language."""

    model = DeclarationText
    extra = 0


class PointInline(TabularInline):
    """Numbered points of a declaration."""

    model = Point
    extra = 0


class SignatureInline(TabularInline):
    """Who signed."""

    model = Signature
    extra = 0
    autocomplete_fields = ("organisation", "source")


@admin.register(Declaration)
class DeclarationAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Texts that convenings adopted."""

    list_display = ("name", "convening", "date")
    search_fields = ("name", "name_zh")
    autocomplete_fields = ("convening", "source")
    inlines = (DeclarationTextInline, PointInline, SignatureInline)


@admin.register(Agreement)
class AgreementAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Agreements between parties."""

    list_display = ("name", "kind", "count", "convening", "value", "currency")
    search_fields = ("name", "name_zh")
    list_filter = ("kind",)
    autocomplete_fields = ("convening", "source", "parties", "part_of")


@admin.register(Publication)
class PublicationAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Books, papers and reports."""

    list_display = ("name", "convening", "date")
    search_fields = ("name", "name_zh")
    autocomplete_fields = ("convening", "source", "publishers")


@admin.register(Recognition)
class RecognitionAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Labels and list entries."""

    list_display = ("name", "programme", "issuer", "status", "count", "convening")
    search_fields = ("name", "name_zh", "programme")
    list_filter = ("status", "programme")
    autocomplete_fields = ("convening", "source", "issuer")
