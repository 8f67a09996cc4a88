"""Series and inventories in the back office."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin

from summitry.web.inventories.models import EmissionSeries, Inventory


@admin.register(EmissionSeries)
class EmissionSeriesAdmin(ModelAdmin):
    """One series a source, basis and boundary."""

    list_display = ("organisation", "dataset", "basis", "boundary")
    list_filter = ("dataset", "basis", "boundary")
    search_fields = ("organisation__name", "organisation__name_zh")
    autocomplete_fields = ("organisation",)


@admin.register(Inventory)
class InventoryAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Yearly figures and their versions."""

    list_display = ("series", "year", "total_t", "version", "current", "source")
    list_filter = ("current", "series__dataset")
    search_fields = ("series__organisation__name", "series__organisation__name_zh")
    autocomplete_fields = ("series", "source")
    readonly_fields = ("submission",)
    list_select_related = ("series__organisation", "source")
    show_full_result_count = False
