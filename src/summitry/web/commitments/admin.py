"""The register of commitments in the back office."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin

from summitry.web.commitments.models import Commitment


@admin.register(Commitment)
class CommitmentAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Promises and their versions."""

    list_display = ("organisation", "kind", "target_year", "reduction", "dataset")
    list_filter = ("kind", "dataset", "current")
    search_fields = ("organisation__name", "organisation__name_zh")
    autocomplete_fields = ("organisation", "source", "made_at")
    readonly_fields = ("submission",)
    list_select_related = ("organisation",)
