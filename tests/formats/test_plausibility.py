import pytest

from summitry.formats.plausibility import per_head_slip


@pytest.mark.parametrize(
    ("emissions", "people"), [(1e6, None), (1e6, 200_000), (6e6, 100_000)]
)
def test_per_head_slip_is_silent_where_nothing_is_odd(emissions, people):
    assert per_head_slip(emissions, people) == ""


def test_per_head_slip_names_kilograms():
    assert per_head_slip(2_054_673_000, 5_965_410) == (
        "344.431 t per head of 5,965,410 people is outside 0.1–60: kilograms for "
        "tonnes, a part of the city, or a wrong population? Kept as reported"
    )
