import pytest
from django.db import IntegrityError
from tests.web.making import bring, inventory, record

from summitry.web.inventories.models import EmissionSeries, Inventory, Line


@pytest.fixture
def kept(empty):
    bring(record(inventories=[inventory(2015)]))
    return Inventory.objects.get()


@pytest.mark.parametrize(
    ("co2e_t", "key"), [(None, ""), (5.0, "NO"), (0.0, "NE")], ids=str
)
def test_line_has_a_number_or_a_key(kept, co2e_t, key):
    with pytest.raises(IntegrityError):
        Line.objects.create(
            inventory=kept, ref="I.1.1", co2e_t=co2e_t, notation_key=key
        )


def test_line_comes_once_an_inventory(kept):
    Line.objects.create(inventory=kept, ref="I.1.1", co2e_t=0.0)
    with pytest.raises(IntegrityError):
        Line.objects.create(inventory=kept, ref="I.1.1", notation_key="NO")


@pytest.mark.parametrize(
    ("version", "current"), [(2, True), (1, False)], ids=["second current", "repeated"]
)
def test_one_current_version_a_year(kept, version, current):
    kept.pk, kept.version, kept.current = None, version, current
    kept._state.adding = True
    with pytest.raises(IntegrityError):
        kept.save()


def test_superseded_versions_may_be_many(kept):
    for version in (2, 3):
        kept.pk, kept.version, kept.current = None, version, False
        kept._state.adding = True
        kept.save()
    assert Inventory.objects.count() == 3


def test_series_of_one_basis_and_boundary_is_one(kept):
    same = kept.series
    with pytest.raises(IntegrityError):
        EmissionSeries.objects.create(
            organisation=same.organisation,
            dataset=same.dataset,
            basis=same.basis,
            boundary=same.boundary,
        )


@pytest.mark.parametrize(
    ("basis", "printed_t", "disagrees"),
    [
        ("basic", 100.4, False),
        ("basic", 100.6, True),
        ("basic", None, False),
        ("scopes_1_2", 200.0, False),
    ],
)
def test_printed_total_may_differ_by_half_a_percent(basis, printed_t, disagrees):
    given = Inventory(
        series=EmissionSeries(basis=basis), total_t=100.0, reported_total_t=printed_t
    )
    assert given.disagrees_with_its_total is disagrees
