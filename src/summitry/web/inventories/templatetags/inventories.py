"""Filters that name lines, findings and steps on the pages of inventories."""

from django import template
from django.utils.translation import get_language, gettext

from summitry.catalogue import METHODS
from summitry.core.inventory.checks.finding import Finding, Need
from summitry.web.inventories.wording import (
    LAYOUTS,
    LEVEL_NAMES,
    name_line,
    name_sector,
    say_finding,
    say_need,
    say_quantity,
    say_step_source,
)
from summitry.web.page.figures import format_number, format_percent

register = template.Library()

_IN_FULL = 1000

register.filter("line_name", name_line)
register.filter("sector_name", name_sector)
register.filter("step_source", say_step_source)
register.filter("quantity", say_quantity)


@register.filter
def finding(value: Finding) -> str:
    """Write what a check found."""
    return say_finding(value)


@register.filter
def need(value: Need) -> str:
    """Write what a check lacks."""
    return say_need(value)


@register.filter
def level(value: str) -> str:
    """Write the name of a level of the GPC."""
    return str(LEVEL_NAMES.get(value, value))


@register.filter
def layout(value: str) -> str:
    """Write what a layout of inventory files is called."""
    return str(LAYOUTS[value])


@register.filter
def method_title(name: str) -> str:
    """Write what a method of the catalogue is called."""
    return METHODS[name].title if name in METHODS else name


@register.filter
def words(key: str) -> str:
    """Write the name of an input or a choice as words."""
    return key.replace("_", " ")


@register.filter
def gas(name: str) -> str:
    """Write the name of a gas, with the origin of methane where it is told."""
    plain, _line, origin = name.partition("_")
    origins = {"fossil": gettext("fossil"), "biogenic": gettext("biogenic")}
    return f"{plain} ({origins[origin]})" if origin in origins else name


@register.filter
def input_name(path: str) -> str:
    """Write the path of an input (``0.lime.1.kind``) as words, without its calculation."""
    head, _dot, rest = path.partition(".")
    return (rest if head.isdigit() else path).replace(".", " ").replace("_", " ")


@register.filter
def plain_number(value: float) -> str:
    """Write a number of an equation with up to ten digits that mean something."""
    return f"{value:,.10g}"


@register.filter
def ratio(value: float) -> str:
    """Write a ratio with four digits that mean something, large ones in full."""
    return f"{value:,.0f}" if abs(value) >= _IN_FULL else f"{value:.4g}"


@register.filter
def item(values: dict[str, object], key: str) -> object:
    """Look a key up; nothing where it is not there."""
    return values.get(key)


@register.filter
def signed(value: float) -> str:
    """Write a difference with its sign."""
    return (
        f"{'+' if value > 0 else '−' if value < 0 else ''}{format_number(abs(value))}"
    )


@register.filter
def signed_percent(value: float) -> str:
    """Write a relative difference with its sign."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{format_percent(abs(value), 1, language=get_language() or 'en')}"
