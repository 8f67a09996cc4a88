"""What the views of this app have in common: who acts, and what became of it."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from summitry.core.errors import InvalidDataError, UnreadableFileError
from summitry.web.accounts.models import User
from summitry.web.delegations.models import Delegation, Registration
from summitry.web.evidence.forms import show_errors

MAX_UPLOAD_BYTES = 5_000_000
_Read = TypeVar("_Read")


def user_of(request: HttpRequest) -> User:
    """Return who is logged in; a visitor is led to the login."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def find_delegation(pk: int) -> Delegation:
    """Return a delegation with what its pages show, or answer that there is none."""
    return get_object_or_404(
        Delegation.objects.select_related(
            "desk__convening__series",
            "desk__convening__venue",
            "category",
            "organisation__place",
            "head__person",
            "proxy__person",
        ),
        pk=pk,
    )


def find_registration(**by: int | str) -> Registration:
    """Return a registration with what its pages show, or answer that there is none."""
    return get_object_or_404(
        Registration.objects.select_related(
            "person",
            "delegation__desk__convening__series",
            "delegation__desk__convening__venue",
            "delegation__category",
            "delegation__organisation__place",
            "replaces__person",
        ),
        **by,
    )


def carry_out(
    request: HttpRequest,
    act: Callable[[], object],
    said: str,
    form: forms.Form | None = None,
) -> bool:
    """Do something, and say that it is done; what it refuses stands beside its field."""
    try:
        act()
    except InvalidDataError as error:
        if form is None:
            for text in error.errors.values():
                messages.error(request, text)
        else:
            show_errors(form, error)
        return False
    messages.success(request, said)
    return True


def read_upload(
    uploaded: UploadedFile, read: Callable[[Path], _Read]
) -> tuple[_Read | None, str]:
    """Read an uploaded file; without a result there is the reason."""
    if uploaded.size is None or uploaded.size > MAX_UPLOAD_BYTES:
        said = gettext("The file has %(size)s bytes; at most %(most)s are read.")
        return None, said % {"size": uploaded.size, "most": MAX_UPLOAD_BYTES}
    name = Path(uploaded.name or "file").name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{Path(name).suffix.lower()}"
        path.write_bytes(uploaded.read())
        try:
            return read(path), ""
        except UnreadableFileError as error:
            return None, f"{name}: {error.reason}"
