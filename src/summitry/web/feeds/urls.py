"""Addresses of feeds, calendars, and of who follows by e-mail."""

from django.urls import path, re_path

from summitry.web.feeds import views

urlpatterns = [
    path("feeds/", views.feeds, name="feeds"),
    re_path(r"^feeds/all\.(?P<ending>atom|json)$", views.feed, name="feed"),
    path("feeds/deadlines.ics", views.deadlines, name="deadlines"),
    path("feeds/follow/", views.follow, name="follow"),
    path("feeds/asked/", views.follow_asked, name="follow_asked"),
    path("feeds/confirm/<str:token>/", views.follow_confirm, name="follow_confirm"),
    path("feeds/leave/<str:token>/", views.follow_leave, name="follow_leave"),
    re_path(
        r"^feeds/(?P<kind>cities|networks|convenings)/(?P<slug>[a-z0-9-]+)\.(?P<ending>atom|json|ics)$",
        views.feed_of,
        name="feed_of",
    ),
]
