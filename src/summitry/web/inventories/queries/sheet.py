"""An inventory as a page shows it: 52 lines by sector, with totals and findings."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from summitry.core.inventory.checks.context import Context
from summitry.core.inventory.checks.finding import Finding, Need, NotRun
from summitry.core.inventory.gpc import EXTRA_REFS, GpcLine
from summitry.core.inventory.line_uncertainty import categorise
from summitry.core.inventory.lines import Inventory as InventoryValue, Line as LineValue
from summitry.core.inventory.totals import InventoryTotals, Totals
from summitry.core.inventory.uncertainty import (
    Approach1,
    Approach2,
    Improvement,
    propagate,
    rank_improvements,
    simulate,
)
from summitry.data.rulebook import load_rulebook
from summitry.data.uncertainty import load_uncertainty_defaults
from summitry.web.inventories.models import Draft, DraftLine, ReviewRemark
from summitry.web.inventories.queries.around import Assessment, assess, context_of

#: How many draws Approach 2 takes on a page; more change the last digit alone.
DRAWS = 20_000
_MOST_IMPROVEMENTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: what it holds, what it says, what is wrong with it."""

    ref: str
    entry: GpcLine | None
    value: LineValue | None
    tonnes: float | None
    findings: tuple[Finding, ...] = ()
    copied_from: int | None = None
    remarks: tuple[ReviewRemark, ...] = ()

    @property
    def severity(self) -> str:
        """The worst of its findings, empty without any."""
        severities = {finding.severity for finding in self.findings}
        return "error" if "error" in severities else "warning" if severities else ""


@dataclass(frozen=True, slots=True)
class Sector:
    """The lines of a sector and what they add up to."""

    number: str
    entry: GpcLine
    rows: tuple[Row, ...]
    totals: Totals | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The whole inventory with what the checks say of it."""

    inventory: InventoryValue
    assessment: Assessment
    sectors: tuple[Sector, ...]
    of_whole: tuple[Finding, ...]
    remarks: tuple[ReviewRemark, ...] = field(default=())

    @property
    def totals(self) -> InventoryTotals:
        """What it adds up to."""
        return self.assessment.report.totals

    @property
    def rows(self) -> dict[str, Row]:
        """Every line by its reference."""
        return {row.ref: row for sector in self.sectors for row in sector.rows}

    @property
    def findings(self) -> dict[str, int]:
        """How many errors and warnings there are."""
        counts = {"error": 0, "warning": 0}
        for finding in self.assessment.report.findings:
            counts[finding.severity] += 1
        return counts

    @property
    def not_run(self) -> list[tuple[tuple[Need, ...], bool, list[NotRun]]]:
        """The checks that lacked something, by what they lacked."""
        grouped: defaultdict[tuple[tuple[Need, ...], bool], list[NotRun]] = defaultdict(
            list
        )
        for each in self.assessment.report.not_run:
            grouped[each.needs, each.partly].append(each)
        return [(needs, partly, rules) for (needs, partly), rules in grouped.items()]


def sheet_of_draft(draft: Draft) -> Sheet:
    """Lay an inventory out as it stands, with remarks that are not settled."""
    inventory = draft.value()
    lines = {line.ref: line for line in draft.lines.all()}
    remarks: defaultdict[str, list[ReviewRemark]] = defaultdict(list)
    for remark in draft.remarks.filter(is_settled=False).select_related("by"):
        remarks[remark.ref].append(remark)
    sheet = sheet_of(inventory, context_of(draft, inventory))
    sectors = tuple(
        replace(
            sector, rows=tuple(_with_draft(row, lines, remarks) for row in sector.rows)
        )
        for sector in sheet.sectors
    )
    return replace(sheet, sectors=sectors, remarks=tuple(remarks[""]))


def _with_draft(
    row: Row,
    lines: Mapping[str, DraftLine],
    remarks: Mapping[str, list[ReviewRemark]],
) -> Row:
    line = lines.get(row.ref)
    return replace(
        row,
        value=line.value() if line else None,
        copied_from=line.copied_from if line else None,
        remarks=tuple(remarks.get(row.ref, ())),
    )


def sheet_of(inventory: InventoryValue, context: Context) -> Sheet:
    """Lay an inventory out by sector; lines without a word are there too, empty."""
    assessment = assess(inventory, context)
    table = load_rulebook().lines
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in assessment.report.findings:
        findings[finding.ref].append(finding)
    extra = [ref for ref in EXTRA_REFS if ref in inventory.lines]
    by_sector: defaultdict[str, list[Row]] = defaultdict(list)
    for ref in sorted([*table, *extra], key=_in_order):
        by_sector[ref.partition(".")[0]].append(
            Row(
                ref=ref,
                entry=table.get(ref),
                value=inventory.lines.get(ref),
                tonnes=assessment.report.totals.lines_t.get(ref),
                findings=tuple(findings[ref]),
            )
        )
    return Sheet(
        inventory=inventory,
        assessment=assessment,
        sectors=tuple(
            Sector(
                number,
                table[rows[0].ref],
                tuple(rows),
                assessment.report.totals.sectors.get(number),
            )
            for number, rows in by_sector.items()
        ),
        of_whole=tuple(findings[""]),
    )


def _in_order(ref: str) -> tuple[int, str]:
    sectors = ("I", "II", "III", "IV", "V", "VI")
    return sectors.index(ref.partition(".")[0]), ref


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """How sure the BASIC total is, and what to know better first."""

    total_t: float
    approach1: Approach1
    approach2: Approach2 | None
    improvements: tuple[Improvement, ...]

    @property
    def low_t(self) -> float:
        """The lower end of the 95 % interval by Approach 1."""
        return self.total_t - self.approach1.inventory_absolute

    @property
    def high_t(self) -> float:
        """The upper end of the 95 % interval by Approach 1."""
        return self.total_t + self.approach1.inventory_absolute


def uncertainty_of(
    inventory: InventoryValue, *, simulated: bool = False
) -> Uncertainty | None:
    """Work out how sure the BASIC total is; None where it is no number, or 0."""
    table = load_rulebook().lines
    basic = {
        ref: line
        for ref, line in inventory.lines.items()
        if ref in table and table[ref].basic
    }
    categories = categorise(
        replace(inventory, lines=basic), load_rulebook(), load_uncertainty_defaults()
    )
    total = sum(each.current for each in categories)
    if not total:
        return None
    return Uncertainty(
        total,
        propagate(categories),
        simulate(categories, draws=DRAWS) if simulated else None,
        rank_improvements(categories)[:_MOST_IMPROVEMENTS],
    )
