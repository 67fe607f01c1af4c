"""
Addresses: signing in, the admin, and everything else to the directory. The smallest site there is, see docs/module.md.

Of allauth there is what people need and no more: nobody signs up, or takes an address that nobody vouched for.
"""

from allauth.account import views as account
from allauth.mfa.totp.views import activate_totp
from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from . import openid
from .sign_in import SignIn, invited

handler400 = "departments.views.errors.bad_request"
handler403 = "departments.views.errors.forbidden"
handler404 = "departments.views.errors.not_found"

# In place of the admin's own.
SIGN_IN = [
    path("admin/login/", SignIn.as_view(), name="account_login"),
    path("admin/logout/", admin.site.logout, name="account_logout"),
    path("admin/password_change/", account.password_change, name="account_change_password"),
]
ACCOUNT = [
    path("signup/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),  # allauth asks for it
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_set, name="account_set_password"),
    # The picture that an authenticator app reads is written into its page.
    path("2fa/totp/activate/", csp_update({"img-src": [SELF, "data:"]})(activate_totp), name="mfa_activate_totp"),
    path("2fa/", include("allauth.mfa.urls")),
    path("oidc/<str:provider_id>/login/", openid.login, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", openid.views.callback, name="openid_connect_callback"),
]
if settings.MPSDIR_MAIL_FROM:
    ACCOUNT += [
        # Under Django's own names, by which the directory knows where somebody who is invited sets a password.
        path("reset/", account.password_reset, name="password_reset"),
        path("invited/<uidb64>/<token>/", invited, name="password_reset_confirm"),
        path("reset/", account.password_reset, name="account_reset_password"),
        path("reset/sent/", account.password_reset_done, name="account_reset_password_done"),
        path("reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
        re_path(
            r"^reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            account.password_reset_from_key,
            name="account_reset_password_from_key",
        ),
    ]

urlpatterns = [
    *SIGN_IN,
    path(settings.ACCOUNT_PREFIX.lstrip("/"), include(ACCOUNT)),
    path("admin/", admin.site.urls),
    path("", include("departments.urls")),
]
