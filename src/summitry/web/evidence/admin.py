"""Sources, claims and submissions in the back office."""

from typing import cast

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin

from summitry.web.accounts.models import User
from summitry.web.evidence.models import Claim, Field, Source, Submission


@admin.register(Source)
class SourceAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Documents and data sets."""

    list_display = ("title", "publisher", "publisher_class", "date", "language")
    search_fields = ("title", "publisher", "key")
    list_filter = ("publisher_class", "language")
    autocomplete_fields = ("copy_of",)


@admin.register(Field)
class FieldAdmin(ModelAdmin):
    """What claims can be about."""

    list_display = ("key", "title", "title_zh", "unit", "position")
    search_fields = ("key", "title", "title_zh")


@admin.register(Claim)
class ClaimAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Figures with their sources; the desk ranks them here."""

    list_display = ("about", "field", "value", "modifier", "phase", "source", "rank")
    list_filter = ("rank", "phase", "field")
    search_fields = ("quote", "note", "source__title")
    autocomplete_fields = ("field", "source")
    readonly_fields = ("entered_by", "reviewed_by")
    list_select_related = ("field", "source", "about_type")
    show_full_result_count = False

    def save_model(
        self, request: HttpRequest, obj: Claim, form: ModelForm, change: bool
    ) -> None:
        """Keep who entered a claim, and who ranked it."""
        user = cast("User", request.user)
        if not change:
            obj.entered_by = user
        elif "rank" in form.changed_data:
            obj.reviewed_by = user
        super().save_model(request, obj, form, change)


@admin.register(Submission)
class SubmissionAdmin(ModelAdmin):
    """What became of each file; a record, not a form."""

    list_display = ("file_name", "kind", "submitted_at", "submitted_by")
    list_filter = ("kind",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Submissions come from imports only."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,
        obj: Submission | None = None,
    ) -> bool:
        """Leave what happened unedited."""
        return False
