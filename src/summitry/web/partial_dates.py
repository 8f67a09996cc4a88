"""A database column for dates of any precision."""

from django.core.exceptions import ValidationError
from django.db import models

from summitry.core.dates import split_partial_date
from summitry.core.errors import InvalidDataError


def validate_partial_date(text: str) -> None:
    """Turn the core's rule for partial dates into a form error."""
    try:
        split_partial_date(text)
    except InvalidDataError as error:
        raise ValidationError(error.errors["date"]) from None


class PartialDateField(models.CharField):
    """A date kept as precisely as it was reported: year, month or day."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if validate_partial_date not in self.validators:
            self.validators.append(validate_partial_date)

    def deconstruct(self) -> tuple:
        """Leave the fixed length out of migrations."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs
