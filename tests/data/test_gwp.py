import csv
from pathlib import Path

import pytest

from summitry.core.gases import gwp
from summitry.data.gwp import load_gwp_table

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
COLUMNS = {
    "SAR": "SARGWP100",
    "TAR": "TARGWP100",
    "AR4": "AR4GWP100",
    "AR5": "AR5GWP100",
    "AR5CCF": "AR5CCFGWP100",
    "AR6": "AR6GWP100",
}


def test_table_equals_the_public_compilation():
    path = SHARED / "gwp" / "globalwarmingpotentials.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    expected = {
        (row["Species"], key): float(row[column])
        for row in rows
        for key, column in COLUMNS.items()
        if row[column]
    }
    table = load_gwp_table()
    found = {
        (species, key): gwp(table, species, gwp_set=key) for species, key in expected
    }
    assert found == expected


def test_every_row_has_its_source():
    file = Path(__file__).resolve().parents[2] / "src/summitry/data/gwp.csv"
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert [row for row in rows if not row["source"]] == []
