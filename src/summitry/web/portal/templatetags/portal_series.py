"""Filters that say in words what a series counts."""

from django import template
from django.utils.translation import pgettext

from summitry.web.portal.charts import describe_series
from summitry.web.portal.queries import SeriesSummary

register = template.Library()


@register.filter
def basis_and_boundary(series: SeriesSummary) -> str:
    """Say what a series counts, and for which area."""
    return pgettext("between names", ", ").join(
        describe_series(series.basis, series.boundary)
    )
