"""Filters that say why a commitment cannot be judged, and what a series counts."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext

from summitry.web.portal.charts import describe_series
from summitry.web.portal.queries import SeriesSummary
from summitry.web.portal.register import JudgedCommitment

register = template.Library()

_REASONS: dict[str, Promise] = {
    "no_series": _("no figures of the city"),
    "no_target_year": _("no target year"),
    "no_level": _("comes to no level in tonnes"),
    "no_figure": _("no figure for its year"),
    "slip": _("the figure of its year looks like a slip"),
}


@register.filter
def why_not_judged(judged: JudgedCommitment) -> str:
    """Say why there is no probability; empty where there is one."""
    reason = judged.judgement.reason
    return str(_REASONS[reason]) if reason else ""


@register.filter
def basis_and_boundary(series: SeriesSummary) -> str:
    """Say what a series counts, and for which area."""
    return pgettext("between names", ", ").join(
        describe_series(series.basis, series.boundary)
    )
