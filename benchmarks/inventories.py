"""Totals and checks of 10,000 inventories, beside a plain Python loop and pandas.

``summitry bench inventories``. The inventories are made up, 53 lines each, two thirds of
them numbers. All three give BASIC, BASIC+ and territorial, as a whole and by sector, the
scopes, biogenic CO2 and completeness of each inventory, and the findings of V01, V02, V03,
V08, V13, V19, V20 and V22; that they agree is checked before times are printed. Each
starts from the form that is its own: arrays, a list of dictionaries, a table.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from summitry.core.inventory.gpc import LEVELS, SECTORS
from summitry.core.inventory.many import (
    KEY_BITS,
    RULES_OF_MANY,
    ManyInventories,
    add_up_many,
    check_many,
)
from summitry.data.rulebook import load_rulebook

INVENTORIES = 10_000
REPEATS = 5
#: How often a line has a number, a reason, a target, biogenic CO2, a slip.
NUMBERS, REASONS, TARGETS, BIOGENIC, SLIPS = 2 / 3, 0.8, 0.9, 0.05, 0.001
RULEBOOK = load_rulebook()
TABLE = RULEBOOK.lines
REFS = list(TABLE)
KEYS = {bit: key for key, bit in KEY_BITS.items()}

#: Totals of one inventory (levels, sectors and levels, scopes, biogenic CO2, complete).
Result = tuple[np.ndarray, dict[str, int]]


def make_inventories() -> ManyInventories:
    """Make the inventories, the same ones each time."""
    random = np.random.default_rng(0)
    shape = INVENTORIES, len(REFS)
    has_number = random.random(shape) < NUMBERS
    co2e = np.where(has_number, random.lognormal(10, 2, shape), np.nan)
    co2e[random.random(shape) < SLIPS] *= -1
    keys = random.choice(np.array([1, 1, 2, 4, 8], np.uint8), shape)
    keys[has_number & (random.random(shape) > SLIPS)] = 0
    keys[random.random(shape) < SLIPS] = 0
    rows, lines = np.nonzero(keys == KEY_BITS["IE"])
    told = random.random(len(rows)) < TARGETS
    targets = random.integers(-1, len(REFS), told.sum())
    return ManyInventories(
        co2e_t=np.asfortranarray(co2e),
        lowest_t=np.asfortranarray(co2e),
        biogenic_t=np.asfortranarray(
            np.where(random.random(shape) < BIOGENIC, 1000.0, np.nan)
        ),
        keys=np.asfortranarray(keys),
        written=np.ones(shape, np.bool_, order="F"),
        explained=np.asfortranarray(random.random(shape) < REASONS),
        targets=np.column_stack([rows[told], lines[told], targets]),
        population=random.lognormal(12, 2, INVENTORIES).round(),
        claims=random.integers(-1, 2, INVENTORIES).astype(np.int8),
    )


def ours(many: ManyInventories) -> Result:
    """Add up and check the arrays."""
    totals = add_up_many(many, RULEBOOK)
    found = check_many(many, totals, RULEBOOK)
    numbers = np.column_stack(
        [
            totals.levels_t,
            totals.sectors_t.reshape(len(totals.levels_t), -1),
            totals.scopes_t,
            totals.biogenic_co2_t,
            totals.complete,
        ]
    )
    return numbers, {rule: int(each.sum()) for rule, each in found.items()}


def as_dictionaries(many: ManyInventories) -> list[dict[str, Any]]:
    """Write the inventories as a program without arrays holds them."""
    targets = {(r, c): t for r, c, t in many.targets.tolist()}
    found = []
    for row, (co2e, biogenic, keys, explained) in enumerate(
        zip(
            many.co2e_t.tolist(),
            many.biogenic_t.tolist(),
            many.keys.tolist(),
            many.explained.tolist(),
            strict=True,
        )
    ):
        lines = {}
        for at, ref in enumerate(REFS):
            target = targets.get((row, at))
            name = "?" if target == -1 else None if target is None else REFS[target]
            lines[ref] = {
                "co2e_t": None if np.isnan(co2e[at]) else co2e[at],
                "biogenic_t": None if np.isnan(biogenic[at]) else biogenic[at],
                "key": KEYS.get(keys[at]),
                "explained": explained[at],
                "target": name,
            }
        people, claim = float(many.population[row]), int(many.claims[row])
        found.append({"lines": lines, "population": people, "claim": claim})
    return found


def plain_loop(inventories: list[dict[str, Any]]) -> Result:
    """Add up and check line by line, with dictionaries and floats."""
    rows = [loop_totals(each["lines"]) for each in inventories]
    counts = dict.fromkeys(RULES_OF_MANY, 0)
    for each, row in zip(inventories, rows, strict=True):
        loop_checks(each, row[0], counts)
    return np.array(rows, float), counts


_SLOTS = {
    ref: [
        *(at for at, level in enumerate(LEVELS) if line.counts_for(level)),
        *(
            len(LEVELS) * (1 + SECTORS.index(line.sector_number)) + at
            for at, level in enumerate(LEVELS)
            if line.sector_number in SECTORS and line.counts_for(level)
        ),
        *([] if ref == "VI.1" else [len(LEVELS) * (1 + len(SECTORS)) + line.scope - 1]),
    ]
    for ref, line in TABLE.items()
}
_BEYOND = [r for r, line in TABLE.items() if line.basic_plus and not line.basic]
_LAND_AND_INDUSTRY = [r for r in REFS if r.startswith(("IV.", "V."))]


def loop_totals(lines: dict[str, dict[str, Any]]) -> list[float | None]:
    """Add up one inventory."""
    sums: list[float | None] = [None] * (len(LEVELS) * (1 + len(SECTORS)) + 4)
    complete = True
    for ref, line in lines.items():
        value = line["co2e_t"]
        if value is not None:
            for slot in _SLOTS[ref]:
                sums[slot] = (sums[slot] or 0.0) + value
        elif line["key"] is None and ref != "VI.1":
            complete = False
        if line["biogenic_t"] is not None and ref != "VI.1":
            sums[-1] = (sums[-1] or 0.0) + line["biogenic_t"]
    return [*sums, complete]


def loop_checks(
    inventory: dict[str, Any], basic_t: float | None, counts: dict[str, int]
) -> None:
    """Check one inventory."""
    lines, thresholds = inventory["lines"], RULEBOOK.thresholds
    loop_lines(lines, counts)
    if basic_t is not None:
        per_head = basic_t / inventory["population"]
        low, high = thresholds.lowest_t_per_head, thresholds.highest_t_per_head
        counts["V13"] += not low <= per_head <= high
    implied = inventory["claim"] < 0 and any(
        lines[ref]["co2e_t"] is not None for ref in _BEYOND
    )
    if inventory["claim"] == LEVELS.index("basic_plus") or implied:
        for ref in _LAND_AND_INDUSTRY:
            counts["V20"] += lines[ref]["key"] == "NE" and lines[ref]["co2e_t"] is None
    for place in range(1, 7):
        lost = lines[f"I.{place}.3"]["co2e_t"] or 0
        delivered = lines[f"I.{place}.2"]["co2e_t"] or 0
        if lost > 0 and delivered > 0:
            loss = lost / delivered
            counts["V22"] += not (
                thresholds.loss_lowest <= loss <= thresholds.loss_highest
            )


def loop_lines(lines: dict[str, dict[str, Any]], counts: dict[str, int]) -> None:
    """Check the lines of one inventory, each for itself and with its neighbours."""
    for ref, line in lines.items():
        value, key = line["co2e_t"], line["key"]
        counts["V01"] += (value is None) == (key is None)
        if key == "IE":
            target = lines.get(line["target"])
            lost = target is None or target is line or target["co2e_t"] is None
            counts["V02"] += lost
        counts["V03"] += key in ("NE", "C") and not line["explained"]
        counts["V19"] += value is not None and value < 0 and ref != "V.2"
    for place in range(1, 5):
        inside, outside = lines[f"III.{place}.1"], lines[f"III.{place}.2"]
        own = inside["co2e_t"]
        counts["V08"] += bool(own) and own == outside["co2e_t"]
        foreign = lines[f"III.{place}.3"]
        counts["V08"] += (foreign["co2e_t"] or 0) > 0 and not foreign["explained"]


def as_table(many: ManyInventories) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write the inventories as a long table, one row a line, and their facts."""
    rows, lines = np.indices(many.co2e_t.shape)
    targets = np.full(many.co2e_t.shape, -2)
    targets[many.targets[:, 0], many.targets[:, 1]] = many.targets[:, 2]
    frame = pd.DataFrame(
        {
            "inventory": rows.ravel(),
            "ref": pd.Categorical.from_codes(lines.ravel(), REFS),
            "co2e_t": many.co2e_t.ravel(),
            "biogenic_t": many.biogenic_t.ravel(),
            "key": pd.Series(many.keys.ravel()).map({0: "", **KEYS}).astype("category"),
            "explained": many.explained.ravel(),
            "target": targets.ravel(),
        }
    )
    entries = pd.DataFrame(
        {
            "ref": pd.Categorical(REFS, REFS),
            "scope": [line.scope for line in TABLE.values()],
            "sector": [line.sector_number for line in TABLE.values()],
            **{
                level: [e.counts_for(level) for e in TABLE.values()] for level in LEVELS
            },
        }
    )
    frame = frame.merge(entries, on="ref", how="left")
    frame["sector"] = frame["sector"].astype("category")
    facts = pd.DataFrame({"population": many.population, "claim": many.claims})
    return frame, facts


