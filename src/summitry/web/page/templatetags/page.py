"""Filters that write numbers, money and dates in the reader's language."""

from django import template
from django.utils.translation import get_language

from summitry.web.page.figures import (
    Number,
    format_date_range,
    format_money,
    format_number,
    format_partial_date,
    format_percent,
    format_probability,
    format_tonnes,
)

register = template.Library()


@register.filter
def number(value: Number | None, digits: int | None = None) -> str:
    """Write a number with grouped thousands: {{ 1700|number }}."""
    return format_number(value, digits)


@register.filter
def tonnes(value: Number | None) -> str:
    """Write tonnes as t, Mt or Gt: {{ 36600000|tonnes }}."""
    return format_tonnes(value, language=_language())


@register.filter
def percent(fraction: Number | None, digits: int = 0) -> str:
    """Write a fraction as a percentage: {{ 0.18|percent }}."""
    return format_percent(fraction, digits, language=_language())


@register.filter
def probability(value: Number | None) -> str:
    """Write a probability with two decimals: {{ 0.417|probability }}."""
    return format_probability(value)


@register.filter
def money(value: Number | None, currency: str) -> str:
    """Write an amount with its currency: {{ 12236000000|money:"CNY" }}."""
    return format_money(value, currency, language=_language())


@register.filter
def partial_date(value: str) -> str:
    """Write a date as precisely as it is known: {{ "2022-05"|partial_date }}."""
    return format_partial_date(str(value), language=_language())


@register.filter
def date_until(first: str, last: str) -> str:
    """Write two dates as a range: {{ "2023-07-08"|date_until:"2023-07-09" }}."""
    return format_date_range(str(first), str(last), language=_language())


@register.filter
def cell(value: object, kind: str) -> str:
    """Write a cell of a chart's table by the kind of its column."""
    if kind == "number" and (value is None or isinstance(value, Number)):
        return format_number(value)
    return "" if value is None else str(value)


@register.filter
def svg_width(percent_of_width: float) -> str:
    """Write a width for an SVG attribute, with a point in every language."""
    return f"{percent_of_width:.2f}%"


def _language() -> str:
    """Return the active language, English if none is."""
    return get_language() or "en"
