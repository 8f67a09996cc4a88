"""A database column for addresses on the web."""

from typing import Any

from django.db import models


class AddressField(models.URLField):
    """An address whose form field takes one without a scheme for https."""

    def formfield(self, **kwargs: Any) -> Any:  # noqa: ANN401 - as Django has it
        """Return the form field, with the scheme that an address gets if it has none."""
        return super().formfield(**{"assume_scheme": "https"} | kwargs)

    def deconstruct(self) -> tuple:
        """Stand in migrations as what it is in the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs
