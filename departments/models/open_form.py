"""An open form: somebody has an office's form on their screen, so that a second editor is told."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The form says every half minute that it is still open; without scripts it is taken to be open this long.
STILL_OPEN = timedelta(minutes=10)


class OpenFormQuerySet(models.QuerySet):
    def others(self, office, user, at=None) -> "OpenFormQuerySet":
        """The forms of `office` that people other than `user` have open at the moment `at` (now)."""
        at = at or timezone.now()
        return self.filter(office=office, seen_at__gt=at - STILL_OPEN).exclude(user=user).select_related("user")


class OpenForm(models.Model):
    office = models.ForeignKey("Office", on_delete=models.CASCADE, related_name="open_forms")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "user"],
                name="a_person_has_an_office_open_once",
                violation_error_message=_("This person has the office open already."),
            )
        ]

    def __str__(self):
        return _("{office}, open with {user}").format(office=self.office, user=self.user)
