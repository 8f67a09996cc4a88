"""The project's settings for tests: a throw-away home, no collected static files."""

import os
import tempfile

os.environ["SUMMITRY_HOME"] = tempfile.mkdtemp(prefix="summitry-tests-")

from summitry.web.settings import *  # noqa: F403 - the home is chosen first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 - from the site's settings
