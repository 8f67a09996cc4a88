"""The addresses of accounts: allauth's views that are used here, and our own."""

from allauth.account import views as account_views
from django.urls import path

from summitry.web.accounts import views

urlpatterns = [
    path("login/", account_views.login, name="account_login"),
    path("logout/", account_views.logout, name="account_logout"),
    path("account/", views.account, name="account"),
]
