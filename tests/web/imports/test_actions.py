from dataclasses import replace

import pytest
from tests.web.making import (
    MALMO,
    NOW,
    NOWHERE,
    bring,
    inventory,
    line,
    pledge,
    record,
    skip,
)

from summitry.formats.kinds import read_file
from summitry.web.commitments.models import Commitment
from summitry.web.evidence.actions import BroughtFile
from summitry.web.evidence.models import Claim, Source, Submission
from summitry.web.imports.actions import record_reading
from summitry.web.inventories.models import EmissionSeries, Inventory, Line
from summitry.web.network.models import Organisation, Place

#: Of each real file: rows read; recorded, skipped; new organisations, inventories and
#: commitments. Rows read are those of DATA.md.
REAL_FILES = {
    ("cdp-emissions", "cdp_citywide/2016_*"): (187, 187, 0, 187, 187, 0),
    ("cdp-emissions", "cdp_citywide/2017_*"): (229, 220, 9, 71, 220, 0),
    ("cdp-emissions", "cdp_citywide/2018_*"): (488, 200, 288, 53, 200, 0),
    ("cdp-emissions", "cdp_citywide/2019_*"): (814, 268, 546, 116, 268, 0),
    ("cdp-emissions", "cdp_citywide/2020_*"): (776, 322, 454, 115, 322, 0),
    ("cdp-targets", "cdp_targets/2021_*"): (1460, 1127, 333, 329, 0, 1127),
    ("c40-gpc", "c40_gpc/*.xlsx"): (329, 329, 0, 5, 329, 0),
    ("ceads", "ceads_cities/*.xlsx"): (3929, 3929, 0, 288, 3929, 0),
    ("net-zero-tracker", "net_zero_tracker/*.xlsx"): (4089, 407, 3682, 195, 0, 600),
    ("klimatkollen", "klimatkollen_se/*data.json"): (290, 290, 0, 270, 2900, 0),
    ("klimatkollen", "klimatkollen_se/*sector*.json"): (290, 290, 0, 0, 2900, 0),
}


def counts(report):
    rows, new = report["rows"], report["recorded"]
    assert sum(rows.values()) == report["rows_read"]
    assert len(report["skipped"]) == rows["skipped"]
    return (
        report["rows_read"],
        rows["recorded"],
        rows["skipped"],
        new["organisations"],
        new["inventories"],
        new["commitments"],
    )


def test_report_has_the_shape_of_the_contract(empty):
    report = bring(
        record(2, inventories=[inventory(2014), inventory(2015)]),
        record(3, NOWHERE, inventories=[inventory(2015)], pledges=[pledge()]),
        skipped=[skip(4)],
        unknown=["Colour"],
    )
    assert report == {
        "kind": "cdp-emissions",
        "file": "cdp-emissions-2016.csv",
        "sha256": "0" * 64,
        "rows_read": 3,
        "rows": {"recorded": 2, "unchanged": 0, "skipped": 1},
        "recorded": {"organisations": 2, "inventories": 3, "commitments": 1},
        "skipped": [{"row": 4, "column": "total", "value": "", "reason": "is empty"}],
        "warnings": [
            {
                "row": 3,
                "column": "name",
                "value": "Xyzzy",
                "reason": "no place on the map could be told for this name: "
                "it is kept as an organisation without a city page",
            }
        ],
        "unknown_columns": ["Colour"],
    }
    assert Submission.objects.get().report == report


def test_second_import_records_nothing(empty):
    rows = record(inventories=[inventory(lines=(line(),))], pledges=[pledge()])
    bring(rows)
    report = bring(rows)
    assert report["rows"] == {"recorded": 0, "unchanged": 1, "skipped": 0}
    assert set(report["recorded"].values()) == {0}
    assert report["warnings"] == []
    assert (Inventory.objects.count(), Line.objects.count()) == (1, 1)
    assert Commitment.objects.count() == 1


def test_dry_run_keeps_nothing(empty):
    report = bring(record(inventories=[inventory()]), dry_run=True)
    assert report["recorded"]["inventories"] == 1
    kept = (Submission, Organisation, Place, Source, Inventory)
    assert [model.objects.count() for model in kept] == [0, 0, 0, 0, 0]


def test_failure_half_way_leaves_nothing(empty):
    broken = pledge(reduction="a lot")
    with pytest.raises(ValueError, match="a lot"):
        bring(record(inventories=[inventory()], pledges=[broken]))
    kept = (Submission, Organisation, Place, Source, Inventory)
    assert [model.objects.count() for model in kept] == [0, 0, 0, 0, 0]


def test_populations_are_claims_once_a_source_and_year(empty):
    counted = replace(MALMO, population=280_415, population_year=2011)
    for source in ("cdp-emissions-2016", "cdp-emissions-2016", "cdp-emissions-2017"):
        bring(record(5, counted, inventories=[inventory()]), source=source)
    claims = Claim.objects.order_by("source__key")
    assert [(c.source.key, c.value, c.as_of, c.unit, c.source_row) for c in claims] == [
        ("cdp-emissions-2016", 280_415, "2011", "person", 5),
        ("cdp-emissions-2017", 280_415, "2011", "person", 5),
    ]


def test_basis_and_boundary_keep_series_apart(empty):
    bring(
        record(
            inventories=[
                inventory(basis="basic"),
                inventory(basis="scopes_1_2"),
                inventory(basis="basic", boundary="metropolitan"),
            ]
        )
    )
    assert EmissionSeries.objects.count() == 3


def test_all_real_files_are_recorded_once(empty, shared_data):
    read = {
        key: read_file(key[0], next(shared_data.glob(key[1]))) for key in REAL_FILES
    }
    files = {key: BroughtFile(key[0], key[1], "0" * 64, NOW) for key in REAL_FILES}
    first = {key: record_reading(read[key], files[key]) for key in REAL_FILES}
    assert {key: counts(report) for key, report in first.items()} == REAL_FILES
    held = (Inventory, Commitment, Claim, Organisation, Place)
    before = [model.objects.count() for model in held]
    again = {key: counts(record_reading(read[key], files[key])) for key in REAL_FILES}
    assert again == {
        key: (rows, 0, skipped, 0, 0, 0)
        for key, (rows, _, skipped, *_) in REAL_FILES.items()
    }
    assert [model.objects.count() for model in held] == before
    assert before[:2] == [11_255, 1727]
    assert not Organisation.objects.filter(slug="cn-gya").exclude(name="Guiyang")
    malmo = Organisation.objects.get(slug="se-mma")
    assert sorted(i.scheme for i in malmo.identifiers.all()) == ["cdp", "klimatkollen"]
    assert Inventory.objects.get(
        series__organisation=malmo,
        series__dataset="klimatkollen",
        year=2023,
        current=True,
    ).total_t == pytest.approx(686_792, abs=0.5)


def test_corrected_population_stands_and_the_old_one_is_ranked_down(empty):
    for count in (280_415, 281_000, 281_000):
        bring(record(2, replace(MALMO, population=count, population_year=2011)))
    claims = Claim.objects.filter(field__key="population").order_by("pk")
    assert [(int(claim.value), claim.rank) for claim in claims] == [
        (280_415, "deprecated"),
        (281_000, "normal"),
    ]
