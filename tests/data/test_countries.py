import pytest

from summitry.data.countries import country_name


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("CN", "China", "中国"),
        ("SE", "Sweden", "瑞典"),
        ("VN", "Vietnam", "越南"),
        ("ZZ", "ZZ", "ZZ"),
        ("", "", ""),
    ],
)
def test_country_by_code_in_both_languages(code, english, chinese):
    assert country_name(code) == english
    assert country_name(code, "zh-hans") == chinese
