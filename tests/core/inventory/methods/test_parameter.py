from summitry.core.inventory.methods.calculation import GIVEN, Step
from summitry.core.inventory.methods.parameter import Parameter, given


def test_a_parameter_shows_its_value_and_source_under_a_symbol():
    published = Parameter(0.52, "t/t", "IPCC 2006")
    assert published.step("EF", "factor") == Step(
        "EF", "factor", 0.52, "t/t", "IPCC 2006"
    )
    assert Parameter(1, "t").source == GIVEN
    assert given("M", "mass", 2.0, "t") == Step("M", "mass", 2.0, "t", GIVEN)
