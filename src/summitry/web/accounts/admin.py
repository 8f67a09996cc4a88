"""Accounts in the back office."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm

from summitry.web.accounts.models import Role, User


class RoleInline(TabularInline):
    """What the person does, for whom."""

    model = Role
    extra = 0
    autocomplete_fields = ("organisation",)


@admin.register(User)
class SummitryUserAdmin(UserAdmin, ModelAdmin):
    """People who can log in."""

    form = UserChangeForm
    change_password_form = AdminPasswordChangeForm
    inlines = (RoleInline,)
    ordering = ("email",)
    list_display = ("email", "first_name", "last_name", "is_staff", "is_active")
    search_fields = ("email", "first_name", "last_name")
    fieldsets = (
        (
            None,
            {"fields": ("email", "password", "first_name", "last_name", "language")},
        ),
        (
            _("Permissions"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups")},
        ),
    )
    add_fieldsets = ((None, {"fields": ("email", "password1", "password2")}),)
