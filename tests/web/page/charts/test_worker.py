import base64
import subprocess
import sys

from summitry.web.page.charts.worker import answer

SPEC = {"data": {"values": [{"a": 1}]}, "mark": "point"}


def test_answer_is_a_picture_in_the_format_asked_for():
    assert answer({"format": "svg", "spec": SPEC})["text"].startswith("<svg")
    png = answer({"format": "png", "spec": SPEC, "scale": 1})["base64"]
    assert base64.b64decode(png)[1:4] == b"PNG"


def test_worker_leaves_when_nobody_asks():
    code = "from summitry.web.page.charts.worker import serve; serve(0.2)"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as worker:
        assert worker.wait(timeout=20) == 0


def test_worker_answers_what_it_cannot_read_with_an_error():
    worker = subprocess.run(
        [sys.executable, "-m", "summitry.web.page.charts.worker"],
        input=b"not json\n",
        capture_output=True,
        check=True,
    )
    assert worker.stdout.startswith(b'{"error": "Expecting value')
