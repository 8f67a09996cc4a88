"""Checks of keys: V01, V02, V03, V20."""

from collections.abc import Iterator

from summitry.core.inventory.checks.finding import Examined, Fault, tonnes
from summitry.core.inventory.gpc import EXTRA_REFS
from summitry.core.inventory.lines import Line


def find_value_and_key(examined: Examined) -> Iterator[Fault]:
    """V01: a line has either a value or a key."""
    for ref, line in examined.inventory.lines.items():
        figures = {"key": repr(line.notation_key)}
        if line.notation_key and not line.notations:
            yield Fault(
                ref,
                "has the text {key} for a key; allowed are NO, NE, IE and C, also as in "
                "NO; IE or IE (II.1.1); put the text into explanation",
                figures,
            )
        elif line.has_value and line.notation_key:
            yield Fault(
                ref,
                "has both {value} and the key {key}; a line has one of them; the number "
                "counts, delete the key, or the number if the key is right",
                figures | {"value": tonnes(examined.totals.lines_t[ref])},
            )
        elif not line.has_value and not line.notation_key:
            yield Fault(
                ref,
                "has neither a number nor a key; give tonnes (0 if measured as nothing), "
                "or NO, NE, IE or C",
            )
        if ref in EXTRA_REFS and line.has_value:
            yield Fault(
                ref,
                "is no line of GPC 1.1, so its {value} are in no total; move them to the "
                "line that holds the source",
                {"value": tonnes(examined.totals.lines_t[ref])},
                severity="warning",
            )


def find_lost_targets(examined: Examined) -> Iterator[Fault]:
    """V02: what is included elsewhere names a line that has a number."""
    for ref, line in examined.inventory.lines.items():
        if "IE" not in line.keys or ref in EXTRA_REFS:
            continue
        if not line.targets:
            yield Fault(
                ref,
                "is IE and names no line that includes it; name one with a number, as in "
                "IE (II.1.1) or in included_in",
            )
        for target in line.targets:
            yield from _judge_target(examined, ref, target)


def _judge_target(examined: Examined, ref: str, target: str) -> Iterator[Fault]:
    figures = {"target": repr(target)}
    if examined.gpc_line(target) is None:
        yield Fault(
            ref,
            "is IE in {target}, which is no line of the GPC; name a line such as II.1.1",
            figures,
        )
    elif target == ref:
        yield Fault(
            ref, "is IE in itself, {target}; name the line that has the number", figures
        )
    elif examined.number(target) is None:
        yield Fault(
            ref,
            "is IE in {target}, which has no number; name the line that includes it, or "
            "give the number",
            figures,
        )


def find_missing_reasons(examined: Examined) -> Iterator[Fault]:
    """V03: what is not estimated, or confidential, says why."""
    for ref, line in examined.inventory.lines.items():
        unexplained = sorted(line.keys & {"NE", "C"})
        explained = line.explanation.strip() or ref in EXTRA_REFS
        if unexplained and not explained:
            yield Fault(
                ref,
                "is {key} without a reason; allowed with one; say why in explanation",
                {"key": ", ".join(unexplained)},
            )


def find_false_basic_plus(examined: Examined) -> Iterator[Fault]:
    """V20: BASIC+ has industry and land estimated.

    Where the level is not declared, a number in a line that BASIC+ alone has is taken for
    the claim, and the finding is a warning.
    """
    level = examined.inventory.place.level
    implied = level is None and any(
        line.basic_plus and not line.basic and examined.number(ref) is not None
        for ref, line in examined.rulebook.lines.items()
    )
    if level != "basic_plus" and not implied:
        return
    for ref, line in examined.inventory.lines.items():
        if ref.startswith(("IV.", "V.")) and _is_not_estimated(line):
            yield Fault(
                ref,
                "is NE, so the BASIC+ total lacks it; BASIC+ wants a number, NO or IE for "
                "each line of IV and V; estimate it, or report BASIC",
                severity="error" if level == "basic_plus" else "warning",
            )


def _is_not_estimated(line: Line) -> bool:
    return "NE" in line.keys and not line.has_value
