import pytest

from summitry.data.countries import country_name


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("CN", "China", "中国"),
        ("VN", "Vietnam", "越南"),
        ("SE", "Sweden", "瑞典"),
        ("KR", "South Korea", "韩国"),
        ("HK", "Hong Kong", "中国香港"),
        ("KH", "Cambodia", "柬埔寨"),
        ("GT", "Guatemala", "危地马拉"),
    ],
)
def test_country_has_its_usual_name_in_both_languages(code, english, chinese):
    assert country_name(code, "en") == english
    assert country_name(code, "zh-hans") == chinese


def test_unknown_code_is_its_own_name():
    assert country_name("QQ", "zh-hans") == "QQ"
