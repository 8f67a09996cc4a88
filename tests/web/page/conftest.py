import os
import sys
from pathlib import Path

import django
import pytest
from django.conf import settings as django_settings

from summitry.web.page.charts.chart import Caption

sys.path.insert(0, str(Path(__file__).parent))

import gallery

if not (django_settings.configured or "DJANGO_SETTINGS_MODULE" in os.environ):
    django_settings.configure(**gallery.OPTIONS)
    django.setup()


@pytest.fixture(scope="session")
def picture_cache(tmp_path_factory):
    """One cache of pictures for all tests of a run."""
    return tmp_path_factory.mktemp("charts")


@pytest.fixture
def site(settings, picture_cache):
    """The gallery as a site: its addresses, templates and languages."""
    settings.CHART_CACHE_DIR = picture_cache
    settings.TEMPLATES = gallery.OPTIONS["TEMPLATES"]
    settings.LOCALE_PATHS = gallery.OPTIONS["LOCALE_PATHS"]
    settings.LANGUAGES = gallery.OPTIONS["LANGUAGES"]
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    settings.MIDDLEWARE = []
    settings.STATIC_URL = "/static/"
    settings.ROOT_URLCONF = gallery.make_urls(None)
    return gallery


@pytest.fixture
def caption():
    return Caption("CO₂ 二氧化碳", "Mt", "CEADs", "CO₂ of a city in Mt")
