import pytest
from django.core import mail
from tests.web.feeds.followers import follower, promised
from tests.web.html import parse

from summitry.web.feeds.models import Subscription
from summitry.web.feeds.queries import confirm_token, leave_token

KINDS = {
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


@pytest.fixture
def city(empty):
    promised()


@pytest.mark.parametrize("ending", KINDS)
@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
@pytest.mark.parametrize(
    "path", ["cities/se-mma", "networks/iclei", "convenings/malmo-summit-2022"]
)
def test_each_scope_has_its_feeds_in_both_languages(
    sample, client, prefix, path, ending
):
    answer = client.get(f"{prefix}/feeds/{path}.{ending}")
    assert (answer.status_code, answer["Content-Type"]) == (200, KINDS[ending])
    assert f"{prefix}/{path}/" in answer.content.decode().replace("\r\n ", "")


def test_pages_name_their_feeds(sample, client):
    for path in ("cities/se-mma", "networks/iclei", "convenings/malmo-summit-2022"):
        page = client.get(f"/zh-hans/{path}/").content.decode()
        for ending, kind in KINDS.items():
            address = f"/zh-hans/feeds/{path}.{ending}"
            assert f'type="{kind.split(";")[0]}"' in page
            assert f'href="{address}">' in page
    assert 'href="/feeds/all.atom"' in client.get("/networks/all/").content.decode()


def test_public_pages_set_no_cookie_for_the_form(sample, client):
    for path in ("/feeds/", "/cities/se-mma/"):
        answer = client.get(path)
        assert not answer.cookies
        again = client.get(path, headers={"if-none-match": answer["ETag"]})
        assert again.status_code == 304


def test_a_feed_that_did_not_change_is_not_sent_again(city, client):
    for path in ("/feeds/all.atom", "/feeds/cities/se-mma.json"):
        answer = client.get(path)
        assert answer["Last-Modified"] == "Sun, 01 Mar 2026 12:00:00 GMT"
        assert "max-age=900" in answer["Cache-Control"]
        for header in (
            {"if-none-match": answer["ETag"]},
            {"if-modified-since": answer["Last-Modified"]},
        ):
            assert client.get(path, headers=header).status_code == 304


def test_an_unknown_city_has_no_feed(empty, client):
    for path in ("cities/nowhere.atom", "networks/all.json", "cities/se-mma.rss"):
        assert client.get(f"/feeds/{path}").status_code == 404


def asked(client, email="Reader@Summitry.example", prefix="", **other):
    given = {"email": email, "scope": "cities", "slug": "se-mma"}
    return client.post(f"{prefix}/feeds/follow/", given | other, follow=True)


def test_somebody_follows_by_one_field_and_a_link(city, client):
    answer = asked(client, frequency="monthly", prefix="/zh-hans")
    assert answer.redirect_chain == [("/zh-hans/feeds/asked/", 302)]
    one = Subscription.objects.get()
    assert (one.email, one.frequency, one.language, one.is_followed) == (
        "reader@summitry.example",
        "monthly",
        "zh-hans",
        False,
    )
    path = next(line for line in mail.outbox[0].body.split() if "/confirm/" in line)
    path = path.removeprefix("http://127.0.0.1:8000")
    page = client.get(path)
    assert f'value="{one.pk}" checked' in page.content.decode()
    one.refresh_from_db()
    assert not one.is_followed  # opening the link is not enough
    assert client.post(path, {"subscription": [one.pk]}).status_code == 200
    one.refresh_from_db()
    assert one.is_followed
    assert client.get(path).status_code == 200


def test_the_answer_does_not_tell_who_follows(city, client):
    follower()
    first, second = asked(client), asked(client, "new@summitry.example")
    assert first.content == second.content
    assert first.redirect_chain == second.redirect_chain
    assert [one.to for one in mail.outbox] == [["new@summitry.example"]]


def test_what_is_no_address_is_said_beside_the_field(city, client):
    answer = asked(client, "no address")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="no address" aria-invalid="true"' in page
    assert "Follow Malmö" in parse(page).text
    for other in ({"slug": "nowhere"}, {"scope": "elsewhere"}, {"frequency": "daily"}):
        assert asked(client, **other).status_code == 422
    assert not Subscription.objects.exists()


def test_a_caller_who_asks_too_often_has_to_wait(city, client, settings, tmp_path):
    settings.ACCOUNT_RATE_LIMITS = {"follow": "2/h/ip"}
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": str(tmp_path)}
    }
    statuses = [asked(client, f"{name}@summitry.example").status_code for name in "abc"]
    assert statuses == [200, 200, 429]
    assert len(mail.outbox) == 2


def test_a_mail_that_cannot_be_sent_is_said(city, client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert asked(client).status_code == 503
    assert not Subscription.objects.exists()


def test_a_link_that_is_forged_or_old_confirms_nothing(city, client):
    assert client.get("/feeds/confirm/forged/").status_code == 404
    assert client.get("/feeds/leave/1:forged/").status_code == 404
    assert client.post("/feeds/leave/1:forged/").status_code == 404


def test_nothing_ticked_confirms_nothing(city, client):
    one = follower(confirmed_at=None)
    path = f"/feeds/confirm/{confirm_token(one)}/"
    assert client.post(path, {"subscription": ["x", "999"]}).status_code == 200
    one.refresh_from_db()
    assert not one.is_followed


def test_leaving_takes_a_click_and_no_account(city, client):
    one = follower()
    path = f"/feeds/leave/{leave_token(one)}/"
    page = client.get(path)
    assert "reader@summitry.example" in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")
    one.refresh_from_db()
    assert one.is_followed  # a program that opens links leaves nothing
    assert client.post(path).status_code == 200
    one.refresh_from_db()
    assert not one.is_followed
    assert client.get(path).status_code == client.post(path).status_code == 200


def test_the_page_of_feeds_shows_the_latest(city, client):
    text = parse(client.get("/feeds/").content.decode()).text
    assert "1 March 2026" in text
    assert "New or changed on record: 1 commitment." in text
