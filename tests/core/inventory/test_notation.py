import pytest

from summitry.core.inventory.notation import Notation, read_notation, read_refs


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("NO", (Notation("NO"),)),
        ("NO; IE", (Notation("NO"), Notation("IE"))),
        ("NE; NE", (Notation("NE"), Notation("NE"))),
        ("IE (II.1.1)", (Notation("IE", ("II.1.1",)),)),
        ("ie(ii.1.1, I.1)", (Notation("IE", ("II.1.1", "I.1")),)),
        ("C", (Notation("C"),)),
    ],
)
def test_keys_are_read_as_cities_publish_them(text, keys):
    assert read_notation(text) == keys


@pytest.mark.parametrize("text", ["", "n/a", "see below", "NO; soon", "IE (here)", "0"])
def test_other_text_is_no_key(text):
    assert read_notation(text) is None


def test_references_of_one_cell():
    assert read_refs("II.1.1; ii.2.1") == ("II.1.1", "II.2.1")
    assert read_refs("") == ()
    assert read_refs("the road") is None
