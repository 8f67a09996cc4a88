"""Filters that write pictures made by this site, and whole percentages."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def svg(picture: str) -> SafeString:
    """Write a picture that ``page.charts.fan`` drew, which escapes what it is told."""
    return mark_safe(picture)  # noqa: S308 - drawn by this site, its words are escaped
