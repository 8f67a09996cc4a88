from summitry.data.crf_names import load_crf_names
from summitry.data.gpc import load_gpc_lines
from summitry.data.inventory_words import LANGUAGES, load_gpc_names, load_words
from summitry.formats.inventory_cells import FACTS


def test_every_name_of_a_line_is_in_both_languages():
    lines = load_gpc_lines().values()
    names = {
        each
        for line in lines
        for each in (line.sector, line.subsector, line.description)
    }
    for language in LANGUAGES:
        assert set(load_gpc_names(language)) == names
        assert all(load_gpc_names(language).values())


def test_the_sheets_say_the_same_in_both_languages():
    for kind in ("sheet", "title", "fact", "column", "text"):
        assert load_words(kind, "en").keys() == load_words(kind, "zh").keys()
    assert tuple(load_words("fact", "en")) == FACTS
    assert all(
        len(word) <= 31
        for each in LANGUAGES
        for word in load_words("sheet", each).values()
    )


def test_the_framework_names_every_sub_sector_of_the_gpc_but_vi():
    prefixes = {
        ref.rpartition(".")[0] if ref.count(".") == 2 else ref
        for ref in load_gpc_lines()
    }
    assert {name.prefix for name in load_crf_names()} == prefixes - {"VI.1"}
