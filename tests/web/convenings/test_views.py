"""A secretariat enters a series, a convening, a room and a theme through the pages."""

import pytest
from tests.web.convenings.hosts import convening, network, secretary, somebody, steward

from summitry.web.convenings.models import Convening, Room, Series
from summitry.web.evidence.models import Source
from summitry.web.network.models import Organisation

pytestmark = pytest.mark.usefixtures("empty")

SOURCE = {"source-title": "Announcement", "source-publisher_class": "organiser"}
SERIES = {"name": "World Congress", "every_years": "3", "organisers": "net"}
EDITION = {
    "name": "Summit 2022",
    "name_zh": "峰会",
    "first_day": "2022-05-11",
    "last_day": "2022-05-13",
    "time_zone": "Europe/Stockholm",
    "venue": "SE MMA",
    "mode": "hybrid",
}


@pytest.fixture
def desk(client):
    network()
    client.force_login(secretary())
    return client


def test_a_series_and_an_edition_are_entered_from_nothing(desk):
    answer = desk.post("/desk/series/new/", SERIES | SOURCE)
    assert answer.status_code == 302
    series = Series.objects.get()
    assert (series.slug, series.every_years) == ("world-congress", 3)

    values = EDITION | {"series": series.pk, "source-source": Source.objects.get().pk}
    answer = desk.post("/desk/convenings/new/", values)
    assert answer.url == "/desk/summit-2022/"
    one = Convening.objects.get()
    assert (one.venue.slug, one.phase, one.source.title) == (
        "se-mma",
        "planned",
        "Announcement",
    )
    assert desk.get("/convenings/summit-2022/").status_code == 200
    assert "Summit 2022" in desk.get("/desk/").content.decode()


def test_a_slip_is_told_beside_its_field_and_nothing_is_kept(desk):
    answer = desk.post("/desk/series/new/", SERIES | {"organisers": "Nobody"} | SOURCE)
    assert "No organisation goes by “Nobody”; add it first." in answer.content.decode()
    answer = desk.post("/desk/series/new/", SERIES)
    assert "give the title of a new one" in answer.content.decode()
    assert not Series.objects.exists()
    assert not Source.objects.exists()


def test_a_source_is_not_kept_without_its_record(desk):
    one = convening()
    values = EDITION | {"series": one.series_id, "last_day": "2022-05-01"} | SOURCE
    answer = desk.post("/desk/convenings/new/", values)
    assert "is before the first" in answer.content.decode()
    assert not Source.objects.filter(title="Announcement").exists()


def test_rooms_and_themes_are_kept_with_their_convening(desk):
    one = convening()
    desk.post(
        f"/desk/{one.slug}/room/new/", {"name": "Hall A", "seats": 400, "position": 1}
    )
    desk.post(f"/desk/{one.slug}/theme/new/", {"name": "Waste", "position": 1})
    page = desk.get(f"/desk/{one.slug}/").content.decode()
    assert "Hall A" in page
    assert "400 seats" in page
    assert "Waste" in page
    room = Room.objects.get()
    again = desk.post(f"/desk/{one.slug}/room/new/", {"name": "Hall A", "position": 2})
    assert again.status_code == 200
    assert list(Room.objects.all()) == [room]


def test_an_organisation_is_put_on_record(desk):
    values = {"name": "Guiyang", "name_zh": "贵阳", "kind": "local_government"}
    desk.post("/desk/organisations/new/", values | {"place": "CN GYA"})
    city = Organisation.objects.get(slug="cn-gya")
    assert (city.place.name_zh, city.country) == ("贵阳", "CN")


def test_event_staff_see_the_desk_and_change_nothing(client):
    one = convening()
    client.force_login(steward())
    assert client.get(f"/desk/{one.slug}/").status_code == 200
    for path in ("edit/", "room/new/", "theme/new/"):
        assert client.get(f"/desk/{one.slug}/{path}").status_code == 403
    assert client.get("/desk/convenings/new/").status_code == 403


def test_others_are_refused_and_visitors_led_to_the_login(client):
    one = convening()
    assert client.get(f"/desk/{one.slug}/").url.startswith("/login/")
    client.force_login(somebody("visitor"))
    assert client.get("/desk/").status_code == 403
    assert client.get(f"/desk/{one.slug}/").status_code == 403
