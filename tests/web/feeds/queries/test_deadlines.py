import datetime as dt

import pytest
from tests.web.commitments.people import editor, promise, report
from tests.web.convenings.hosts import convening
from tests.web.making import bring, pledge, record

from summitry.web.delegations.models import Category, Desk
from summitry.web.feeds.queries import find_deadlines, find_scope

TODAY = dt.date(2026, 3, 1)
pytestmark = pytest.mark.usefixtures("empty")


def days(kind="all", slug="", today=TODAY):
    found = find_deadlines(find_scope(kind, slug), today)
    return [(one.kind, one.starts, one.ends) for one in found]


def test_a_convening_is_there_for_its_days():
    convening()
    first, last = dt.date(2027, 5, 11), dt.date(2027, 5, 13)
    assert days() == [("convening", first, last)]
    assert days("convenings", "summit") == days("networks", "net") == days()
    assert days(today=last + dt.timedelta(days=31)) == days()
    assert days(today=last + dt.timedelta(days=32)) == []


def test_a_convening_of_which_the_month_is_known_has_no_day():
    convening(first_day="2027-05", last_day="")
    assert days() == []


def test_registration_opens_and_closes_and_a_category_may_close_before():
    opens = dt.datetime(2027, 1, 1, 8, tzinfo=dt.UTC)
    closes = dt.datetime(2027, 3, 1, 23, 59, tzinfo=dt.UTC)
    media = dt.datetime(2027, 2, 1, 23, 59, tzinfo=dt.UTC)
    desk = Desk.objects.create(convening=convening(), opens_at=opens, closes_at=closes)
    Category.objects.create(desk=desk, kind="media", closes_at=media)
    assert days("convenings", "summit")[:3] == [
        ("registration_opens", opens, None),
        ("category_closes", media, None),
        ("registration_closes", closes, None),
    ]


def test_a_report_is_due_a_year_after_the_last_and_a_target_year_never():
    made = promise()
    assert days() == []  # due since 2022, and no day of 2030
    came = dt.datetime(2026, 2, 1, 9, tzinfo=dt.UTC)
    report(made, editor(made), at=came)
    due = dt.date(2027, 2, 1)
    assert days() == days("cities", "se-mma") == [("report", due, due)]
    [one] = find_deadlines(find_scope("cities", "se-mma"), TODAY)
    assert (one.page, one.revised) == (("commitment", str(made.pk)), came)


def test_reports_of_a_city_on_one_day_are_one_entry():
    bring(
        record(pledges=[pledge(), pledge("base_year 2040", target_year=2040)]),
        source="cdp-targets-2021",
    )
    [one] = find_deadlines(find_scope("all", ""), dt.date(2022, 10, 1))
    assert (one.count, one.page) == (2, ("city", "se-mma"))
