"""Files: the register with its judgements, the outcomes of a convening, its publications."""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from typing import TypeAlias

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from summitry.formats.csl_json import write_csl_json
from summitry.web.commitments.queries import Standing, standings
from summitry.web.convenings.models import Convening
from summitry.web.evidence.queries import data_version
from summitry.web.outcomes.queries import cited_publications, list_outcomes
from summitry.web.portal.lists import state
from summitry.web.portal.register import JudgedCommitment, judged_register

Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = dict[str, Cell]


def _etag(request: HttpRequest, ending: str) -> str:
    return f'"{data_version()}-{timezone.now().date()}-{ending}"'


@require_safe
@condition(etag_func=_etag)
def register(request: HttpRequest, ending: str) -> StreamingHttpResponse:
    """Send the whole register, row by row, as CSV or JSON."""
    today = timezone.now().date()
    rows = _rows(today)
    if ending == "csv":
        response = StreamingHttpResponse(
            _write_csv(rows), content_type="text/csv; charset=utf-8"
        )
    else:
        response = StreamingHttpResponse(
            _write_json(rows, today), content_type="application/json"
        )
    name = f"commitments-{today}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(today: dt.date) -> Iterator[Row]:
    judged = judged_register(today.year)
    standing = standings((one.commitment for one in judged), today)
    for one, reported in zip(judged, standing, strict=True):
        yield _promise(one) | _verdict(one) | _reports(reported)


def _promise(judged: JudgedCommitment) -> Row:
    one = judged.commitment
    place = one.organisation.place
    return {
        "id": one.pk,
        "organisation": one.organisation.name,
        "organisation_zh": one.organisation.name_zh,
        "country": one.organisation.country,
        "place": place.slug if place else "",
        "dataset": one.dataset,
        "reference": one.reference,
        "version": one.version,
        "stage": one.stage,
        "status": one.status,
        "kind": one.kind,
        "kind_text": one.kind_text,
        "base_year": one.base_year,
        "base_emissions_t": one.base_emissions_t,
        "target_year": one.target_year,
        "reduction": one.reduction,
        "stated_level_t": one.level_t,
        "bau_emissions_t": one.bau_emissions_t,
        "intensity_unit": one.intensity_unit,
        "set_year": one.set_year,
        "coverage": one.coverage,
        "boundary": one.boundary_text,
        "conditions": one.conditions,
        "source": one.source.key,
        "source_row": one.source_row,
    }


def _verdict(judged: JudgedCommitment) -> Row:
    first = judged.first
    progress = first.progress if first else None
    base = first.base if first else None
    return {
        "series": first.series.dataset if first else None,
        "level_t": first.level_t if first else None,
        "base_judged_year": base.year if base else None,
        "base_judged_t": base.value if base else None,
        "latest_year": first.latest.year if first else None,
        "latest_t": first.latest.value if first else None,
        "achieved": progress.achieved if progress else None,
        "expected": progress.expected if progress else None,
        "state": state(judged),
        "on_track": judged.on_track,
        "probability_kept": judged.judgement.probability_kept,
        "is_settled": judged.judgement.is_settled,
        "reason": judged.judgement.reason,
        "missing": " ".join(judged.missing),
    }


def _reports(standing: Standing) -> Row:
    report, silence = standing.last_report, standing.staleness
    return {
        "last_report_year": report.year if report else None,
        "last_report_state": report.state if report else None,
        "last_report_measured_t": report.measured_t if report else None,
        "reporting": silence.level,
        "no_report_since": silence.since,
        "report_due": str(silence.due) if silence.due else None,
    }


class _Line:
    """A file of one line, which the CSV writer hands back; it must have ``write``."""

    def write(self, line: str) -> str:
        """Return what would be written."""
        return line


def _write_csv(rows: Iterator[Row]) -> Iterator[str]:
    writer = csv.writer(_Line())
    for at, row in enumerate(rows):
        if not at:
            # Spreadsheets take a file for UTF-8 by this mark alone.
            yield "\ufeff" + writer.writerow(row)
        yield writer.writerow(_plain(cell) for cell in row.values())


def _plain(cell: Cell) -> Cell:
    return str(cell).lower() if isinstance(cell, bool) else cell


def _write_json(rows: Iterator[Row], today: dt.date) -> Iterator[str]:
    head = json.dumps({"as_of": str(today), "data_version": data_version()})
    yield f'{head[:-1]}, "commitments": ['
    for at, row in enumerate(rows):
        line = json.dumps(row, ensure_ascii=False, allow_nan=False)
        yield f"{',' if at else ''}\n{line}"
    yield "\n]}\n"


@require_safe
def convening_outcomes(request: HttpRequest, slug: str) -> HttpResponse:
    """Send all that came of a convening, with every figure and its source, as JSON."""
    found = get_object_or_404(Convening, slug=slug)
    body = json.dumps(list_outcomes(found), ensure_ascii=False, default=str)
    return HttpResponse(body, content_type="application/json")


@require_safe
def convening_publications(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the publications of a convening as CSL-JSON, for a reference manager."""
    found = get_object_or_404(Convening, slug=slug)
    items = write_csl_json(cited_publications(found))
    response = HttpResponse(
        json.dumps(items, ensure_ascii=False, indent=1),
        content_type="application/vnd.citationstyles.csl+json",
    )
    response["Content-Disposition"] = f'attachment; filename="{slug}.csl.json"'
    return response
