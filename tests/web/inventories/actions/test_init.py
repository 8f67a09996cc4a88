import itertools

import pytest
from tests.web.making import bring, inventory, line, record

from summitry.core.reported import ReportedLine
from summitry.web.inventories.models import Inventory


def versions():
    """What is on record: source, version, tonnes, whether it is current."""
    found = Inventory.objects.order_by("version").select_related("source")
    return [(i.source.key, i.version, i.total_t, i.current) for i in found]


def test_corrected_file_makes_a_version_and_keeps_the_old(empty):
    bring(record(inventories=[inventory(total_t=100.0)]))
    report = bring(record(inventories=[inventory(total_t=110.0)]))
    assert report["recorded"]["inventories"] == 1
    assert versions() == [
        ("cdp-emissions-2016", 1, 100.0, False),
        ("cdp-emissions-2016", 2, 110.0, True),
    ]


def test_what_was_corrected_and_comes_again_records_nothing(empty):
    for total_t in (100.0, 110.0, 100.0, 110.0):
        bring(record(inventories=[inventory(total_t=total_t)]))
    assert [current for *_, current in versions()] == [False, True]


# The files of 2018 and 2019 carry the same date, so the later edition decides.
YEARS = ("2016", "2018", "2019")


@pytest.mark.parametrize("order", list(itertools.permutations(YEARS)))
def test_latest_source_is_current_whatever_the_order(empty, order):
    for taken in range(2, len(order) + 1):
        for year in order[:taken]:
            rows = record(inventories=[inventory(total_t=float(year))])
            bring(rows, source=f"cdp-emissions-{year}")
        current = [source for source, *_, current in versions() if current]
        assert current == [f"cdp-emissions-{max(order[:taken])}"]


@pytest.mark.parametrize("with_lines_first", [True, False])
def test_lines_win_at_equal_date(empty, with_lines_first):
    bare = (inventory(total_t=1.0), "klimatkollen-totals")
    full = (inventory(total_t=2.0, lines=(line(),)), "klimatkollen-sectors")
    for value, source in (full, bare) if with_lines_first else (bare, full):
        bring(record(inventories=[value]), source=source)
    assert Inventory.objects.get(current=True).source.key == "klimatkollen-sectors"


def test_two_rows_for_one_year_are_two_versions(empty):
    one, other = inventory(total_t=1.0), inventory(total_t=2.0)
    report = bring(
        record(2, inventories=[one]),
        record(3, inventories=[other]),
        record(4, inventories=[one]),
    )
    assert report["rows"] == {"recorded": 2, "unchanged": 1, "skipped": 0}
    assert [(version, current) for _, version, _, current in versions()] == [
        (1, False),
        (2, True),
    ]


def test_lines_keep_number_or_key(empty):
    lines = (line("I.1.1", 5.0), ReportedLine(ref="I.1.2", notation_key="NO; IE"))
    bring(record(inventories=[inventory(lines=lines)]))
    kept = Inventory.objects.get().lines.order_by("ref")
    assert [(k.ref, k.co2e_t, k.notation_key) for k in kept] == [
        ("I.1.1", 5.0, ""),
        ("I.1.2", None, "NO; IE"),
    ]
