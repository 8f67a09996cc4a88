"""Projects and their stages in the back office."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin, TabularInline

from summitry.web.projects.models import Project, ProjectStage


class ProjectStageInline(TabularInline):
    """How far a project came, and who says so."""

    model = ProjectStage
    extra = 0
    autocomplete_fields = ("convening", "source")


@admin.register(Project)
class ProjectAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Projects, or numbers of them."""

    list_display = ("name", "sector", "place", "value", "currency", "unveiled_at")
    search_fields = ("name", "name_zh")
    list_filter = ("sector", "unveiled_at")
    autocomplete_fields = ("part_of", "unveiled_at", "place", "parties", "source")
    inlines = (ProjectStageInline,)
