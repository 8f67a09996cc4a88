"""The security headers that every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_STRICT = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
# The back office and the API explorer come with inline scripts of their own.
_THIRD_PARTY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'"
)
_THIRD_PARTY_PATHS = ("/admin/", "/api/docs")


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: let a page load nothing but what the site itself serves."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        third_party = request.path.startswith(_THIRD_PARTY_PATHS)
        response.headers.setdefault(
            "Content-Security-Policy", _THIRD_PARTY if third_party else _STRICT
        )
        return response

    return middleware
