import pytest


@pytest.mark.parametrize("address", ["/", "/nothing/", "/healthz", "/api/methods"])
def test_every_answer_allows_the_site_itself_alone(sample, client, address):
    headers = client.get(address).headers
    policy = dict(
        part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; ")
    )
    assert policy == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/admin/login/", "/api/docs"])
def test_back_office_may_run_its_own_scripts(sample, client, address):
    policy = client.get(address).headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "http" not in policy


def test_public_pages_hold_no_inline_script_or_style(sample, client):
    for address in (
        "/",
        "/cities/",
        "/cities/cn-gya/",
        "/convenings/",
        "/methods/gwp/",
    ):
        html = client.get(address).content.decode()
        assert "<script>" not in html
        assert " style=" not in html.split("<svg")[0]
        assert "onclick=" not in html
