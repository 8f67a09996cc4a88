import base64

from summitry.web.page.charts.worker import answer

SPEC = {"data": {"values": [{"a": 1}]}, "mark": "point"}


def test_answer_is_a_picture_in_the_format_asked_for():
    assert answer({"format": "svg", "spec": SPEC})["text"].startswith("<svg")
    png = answer({"format": "png", "spec": SPEC, "scale": 1})["base64"]
    assert base64.b64decode(png)[1:4] == b"PNG"
