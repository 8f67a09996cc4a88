"""What stands behind a promise, from the closed answers that its source gives.

Every answer quotes what it rests on. What a source does not record stays unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy

from summitry.core.commitments.integrity import CheckName, Finding, list_checks
from summitry.web.commitments.models import (
    Commitment,
    Kind,
    ProgressReport,
    ReportState,
    Stage,
)
from summitry.web.commitments.queries import current_commitments, reports_of

QUESTIONS: Mapping[CheckName, Promise] = {
    "pledge": _("Is it adopted by those who may?"),
    "plan": _("Does a published plan say how it is kept?"),
    "action": _("Have measures begun?"),
    "publication": _("Is progress reported at least once a year?"),
    "interim_target": _("Is there a nearer target on the way?"),
    "coverage": _("Does it say which gases and sectors it covers?"),
    "residual": _("Does it say which emissions will be left?"),
    "offsets": _("Does it say whether credits count?"),
}
#: The answers of sources, as a page shows them; what is not here is shown as it is.
_ANSWERS: Mapping[str, Promise] = {
    "Yes": pgettext_lazy("answer of a source", "yes"),
    "No": pgettext_lazy("answer of a source", "no"),
    "Not Specified": _("not specified"),
    "Annual reporting": _("annual reporting"),
    "Less than annual reporting": _("reporting less than once a year"),
    "No reporting mechanism": _("no reporting mechanism"),
    "Carbon dioxide only": _("carbon dioxide only"),
    "Carbon dioxide and other GHGs": _("carbon dioxide and other greenhouse gases"),
    "All emissions sources included in city inventory": _(
        "all emissions sources in the city's inventory"
    ),
}
_ADOPTED = (Stage.ADOPTED, Stage.IN_LAW, Stage.ACHIEVED)


@dataclass(frozen=True, slots=True)
class Check:
    """A question, its answer (None: unknown), and what the answer rests on."""

    name: CheckName
    question: str
    answer: bool | None
    evidence: str


def integrity(commitment: Commitment) -> list[Check]:
    """List what stands behind a promise on record, as :func:`list_integrity` does."""
    same_city = current_commitments().filter(organisation=commitment.organisation_id)
    return list_integrity(
        commitment, reports=list(reports_of(commitment)), others=list(same_city)
    )


def list_integrity(
    commitment: Commitment,
    *,
    reports: Sequence[ProgressReport] = (),
    others: Sequence[Commitment] = (),
) -> list[Check]:
    """List what stands behind a promise: yes, no or unknown, each with its evidence.

    ``reports`` are those on this promise, ``others`` what the same city promised
    elsewhere in the register.
    """
    found: dict[CheckName, Finding | None] = {
        "pledge": _pledge(commitment),
        "plan": _answer(commitment, "has_plan", {"Yes": True, "No": False}),
        "action": _action(reports),
        "publication": _answer(
            commitment,
            "reporting_mechanism",
            {
                "Annual reporting": True,
                "Less than annual reporting": False,
                "No reporting mechanism": False,
            },
        ),
        "interim_target": _interim(commitment, others),
        "coverage": _coverage(commitment),
        "residual": _residual(commitment),
        "offsets": _answer(
            commitment,
            "carbon_credit_offsets",
            {"Yes": True, "No": True, "Not Specified": False},
        ),
    }
    checks = list_checks({name: one for name, one in found.items() if one is not None})
    return [
        Check(
            name,
            str(QUESTIONS[name]),
            finding.answer if finding else None,
            finding.evidence if finding else "",
        )
        for name, finding in checks.items()
    ]


def say_answer(text: str) -> str:
    """Return a closed answer of a source in the language of the page."""
    return str(_ANSWERS.get(text, text))


def _answer(
    commitment: Commitment, key: str, meaning: Mapping[str, bool]
) -> Finding | None:
    said = commitment.details.get(key, "")
    return Finding(meaning[said], say_answer(said)) if said in meaning else None


def _pledge(commitment: Commitment) -> Finding | None:
    # Who made a declaration, and whether they may, no source here records.
    said = commitment.get_stage_display()
    if commitment.stage in _ADOPTED:
        return Finding(answer=True, evidence=str(said))
    if commitment.stage in (Stage.PROPOSED, Stage.WITHDRAWN):
        return Finding(answer=False, evidence=str(said))
    return None


def _action(reports: Sequence[ProgressReport]) -> Finding | None:
    confirmed = [one for one in reports if one.state == ReportState.CONFIRMED]
    if not confirmed:
        return None
    last = max(confirmed, key=lambda one: one.year)
    message = gettext("the confirmed report on %(year)s") % {"year": last.year}
    return Finding(answer=True, evidence=message)


def _interim(commitment: Commitment, others: Sequence[Commitment]) -> Finding | None:
    nearer = [
        one.target_year
        for one in others
        if one.pk != commitment.pk
        and one.target_year
        and commitment.target_year
        and one.target_year < commitment.target_year
    ]
    if nearer:
        message = gettext("a commitment for %(year)s is on record")
        return Finding(answer=True, evidence=message % {"year": max(nearer)})
    if commitment.details.get("interim_target") == "No target":
        return Finding(answer=False, evidence=gettext("the source records none"))
    return None


def _coverage(commitment: Commitment) -> Finding | None:
    if commitment.coverage:
        return Finding(answer=True, evidence=say_answer(commitment.coverage))
    return _answer(
        commitment,
        "gasses_coverage",
        {
            "Carbon dioxide only": True,
            "Carbon dioxide and other GHGs": True,
            "Not Specified": False,
        },
    )


def _residual(commitment: Commitment) -> Finding | None:
    if commitment.kind != Kind.NET_ZERO:
        return None
    stated = commitment.reduction is not None or commitment.level_t is not None
    if stated:
        return Finding(answer=True, evidence=gettext("a reduction or level is stated"))
    message = gettext("neither a reduction nor a level is stated")
    return Finding(answer=False, evidence=message)
