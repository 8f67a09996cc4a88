import pytest
from tests.web.making import MALMO, bring, pledge, record

from summitry.core.reported import Actor
from summitry.web.commitments.models import Commitment


def versions():
    """What is on record: source, version, reduction, whether it is current."""
    found = Commitment.objects.order_by("version").select_related("source")
    return [(c.source.key, c.version, c.reduction, c.current) for c in found]


def promise(reduction, source="cdp-targets-2021"):
    return bring(record(pledges=[pledge(reduction=reduction)]), source=source)


def test_other_words_are_a_further_version(empty):
    promise(0.4)
    assert promise(0.5)["recorded"]["commitments"] == 1
    assert versions() == [
        ("cdp-targets-2021", 1, 0.4, False),
        ("cdp-targets-2021", 2, 0.5, True),
    ]


def test_what_was_superseded_and_comes_again_records_nothing(empty):
    promise(0.4)
    promise(0.5)
    assert promise(0.4)["rows"] == {"recorded": 0, "unchanged": 1, "skipped": 0}
    assert [current for *_, current in versions()] == [False, True]


@pytest.mark.parametrize("order", [("2021", "2022"), ("2022", "2021")])
def test_latest_source_is_current_whatever_the_order(empty, order):
    for year in order:
        promise(int(year) / 10_000, source=f"cdp-targets-{year}")
    current = [source for source, *_, current in versions() if current]
    assert current == ["cdp-targets-2022"]


def test_two_actors_of_one_place_may_promise_the_same(empty):
    c40 = Actor(name="Malmö", scheme="other", identifier="7", country="SE")
    report = bring(
        record(2, MALMO, pledges=[pledge(reduction=0.4)]),
        record(3, c40, pledges=[pledge(reduction=0.5)]),
        record(4, c40, pledges=[pledge(reduction=0.5)]),
        source="cdp-targets-2021",
    )
    assert report["rows"] == {"recorded": 2, "unchanged": 1, "skipped": 0}
    assert {c.organisation.slug for c in Commitment.objects.all()} == {"se-mma"}
    assert [current for *_, current in versions()] == [False, True]


def test_details_are_kept_and_free_text_is_not(empty):
    given = pledge(text="a long text", details={"comment": "none"}, kind_text="Base")
    bring(record(7, pledges=[given]), source="cdp-targets-2021")
    kept = Commitment.objects.get()
    assert (kept.details, kept.kind_text, kept.source_row) == (
        {"comment": "none"},
        "Base",
        7,
    )
