from summitry.core.inventory.crf import view_as_crf
from summitry.core.inventory.lines import Line, inventory_of
from summitry.data.gpc import load_crf_lines
from summitry.data.rulebook import load_rulebook


def test_the_framework_counts_waste_where_it_arises_and_generation_apart():
    """METHODS 1.3."""
    table = load_crf_lines()
    numbers = {
        "I.1.1": 1.0,
        "I.1.2": 2.0,
        "I.1.3": 4.0,
        "I.4.4": 8.0,
        "III.1.1": 16.0,
        "III.1.2": 32.0,
        "III.1.3": 64.0,
        "IV.1": 128.0,
        "II.1.3": 256.0,
        "VI.1": 512.0,
    }
    lines = [Line(ref=ref, co2e_t=value) for ref, value in numbers.items()]
    lines += [Line(ref="II.1.1", notation_key="NE"), Line(ref="V.1", notation_key="NE")]
    view = view_as_crf(inventory_of(lines, "AR5"), load_rulebook(), table)
    assert view.parts_t == {
        "direct": 129.0,
        "indirect": 2.0,
        "waste": 48.0,
        "energy_generation": 8.0,
        "losses": 4.0,
        "outside": 832.0,
    }
    assert (view.total_t, view.optional_t) == (51.0, 128.0)
    assert view.not_allowed == ("II.1.1",)
    assert "I.2.1" in view.missing
    assert not {"V.2", "I.1.1", "I.2.3"} & set(view.missing)


def test_every_line_of_the_gpc_has_its_place():
    table = load_crf_lines()
    assert list(table) == list(load_rulebook().lines)
    assert {ref.split(".")[0] for ref, e in table.items() if e.mandatory} == {
        *("I", "II", "III")
    }
