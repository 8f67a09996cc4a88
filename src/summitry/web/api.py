"""The API: every published method of the catalogue, by name."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, NinjaAPI

from summitry import __version__, catalogue
from summitry.core.errors import InvalidDataError, UnknownNameError

api = NinjaAPI(title="Summitry", version=__version__, urls_namespace="api")


@api.exception_handler(InvalidDataError)
def _refuse(request: HttpRequest, error: InvalidDataError) -> HttpResponse:
    return api.create_response(request, {"errors": error.errors}, status=422)


@api.exception_handler(UnknownNameError)
def _not_found(request: HttpRequest, error: UnknownNameError) -> HttpResponse:
    return api.create_response(request, {"errors": {"name": str(error)}}, status=404)


@api.get("/methods", summary="All published methods")
def list_methods(request: HttpRequest) -> list[dict[str, str]]:
    """Name, title and source of every method of the catalogue."""
    return [
        {"name": method.name, "title": method.title, "source": method.source}
        for method in catalogue.METHODS.values()
    ]


@api.post("/methods/{name}", summary="Run a method")
def run_method(
    request: HttpRequest,
    name: str,
    payload: Body[dict[str, Any]],
) -> dict[str, Any]:
    """Run a method on the JSON object of its input schema."""
    return catalogue.run(name, payload)