def with_pandas(tables: tuple[pd.DataFrame, pd.DataFrame]) -> Result:
    """Add up and check the long table; the line's scope and levels are columns of it."""
    frame, facts = tables
    index = facts.index
    totals: list[Any] = []
    for level in LEVELS:
        counted = frame.loc[frame[level], ["inventory", "co2e_t"]]
        sums = counted.groupby("inventory")["co2e_t"].sum(min_count=1)
        totals.append(sums.reindex(index).to_numpy())
    by_sector = {}
    for level in LEVELS:
        counted = frame.loc[frame[level], ["inventory", "sector", "co2e_t"]]
        grouped = counted.groupby(["inventory", "sector"], observed=True)["co2e_t"]
        table = grouped.sum(min_count=1).unstack()  # noqa: PD010 - no second aggregation
        by_sector[level] = table.reindex(index=index, columns=list(SECTORS))
    totals += [by_sector[level][sector] for sector in SECTORS for level in LEVELS]
    required = frame["ref"] != "VI.1"
    counted = frame.loc[required, ["inventory", "scope", "co2e_t"]]
    grouped = counted.groupby(["inventory", "scope"])["co2e_t"]
    scopes = grouped.sum(min_count=1).unstack()  # noqa: PD010 - no second aggregation
    totals += [scopes.reindex(index)[scope] for scope in (1, 2, 3)]
    biogenic = frame.loc[required].groupby("inventory")["biogenic_t"].sum(min_count=1)
    empty = frame["co2e_t"].isna() & (frame["key"] == "") & required
    totals += [biogenic.reindex(index), ~empty.groupby(frame["inventory"]).any()]
    return np.column_stack([np.asarray(each, float) for each in totals]), pandas_checks(
        frame, facts, totals[0]
    )


