"""Of what allauth keeps, the admin shows second steps: so that one can be taken away from somebody who lost a phone."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin

admin.site.unregister([EmailAddress, SocialAccount, SocialApp, SocialToken, Authenticator])


@admin.register(Authenticator)
class SecondSteps(admin.ModelAdmin):
    list_display = fields = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    search_fields = [f"user__{Authenticator.user.field.related_model.USERNAME_FIELD}"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
