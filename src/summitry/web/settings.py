"""Django settings; what a site may change is declared in ``env.py``."""

import logging
from pathlib import Path

import dj_database_url
from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from summitry.web import env

HOME = env.home()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = env.secret_key()
DEBUG = env.read("SUMMITRY_DEBUG") == "1"
ALLOWED_HOSTS = env.read_list("SUMMITRY_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.read_list("SUMMITRY_TRUSTED_ORIGINS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.read("SUMMITRY_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
)

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "simple_history",
    "ninja",
    "rules.apps.AutodiscoverRulesConfig",
    # For its copy of htmx, which this site serves itself.
    "django_htmx",
    # Before allauth, whose pages and mails it replaces.
    "summitry.web.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "summitry.web.evidence",
    "summitry.web.network",
    "summitry.web.convenings",
    "summitry.web.programme",
    "summitry.web.delegations",
    "summitry.web.attendance",
    "summitry.web.inventories",
    "summitry.web.commitments",
    "summitry.web.plans",
    "summitry.web.projects",
    "summitry.web.outcomes",
    "summitry.web.feeds",
    "summitry.web.portal",
    "summitry.web.page",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "summitry.web.headers.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "summitry.web.portal.navigation.navigation",
            ],
        },
    },
]

ROOT_URLCONF = "summitry.web.urls"
WSGI_APPLICATION = "summitry.web.wsgi.application"

_SQLITE_OPTIONS = {
    # A deferred transaction that turns into a writer fails at once under load.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASES = {
    "default": dj_database_url.parse(
        env.read("DATABASE_URL") or f"sqlite:///{HOME / 'summitry.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    ),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE_OPTIONS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("account")

ACCOUNT_ADAPTER = "summitry.web.accounts.adapter.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("home")
# How often one caller may ask to follow news; allauth counts it with the logins.
ACCOUNT_RATE_LIMITS = {"follow": "20/h/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Summitry"
# A proxy that is believed to have used HTTPS is believed to say who called it.
ALLAUTH_TRUSTED_PROXY_COUNT = int(SESSION_COOKIE_SECURE)
# Counts attempts to log in, for all processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
    }
}

DEFAULT_FROM_EMAIL = env.read("SUMMITRY_EMAIL_FROM")
SITE_ADDRESS = env.read("SUMMITRY_ADDRESS").rstrip("/")
EMAIL_TIMEOUT = 20
globals().update(env.mail_server())

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
CHART_CACHE_DIR = HOME / "charts"


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Leave out whoever was refused a page: every robot is, and nothing is wrong."""
    return not (record.exc_info and isinstance(record.exc_info[1], PermissionDenied))


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "refusals": {
            "()": "django.utils.log.CallbackFilter",
            "callback": _is_worth_a_line,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["refusals"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django would mail errors instead; a keeper reads the log of the service.
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

UNFOLD = {
    "SITE_TITLE": "Summitry",
    "SITE_HEADER": _("Summitry, for the secretariat"),
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda _request: static("page/icon.svg"),
        }
    ],
    "SHOW_VIEW_ON_SITE": True,
    "COLORS": {
        # The accent of the public pages (page/tokens.py), lighter and darker.
        "primary": {
            "50": "#eef7f4",
            "100": "#d5ebe5",
            "200": "#aed8cd",
            "300": "#7fc0b0",
            "400": "#4fa491",
            "500": "#2a8874",
            "600": "#0a6b5a",
            "700": "#09574a",
            "800": "#09463c",
            "900": "#083a32",
            "950": "#03211d",
        },
    },
}
