import pytest
from django.template import Context, Template
from django.utils.translation import override

CASES = [
    ("1700|number", "1,700", "1,700"),
    ("36600000|tonnes", "36.6\u202fMt", "36.6\u202f百万吨"),
    ("0.18|percent", "18\u202f%", "18%"),
    ("0.417|probability", "0.42", "0.42"),
    ('12236000000|money:"CNY"', "12.236\u202fbn\u202fCNY", "122.36\u202f亿元"),
    ('"2022-05"|partial_date', "May 2022", "2022年5月"),
    ('"2023-07-08"|date_until:"2023-07-09"', "8–9 July 2023", "2023年7月8日至9日"),
    ('2017|cell:"year"', "2017", "2017"),
    ('2017|cell:"number"', "2,017", "2,017"),
    ('None|cell:"number"', "–", "–"),
    ('None|cell:"text"', "", ""),
    ("5.454545|svg_width", "5.45%", "5.45%"),
]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(("expression", "english", "chinese"), CASES)
def test_filter_writes_in_the_active_language(expression, english, chinese):
    template = Template("{% load page %}{{ " + expression + " }}")
    for language, text in (("en", english), ("zh-hans", chinese)):
        with override(language):
            assert template.render(Context()) == text
