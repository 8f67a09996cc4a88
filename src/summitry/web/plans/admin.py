"""Plans in the back office: to read, and to take one out."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from summitry.web.plans.models import Plan


@admin.register(Plan)
class PlanAdmin(ModelAdmin):
    """Plans by city; what they say is written on the site."""

    list_display = ("name", "organisation", "is_example", "is_public")
    search_fields = ("name", "name_zh", "organisation__name")
    list_filter = ("is_example", "is_public")
    autocomplete_fields = ("organisation",)
