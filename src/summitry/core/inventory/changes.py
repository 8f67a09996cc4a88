"""What changed from one version of an inventory to the next, and what asks for a reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from summitry.core.inventory.lines import Inventory, Line
from summitry.core.inventory.rulebook import Rulebook
from summitry.core.inventory.totals import InventoryTotals, add_up


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """A line that two versions have differently, in tonnes CO2e of each version's set.

    ``delta_t`` is None where one of the two has no number. ``needs_reason`` holds where
    the difference is beyond the threshold, or the method is another one.
    """

    ref: str
    before: Line | None
    after: Line | None
    before_t: float | None
    after_t: float | None
    method_changed: bool
    needs_reason: bool

    @property
    def delta_t(self) -> float | None:
        """The difference in tonnes CO2e."""
        if self.before_t is None or self.after_t is None:
            return None
        return self.after_t - self.before_t

    @property
    def relative(self) -> float | None:
        """The difference as a fraction of the earlier number."""
        if self.delta_t is None or not self.before_t:
            return None
        return self.delta_t / abs(self.before_t)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Two versions of one inventory side by side; only lines that differ are listed."""

    before: InventoryTotals
    after: InventoryTotals
    gwp_set_changed: bool
    boundary_changed: bool
    lines: tuple[LineChange, ...]

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The lines that ask for a reason."""
        return tuple(line.ref for line in self.lines if line.needs_reason)


def compare_inventories(
    before: Inventory, after: Inventory, rulebook: Rulebook
) -> Changes:
    """Compare two versions of an inventory line by line, in the protocol's order.

    A difference asks for a reason where it exceeds ``material_share`` of the line's larger
    number, and where a number came or went. Raises InvalidDataError as ``add_up`` does.
    """
    then, now = add_up(before, rulebook), add_up(after, rulebook)
    order = {ref: place for place, ref in enumerate(rulebook.lines)}
    refs = sorted(
        {*before.lines, *after.lines}, key=lambda ref: (order.get(ref, 99), ref)
    )
    found: list[LineChange] = []
    for ref in refs:
        old, new = before.lines.get(ref), after.lines.get(ref)
        # The same gases come to other tonnes CO2e under another set.
        if old == new and then.lines_t.get(ref) == now.lines_t.get(ref):
            continue
        found.append(
            _change(
                (ref, old, new),
                (then.lines_t, now.lines_t),
                tolerance=rulebook.thresholds.material_share,
            )
        )
    return Changes(
        before=then,
        after=now,
        gwp_set_changed=before.gwp_set != after.gwp_set,
        boundary_changed=before.place.boundary != after.place.boundary,
        lines=tuple(found),
    )


def _change(
    versions: tuple[str, Line | None, Line | None],
    tonnes: tuple[Mapping[str, float], Mapping[str, float]],
    *,
    tolerance: float,
) -> LineChange:
    ref, old, new = versions
    before_t, after_t = (each.get(ref) for each in tonnes)
    method_changed = _methods(old) != _methods(new)
    return LineChange(
        ref=ref,
        before=old,
        after=new,
        before_t=before_t,
        after_t=after_t,
        method_changed=method_changed,
        needs_reason=method_changed or _is_beyond(before_t, after_t, tolerance),
    )


def _methods(line: Line | None) -> tuple[str, ...]:
    """List the methods behind a line; a line without a number has none to speak of."""
    if line is None or not line.has_value:
        return ()
    return tuple(sorted(call.method for call in line.calculations))


def _is_beyond(before: float | None, after: float | None, tolerance: float) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(after - before) > tolerance * max(abs(before), abs(after))
