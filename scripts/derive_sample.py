"""Derive the sample network's figures from the raw data, by the readers of ``formats``.

Run by hand: ``uv run python scripts/derive_sample.py ../shared/data``. What it writes,
``readings.csv``, ``actors.csv``, ``inventories.csv`` and ``pledges.csv`` in
``src/summitry/data/sample``, is committed. An actor whose place could not be told for
certain stays out; every figure keeps the row of the source it stands in.
"""

import dataclasses
import sys
from pathlib import Path

from summitry.core.reported import Actor
from summitry.data.actors import find_actor_place
from summitry.formats.kinds import read_file
from summitry.formats.reading import Reading
from summitry.formats.sample import write_readings

SAMPLE = Path(__file__).resolve().parent.parent / "src/summitry/data/sample"
FILES = (
    ("cdp-emissions", "cdp_citywide/2016_*.csv"),
    ("cdp-emissions", "cdp_citywide/2017_*.csv"),
    ("cdp-emissions", "cdp_citywide/2018_*.csv"),
    ("cdp-emissions", "cdp_citywide/2019_*.csv"),
    ("cdp-emissions", "cdp_citywide/2020_*.csv"),
    ("cdp-targets", "cdp_targets/2021_*.csv"),
    ("c40-gpc", "c40_gpc/*.xlsx"),
    ("ceads", "ceads_cities/*.xlsx"),
    ("net-zero-tracker", "net_zero_tracker/*.xlsx"),
    ("klimatkollen", "klimatkollen_se/*sector*.json"),
)


def main() -> None:
    """Read every file, leave out who has no place, write the tables."""
    folder = Path(sys.argv[1])
    readings = [
        _placed(read_file(kind, next(iter(sorted(folder.glob(pattern))))))
        for kind, pattern in FILES
    ]
    write_readings(SAMPLE, readings)
    for reading in readings:
        print(f"{reading.source}: {len(reading.records)} of {reading.rows_read} rows")


def _placed(reading: Reading) -> Reading:
    kept = tuple(record for record in reading.records if _has_place(record.actor))
    return dataclasses.replace(reading, records=kept)


def _has_place(actor: Actor) -> bool:
    known = find_actor_place(actor.scheme, actor.identifier)
    return known is not None and bool(known.slug)


if __name__ == "__main__":
    main()
