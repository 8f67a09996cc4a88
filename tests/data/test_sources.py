import pytest

from summitry.core.errors import UnknownNameError
from summitry.data.sources import find_source


def test_source_is_as_its_publisher_describes_it():
    source = find_source("net-zero-tracker-2022-12")
    assert (source.title, source.date, source.publisher_class) == (
        "Net Zero Tracker snapshot",
        "2022-12-20",
        "issuer",
    )


def test_source_of_a_later_year_is_of_its_family():
    source = find_source("cdp-targets-2024")
    assert (source.key, source.title, source.date) == (
        "cdp-targets-2024",
        "Cities emissions reduction targets, 2024",
        "2024",
    )


@pytest.mark.parametrize("key", ["nonsense", "nonsense-2020", "cdp-emissions-20200"])
def test_unknown_source_lists_what_there_is(key):
    with pytest.raises(UnknownNameError, match=f"no source '{key}'; there are: c40"):
        find_source(key)
