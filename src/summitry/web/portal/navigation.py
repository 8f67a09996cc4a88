"""What every page shows around its content: navigation, search, the other language."""

from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils.translation import get_language, gettext

_LANGUAGE_LABELS = {"en": ("en", "English"), "zh-hans": ("zh-Hans", "中文")}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what ``page/base.html`` needs of the site."""
    path = request.path
    items = [
        (gettext("Cities"), reverse("cities")),
        (gettext("Convenings"), reverse("convenings")),
        (gettext("Commitments"), reverse("commitments")),
        (gettext("Projects"), reverse("projects")),
        (gettext("Networks"), reverse("networks")),
        (gettext("Evidence"), reverse("evidence")),
        (gettext("Methods"), reverse("methods")),
    ]
    return {
        "site_name": "Summitry",
        "home_url": reverse("home"),
        "nav_items": [
            {"label": label, "url": url, "current": path.startswith(url)}
            for label, url in items
        ],
        "account_item": _account(request),
        "search_url": reverse("cities"),
        "search_hint": gettext("Find a city · 查找城市"),
        "alternates": _alternates(request),
        "canonical_url": request.build_absolute_uri(path),
        "footer_note": gettext(
            "Figures open their sources. Data under the licences of their publishers."
        ),
        "footer_items": [
            {"label": gettext("How sure are we?"), "url": reverse("methods")},
            {"label": gettext("Sources"), "url": reverse("evidence")},
            {"label": gettext("Compare"), "url": reverse("compare")},
            {"label": gettext("Plans side by side"), "url": reverse("plans_compare")},
            {"label": gettext("Progress reports"), "url": reverse("reports")},
            {"label": gettext("Write an inventory"), "url": reverse("inventories")},
            {"label": gettext("Follow"), "url": reverse("feeds")},
            {"label": "API", "url": reverse("api:openapi-view")},
        ],
    }


def _account(request: HttpRequest) -> dict[str, str | bool]:
    """Return the link to one's account, or to the login and back."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        url = reverse("account")
        current = request.path.startswith((url, reverse("invitations")))
        return {"label": gettext("My account"), "url": url, "current": current}
    return {"label": gettext("Log in"), "url": reverse("account_login")}


def _alternates(request: HttpRequest) -> list[dict[str, str]]:
    try:
        resolve(request.path)
    except Resolver404:
        return []
    here = request.get_full_path()
    return [
        {
            "language": tag,
            "label": label,
            "url": here if code == get_language() else translate_url(here, code),
        }
        for code, (tag, label) in _LANGUAGE_LABELS.items()
    ]