def pandas_checks(
    frame: pd.DataFrame, facts: pd.DataFrame, basic_t: np.ndarray
) -> dict[str, int]:
    """Check the long table."""
    thresholds = RULEBOOK.thresholds
    number, key = frame["co2e_t"].notna(), frame["key"]
    wide = _spread(frame, "co2e_t")
    elsewhere = frame.loc[key == "IE", ["inventory", "ref", "target"]]
    known = elsewhere[elsewhere["target"] >= 0]
    at = known["inventory"].to_numpy(), known["target"].to_numpy()
    lost = np.isnan(wide.to_numpy()[at]) | (known["ref"].cat.codes == known["target"])
    explained = _spread(frame, "explained")
    twice = 0
    for place in range(1, 5):
        own, outside, foreign = (wide[f"III.{place}.{way}"] for way in (1, 2, 3))
        twice += ((own != 0) & (own == outside)).sum()
        twice += ((foreign > 0) & ~explained[f"III.{place}.3"]).sum()
    per_head = pd.Series(basic_t) / facts["population"]
    low, high = thresholds.lowest_t_per_head, thresholds.highest_t_per_head
    implied = (facts["claim"] < 0) & wide[_BEYOND].notna().any(axis=1)
    claimed = implied | (facts["claim"] == LEVELS.index("basic_plus"))
    missing = frame[(key == "NE") & ~number & frame["sector"].isin(["IV", "V"])]
    losses = 0
    for place in range(1, 7):
        lost_t, delivered = wide[f"I.{place}.3"], wide[f"I.{place}.2"]
        loss = (lost_t / delivered)[(lost_t > 0) & (delivered > 0)]
        losses += (~loss.between(thresholds.loss_lowest, thresholds.loss_highest)).sum()
    return {
        "V01": int((number == (key != "")).sum()),
        "V02": int(len(elsewhere) - len(known) + lost.sum()),
        "V03": int((key.isin(["NE", "C"]) & ~frame["explained"]).sum()),
        "V08": int(twice),
        "V13": int(((per_head < low) | (per_head > high)).sum()),
        "V19": int(((frame["co2e_t"] < 0) & (frame["ref"] != "V.2")).sum()),
        "V20": int(claimed[missing["inventory"]].sum()),
        "V22": int(losses),
    }


def _spread(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Put the lines of an inventory side by side."""
    values = frame.set_index(["inventory", "ref"])[column]
    return values.unstack()  # noqa: PD010 - pivot_table would aggregate, which is slower


def measure(run: Callable[[], Result], repeats: int) -> tuple[float, Result]:
    """Return the best time of so many runs, and what they gave."""
    run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        found = run()
        times.append(time.perf_counter() - start)
    return min(times), found


def run(data: Path) -> None:
    """Print times and ratios; no data are needed."""
    _ = data
    many = make_inventories()
    dictionaries, tables = as_dictionaries(many), as_table(many)
    our_time, found = measure(lambda: ours(many), REPEATS)
    loop_time, looped = measure(lambda: plain_loop(dictionaries), 2)
    pandas_time, tabled = measure(lambda: with_pandas(tables), REPEATS)
    for other in (looped, tabled):
        np.testing.assert_allclose(found[0], other[0], rtol=1e-9, atol=1e-6)
        if other[1] != found[1]:
            message = f"findings differ: {found[1]} and {other[1]}"
            raise AssertionError(message)
    lines = INVENTORIES * len(REFS)
    print(f"totals and checks of {INVENTORIES:,} inventories, {lines:,} lines")
    print(f"findings {', '.join(f'{rule} {n:,}' for rule, n in found[1].items())}")
    for name, seconds in (("a plain loop", loop_time), ("pandas", pandas_time)):
        print(
            f"ours {our_time:.4f} s, {name} {seconds:.3f} s, "
            f"ratio {seconds / our_time:.0f}"
        )
