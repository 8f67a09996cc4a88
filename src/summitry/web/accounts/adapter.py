"""What allauth asks of this site: accounts by invitation alone, mails in one's language."""

import sys
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override

from summitry.web.accounts.models import User


class InvitedOnly(DefaultAccountAdapter):
    """Refuses open sign-up; subclassing is the only way that allauth offers."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an account begins with an invitation."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to one's account."""
        return reverse("account")

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Write a mail in the language of whom it is for."""
        user = context.get("user")
        language = user.language if isinstance(user, User) else get_language()
        with override(language):
            site = {"site_address": settings.SITE_ADDRESS}
            mail = super().render_mail(template_prefix, email, context | site, headers)
        # Without a mail server the text goes to standard error, as all mails do.
        mail.connection = get_connection(stream=sys.stderr)
        return mail
