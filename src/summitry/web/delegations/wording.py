"""Words and one picture: what a spreadsheet gets wrong, how the categories fill."""

from collections.abc import Sequence

from django.utils.translation import gettext, pgettext

from summitry.formats.delegates import Fault
from summitry.web.delegations.models import RegistrationMode
from summitry.web.delegations.queries import CategoryCount
from summitry.web.page.charts.bars import Bar, draw_bars
from summitry.web.page.charts.chart import Caption, Chart


def name_fault(fault: Fault) -> str:
    """Say what is wrong with a cell of a spreadsheet, and what it may hold."""
    sentences = {
        "missing": gettext("is empty"),
        "not_latin": gettext("must be in Latin letters, as in the passport"),
        "not_an_email": gettext("is no e-mail address"),
        "unknown_mode": gettext(
            "is no mode; write in person, online, or in person and online"
        ),
        "unknown_country": gettext("is no country or region of ISO 3166-1"),
        "unknown_category": gettext("is no category of participants"),
        "not_a_number": gettext("is no whole number"),
        "twice": gettext("stands in an earlier row too"),
    }
    said = gettext("%(column)s %(value)s %(what)s") % {
        "column": fault.column,
        "value": f"“{fault.value}”" if fault.value else "",
        "what": sentences[fault.reason],
    }
    return " ".join(said.split())


def draw_registrations(convening: str, counts: Sequence[CategoryCount]) -> Chart:
    """Chart how many are registered by category and mode; nobody who waits is counted.

    A registration is a plan (conventions §17.2), so the bars are drawn as promised.
    """
    said = gettext("%(category)s, %(mode)s")
    modes = {
        RegistrationMode.IN_PERSON: gettext("in person"),
        RegistrationMode.ONLINE: gettext("online"),
        RegistrationMode.BOTH: pgettext("mode in a chart", "both"),
    }
    bars = [
        Bar(
            said % {"category": str(one.category), "mode": modes[mode]},
            one.by_mode[mode],
            "promised",
        )
        for one in counts
        for mode in RegistrationMode
        if one.by_mode.get(mode)
    ]
    caption = Caption(
        title=gettext("Registrations by category and mode"),
        unit=gettext("people"),
        source=gettext("Delegation desk of %(convening)s") % {"convening": convening},
        description=gettext("People registered for %(convening)s by category and mode.")
        % {"convening": convening},
    )
    return draw_bars(bars, caption, label_heading=gettext("Category and mode"))
