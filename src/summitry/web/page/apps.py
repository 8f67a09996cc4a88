"""The app's name for Django."""

from django.apps import AppConfig


class PageConfig(AppConfig):
    """Templates, static files and template tags shared by every page."""

    name = "summitry.web.page"
    label = "page"
