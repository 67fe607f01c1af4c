"""
How people sign in: with django-allauth, in place of the admin's own form, at the address and with the fields it had.

Nobody signs up. Failed tries are counted by account and address, so that a stranger's guesses keep no owner out; a
browser that signed in to the account before counts by itself, also where a whole school has one address.
"""

import logging
import secrets
from base64 import urlsafe_b64encode
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.decorators import secure_admin_login
from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.account.views import LoginView
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.http import int_to_base36, urlsafe_base64_decode
from django.utils.translation import gettext_lazy

from .fence import client_address

log = logging.getLogger("mpsdir.sign_in")

# The cookie of a browser that has signed in before.
KNOWN = "__Host-mpsdir_known" if settings.SESSION_COOKIE_SECURE else "mpsdir_known"
KNOWN_FOR = 180 * 24 * 60 * 60
MOST_KNOWN = 10  # accounts of one browser


class SignIn(LoginView):
    """The sign-in page; who is signed in already goes on, and is told where it is not open to them."""

    def get_authenticated_redirect_url(self):
        url = super().get_authenticated_redirect_url()
        if url.startswith("/admin/"):
            secure_admin_login(lambda request: None)(self.request)
        return url


def invited(request, uidb64, token) -> HttpResponse:
    """Leads to where allauth lets a password be set: it writes keys of accounts otherwise than Django does."""
    try:
        account = int_to_base36(int(urlsafe_base64_decode(uidb64)))
    except ValueError as reason:
        raise Http404 from reason
    return redirect("account_reset_password_from_key", account, token)


class SignInForm(LoginForm):
    """With the names that the admin's form has: password managers and scripts know them."""

    def add_prefix(self, field_name):
        return super().add_prefix("username" if field_name == "login" else field_name)


class NewPasswordForm(ResetPasswordForm):
    def clean_email(self) -> str:
        """Allauth looks for addresses in small letters alone, and not every account's was kept so."""
        email = super().clean_email()
        found = get_user_model()._default_manager.filter(email__iexact=email, is_active=True)
        self.users = list({*self.users, *(one for one in found if one.email.lower() == email.lower())})
        return email


class Accounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy(
            "The username and the password do not go together. Try again, or set a new one."
        ),
        "too_many_login_attempts": gettext_lazy(
            "Too many tries. Wait a quarter of an hour, or set a new password by mail."
        ),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_client_ip(self, request) -> str:
        return str(client_address(request.META) or "unknown")

    def _get_login_attempts_cache_key(self, request, **credentials):
        who = credentials.get("username", "").lower()
        browser, accounts = _known(request)
        return f"{browser if _trace(who) in accounts else self.get_client_ip(request)} {who}"

    def pre_authenticate(self, request, **credentials) -> None:
        """Counts a try, taken back where it succeeds. A known browser is not held up by others at its address."""
        is_known = _trace(credentials.get("username", "").lower()) in _known(request)[1]
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed_known" if is_known else "login_failed",
            key=self._get_login_attempts_cache_key(request, **credentials),
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request, user, **options):
        response = super().post_login(request, user, **options)
        browser, accounts = _known(request)
        accounts = list(dict.fromkeys([*accounts, _trace(user.get_username().lower())]))
        value = signing.dumps([browser or secrets.token_urlsafe(16), accounts[-MOST_KNOWN:]], salt=KNOWN)
        response.set_cookie(
            KNOWN, value, KNOWN_FOR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
        return response

    def send_mail(self, template_prefix, email, context) -> None:
        """Sends it, or says that it cannot: to everybody alike, so that nobody learns whether there is an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.error("A mail to set a new password could not be sent: %s", error)
            raise ImmediateHttpResponse(render(self.request, "account/no_mail.html", status=503)) from error


class SecondStep(DefaultMFAAdapter):
    """What an authenticator app shares with us is kept encrypted: a copy of the database alone is no second step."""

    def get_totp_issuer(self) -> str:
        return settings.MFA_TOTP_ISSUER

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _known(request):
    """The name of the browser and traces of the accounts that signed in with it; "" and none where it is new."""
    try:
        return signing.loads(request.COOKIES.get(KNOWN, ""), salt=KNOWN, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return "", []


def _trace(username):
    return salted_hmac(KNOWN, username).hexdigest()[:16]


def _cipher():
    return Fernet(urlsafe_b64encode(salted_hmac("mpsdir.second_step", "", algorithm="sha256").digest()))
