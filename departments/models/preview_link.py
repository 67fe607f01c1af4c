"""A preview link: lets somebody without an account read a draft, or a school year before it opens, for a while."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accounts import account_field
from .text_field import LineField


def new_key() -> str:
    """192 random bits: nobody guesses it."""
    return secrets.token_urlsafe(24)


class PreviewLinkQuerySet(models.QuerySet):
    def valid(self, at=None) -> "PreviewLinkQuerySet":
        """The links that open at the moment `at` (now): neither expired nor revoked."""
        at = at or timezone.now()
        return self.filter(expires_at__gt=at, revoked_at=None)


class PreviewLink(models.Model):
    """It opens the draft of an `office`, or else the directory of a `school_year` that is not open to visitors."""

    office = models.ForeignKey("Office", null=True, on_delete=models.CASCADE, related_name="preview_links")
    school_year = models.ForeignKey("SchoolYear", null=True, on_delete=models.CASCADE, related_name="preview_links")
    key = models.CharField(max_length=64, unique=True, default=new_key, editable=False)
    note = LineField(max_length=200, blank=True, help_text=_("For whom, for example: Ms. Chambers, to check."))
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = account_field(blank=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="preview_link_expires_after_it_is_made",
                violation_error_message=_("A preview link must expire after it is made."),
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=False, school_year=None) | Q(office=None, school_year__isnull=False),
                name="preview_link_opens_an_office_or_a_year",
                violation_error_message=_("A preview link opens the draft of one office, or one school year."),
            ),
        ]

    def __str__(self):
        return _("Preview of {what}").format(what=self.opens)

    @property
    def opens(self) -> models.Model:
        """The office or school year that it is for."""
        return self.office or self.school_year

    def is_valid(self, at=None) -> bool:
        """Whether the link opens at the moment `at` (now). The same rule as `objects.valid()`."""
        at = at or timezone.now()
        return self.revoked_at is None and self.expires_at > at
