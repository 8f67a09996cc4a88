from summitry.catalogue import METHODS
from summitry.data.factors import STATIONARY_USES
from summitry.data.gpc import load_gpc_lines
from summitry.data.line_methods import load_line_methods


def test_every_line_and_method_of_the_table_is_known():
    lines = load_line_methods()
    assert set(lines) <= set(load_gpc_lines())
    assert {name for each in lines.values() for name in each.methods} <= set(METHODS)
    assert {each.use for each in lines.values()} <= {"", *STATIONARY_USES}
