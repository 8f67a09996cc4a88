import pytest
from django.test import Client


@pytest.mark.usefixtures("site")
def test_chart_scripts_are_built_here_and_sent_as_script():
    answer = Client().get("/page/charts/vega.js")
    assert answer.headers["Content-Type"] == "text/javascript"
    assert b"vegaEmbed" in b"".join(answer.streaming_content)
