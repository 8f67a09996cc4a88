"""The addresses of accounts: the views of allauth that are used here, and our own."""

from allauth.account import views as allauth
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from summitry.web.accounts import views

urlpatterns = [
    path("login/", allauth.login, name="account_login"),
    path("login/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("logout/", allauth.logout, name="account_logout"),
    path("signup/", allauth.signup, name="account_signup"),
    path("password/", allauth.password_reset, name="account_reset_password"),
    path(
        "password/sent/",
        allauth.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "password/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # As in allauth: the key may hold what a plain path would split at.
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/", views.account, name="account"),
    path("account/inactive/", allauth.account_inactive, name="account_inactive"),
    path("account/password/", allauth.password_change, name="account_change_password"),
    path("account/password/set/", allauth.password_set, name="account_set_password"),
    path("account/again/", allauth.reauthenticate, name="account_reauthenticate"),
    path("account/email/", allauth.email, name="account_email"),
    path(
        "account/email/sent/",
        allauth.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path(
        "account/email/<str:key>/",
        allauth.confirm_email,
        name="account_confirm_email",
    ),
    path("account/mfa/", second_factor.index, name="mfa_index"),
    path("account/mfa/again/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("account/mfa/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/mfa/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "account/mfa/codes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/mfa/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/mfa/codes/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("invitations/", views.invitations, name="invitations"),
    path(
        "invitations/<int:pk>/withdraw/",
        views.withdraw_invitation,
        name="invitation_withdraw",
    ),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
]
