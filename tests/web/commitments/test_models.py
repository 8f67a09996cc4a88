import pytest
from django.db import IntegrityError
from tests.web.making import bring, pledge, record

from summitry.core.errors import InvalidDataError
from summitry.web.commitments.models import Commitment


@pytest.fixture
def kept(empty):
    bring(record(pledges=[pledge()]), source="cdp-targets-2021")
    return Commitment.objects.get()


@pytest.mark.parametrize("reduction", [40, 1.01, -0.1])
def test_reduction_is_a_fraction(kept, reduction):
    kept.reduction = reduction
    with pytest.raises(IntegrityError, match="commitment_reduction_is_a_fraction"):
        kept.save()


@pytest.mark.parametrize("reduction", [0, 1, None])
def test_reduction_may_be_nothing_all_or_unknown(kept, reduction):
    kept.reduction = reduction
    kept.save()
    assert Commitment.objects.get().reduction == reduction


def test_one_version_is_current(kept):
    kept.pk, kept.version = None, 2
    kept._state.adding = True
    with pytest.raises(IntegrityError):
        kept.save()


@pytest.mark.parametrize(
    ("given", "level_t"),
    [
        # The worked numbers of Malmö, by CDP's and by SMHI's base.
        (("base_year", {"base_emissions_t": 1_460_000, "reduction": 0.7}), 438_000),
        (("base_year", {"base_emissions_t": 1_233_101, "reduction": 0.7}), 369_930.3),
        (("business_as_usual", {"bau_emissions_t": 200, "reduction": 0.25}), 150),
        (("fixed_level", {"level_t": 7.5}), 7.5),
        (("peak_year", {}), None),
    ],
)
def test_level_by_kind(given, level_t):
    kind, fields = given
    computed = Commitment(kind=kind, **fields).computed_level_t()
    assert computed == (level_t if level_t is None else pytest.approx(level_t))


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("base_year", "base_emissions_t"),
        ("business_as_usual", "bau_emissions_t"),
        ("fixed_level", "level_t"),
        ("net_zero", "residual"),
        ("per_capita", "activity"),
        ("per_gdp", "activity"),
        ("fixed_level_per_capita", "activity"),
        ("other", "kind"),
    ],
)
def test_level_that_cannot_be_told_names_what_is_missing(kind, missing):
    with pytest.raises(InvalidDataError) as refused:
        Commitment(kind=kind, reduction=0.4).computed_level_t()
    assert list(refused.value.errors) == [missing]
