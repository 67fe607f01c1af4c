"""
Signing in with the district's own accounts, by OpenID Connect: MPSDIR_OIDC_ROLES says which group has which role.

Roles are given and taken at each sign-in. Whoever is in no group of those is refused, unless readers sign in too.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Error, register
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from requests import RequestException

from departments.drafts.roles import ROLES, ensure_roles

FAILED = gettext_lazy("Signing in there did not work. Try again, or sign in with a password of this site.")


def login(request, provider_id) -> HttpResponse:
    """Leads to the provider, or says that it does not answer."""
    try:
        return views.login(request, provider_id)
    except RequestException:
        return _refusal(request, FAILED)


class DistrictAccounts(DefaultSocialAccountAdapter):
    def pre_social_login(self, request, sociallogin) -> None:
        """The account that goes on has the roles of its groups; of what the provider tells, none is kept."""
        told = sociallogin.account.extra_data
        claims = {**told.get("id_token", {}), **told.get("userinfo", {})}
        sociallogin.account.extra_data = {}
        sociallogin.state["process"] = "login"
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
        else:
            self._find(request, sociallogin, claims)
        roles = _roles(claims)
        if sociallogin.is_existing:
            _give(sociallogin.user, roles)
        else:
            sociallogin.state["roles"] = sorted(roles)
        may_read = settings.MPSDIR_READERS_SIGN_IN or (sociallogin.is_existing and not settings.MPSDIR_OIDC_ROLES)
        if not roles and not may_read:
            sentence = _("Your account there is in no group that may come in here. Ask whoever gives out accounts.")
            raise ImmediateHttpResponse(_refusal(request, sentence))

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return True  # for the district has made the account, and `pre_social_login` let it in

    def save_user(self, request, sociallogin, form=None):
        user = super().save_user(request, sociallogin, form)
        _give(user, sociallogin.state["roles"])
        return user

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None) -> None:
        raise ImmediateHttpResponse(_refusal(request, FAILED))

    def _find(self, request, sociallogin, claims):
        """Takes the one account that has the address for which the provider vouches."""
        email = claims.get("email") or ""
        found = get_user_model().objects.filter(email__iexact=email) if email else []
        if len(found) == 1 and claims.get("email_verified") is True and not found[0].is_superuser:
            sociallogin.connect(request, found[0])
        elif found:
            sentence = _("An account here has the address {email} already: sign in with its password.")
            raise ImmediateHttpResponse(_refusal(request, sentence.format(email=email)))


@register("mpsdir")
def roles_are_ours(app_configs, **kwargs) -> list[Error]:
    """Whether each role of MPSDIR_OIDC_ROLES is one of the directory's."""
    unknown = sorted(set(settings.MPSDIR_OIDC_ROLES.values()) - ROLES.keys())
    hint = f"There are {', '.join(ROLES)}."
    return [Error(f"MPSDIR_OIDC_ROLES has {one}, which is no role.", hint=hint, id="mpsdir.E001") for one in unknown]


def _refusal(request, sentence):
    return render(request, "socialaccount/authentication_error.html", {"sentence": sentence}, status=403)


def _roles(claims):
    groups = claims.get(settings.MPSDIR_OIDC_GROUPS) or []
    groups = [groups] if isinstance(groups, str) else groups
    return {role for group, role in settings.MPSDIR_OIDC_ROLES.items() if group in groups}


@transaction.atomic
def _give(user, roles):
    if not settings.MPSDIR_OIDC_ROLES:
        return
    for name, group in ensure_roles().items():
        if name in roles:
            user.groups.add(group)
        elif name in settings.MPSDIR_OIDC_ROLES.values():
            user.groups.remove(group)
    user.is_staff = user.is_superuser or bool(roles)
    user.save(update_fields=["is_staff"])
