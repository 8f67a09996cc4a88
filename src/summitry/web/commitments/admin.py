"""The register of commitments in the back office."""

from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin

from summitry.web.commitments.models import Commitment, ProgressReport


@admin.register(Commitment)
class CommitmentAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Promises and their versions."""

    list_display = ("organisation", "kind", "target_year", "reduction", "stage")
    list_filter = ("kind", "stage", "dataset", "current")
    search_fields = ("organisation__name", "organisation__name_zh")
    autocomplete_fields = ("organisation", "source", "made_at")
    readonly_fields = ("submission",)
    list_select_related = ("organisation",)


@admin.register(ProgressReport)
class ProgressReportAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Reports, to read with their history; they change through the pages alone."""

    list_display = ("commitment", "year", "state", "submitted_by", "submitted_at")
    list_filter = ("state", "year")
    search_fields = ("commitment__organisation__name",)
    list_select_related = ("commitment__organisation", "submitted_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave submitting to the page of the commitment."""
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: ProgressReport | None = None
    ) -> bool:
        """Leave what was submitted and decided unedited."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: ProgressReport | None = None
    ) -> bool:
        """Leave what was submitted and decided in place."""
        return False
