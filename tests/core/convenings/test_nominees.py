"""Names in Latin letters and in Chinese."""

import pytest

from summitry.core.convenings.nominees import is_chinese


@pytest.mark.parametrize(
    ("name", "chinese"),
    [("王芳", True), ("Wang 芳", True), ("Łukasz Żak", False), ("", False)],
)
def test_is_chinese_sees_a_single_character(name, chinese):
    assert is_chinese(name) is chinese
