"""The whole C40 database through all of our formats: ``python -m tests.formats.c40_round_trip``."""

import sys
from collections import Counter
from pathlib import Path

import click

from summitry.core.inventory.totals import add_up
from summitry.data.rulebook import load_rulebook
from summitry.formats.inventory_file import read_inventory_file, write_inventory_file
from summitry.formats.inventory_reading import usable_inventory
from summitry.formats.losses import find_losses

FILE = Path(__file__).parents[3] / "shared/data/c40_gpc/C40_GPC_Database.xlsx"


def bits(inventory):
    """Every cell of an inventory, numbers to the last bit."""
    return {
        ref: line.notation_key if line.co2e_t is None else line.co2e_t.hex()
        for ref, line in inventory.lines.items()
    }


def main():
    counts = Counter()
    for reading in read_inventory_file(FILE.read_bytes(), FILE.name):
        inventory = usable_inventory(reading)
        counts["inventories"] += 1
        counts["cells"] += len(inventory.lines)
        counts["keys"] += sum(line.co2e_t is None for line in inventory.lines.values())
        total = add_up(inventory, load_rulebook()).levels.basic_t
        for kind in ("csv", "xlsx", "ciris", "crf"):
            (again,) = read_inventory_file(write_inventory_file(inventory, kind), kind)
            kept = usable_inventory(again)
            lost = {loss.ref for loss in find_losses(inventory, kind)}
            expected = {
                r: v
                for r, v in bits(inventory).items()
                if kind != "crf" or r not in lost
            }
            if (
                bits(kept) != expected
                or add_up(kept, load_rulebook()).levels.basic_t != total
            ):
                sys.exit(f"{kind} changes {inventory.place}")
            counts[kind] += kept == inventory
    click.echo(str(dict(counts)))


if __name__ == "__main__":
    main()
