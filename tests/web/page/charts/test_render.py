import os
import signal
import time

import pytest

from summitry.web.page.charts.render import DrawingError, Renderer

SPEC = {
    "data": {"values": [{"a": "贵阳", "b": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "a"}},
}


@pytest.fixture
def renderer(tmp_path):
    one = Renderer(tmp_path)
    yield one
    one.close()


def test_second_picture_of_a_spec_comes_from_the_cache(renderer):
    first = renderer.svg(SPEC)
    renderer.close()
    assert renderer.svg(SPEC) == first
    assert renderer._process is None


def test_png_is_a_png(renderer):
    assert renderer.png(SPEC)[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("pause_s", [0, 0.2])
def test_dead_process_is_started_again(renderer, pause_s):
    renderer.svg(SPEC)
    os.kill(renderer._process.pid, signal.SIGKILL)
    time.sleep(pause_s)
    assert renderer.svg(SPEC | {"width": 99}).startswith("<svg")


def test_wrong_spec_is_named_and_the_process_lives_on(renderer):
    with pytest.raises(DrawingError, match="cannot be drawn"):
        renderer.svg({"mark": "no such mark"})
    assert renderer.svg(SPEC).startswith("<svg")


def test_spec_that_fetches_is_refused(renderer):
    with pytest.raises(DrawingError, match="cannot be drawn"):
        renderer.svg(SPEC | {"data": {"url": "http://127.0.0.1:9/a.json"}})


def test_slow_drawing_is_given_up(tmp_path):
    slow = Renderer(tmp_path, time_limit_s=0.01)
    with pytest.raises(DrawingError, match=r"no answer within 0\.01 s"):
        slow.svg(SPEC)
    slow.close()
