import pytest

from summitry.formats.countries import country_code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Taiwan, Greater China", "TW"),
        ("China, Hong Kong Special Administrative Region", "HK"),
        ("USA", "US"),
        ("United States of America", "US"),
        ("United Kingdom of Great Britain and Northern Ireland", "GB"),
        ("Colombia ", "CO"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Dem. Rep. Congo", "CD"),
        ("Congo", "CG"),
        ("The Netherlands", "NL"),
        ("Turkey", "TR"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("South Korea", "KR"),
        ("Republic of Korea", "KR"),
        ("State of Palestine", "PS"),
        ("CHN", "CN"),
        ("se", "SE"),
        ("Namibia", "NA"),
    ],
)
def test_country_code_knows_the_sources_spellings(name, code):
    assert country_code(name) == code


@pytest.mark.parametrize("name", ["", "Atlantis", "Europe"])
def test_country_code_says_when_it_does_not_know(name):
    assert country_code(name) is None
