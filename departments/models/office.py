"""An office: the draft of one public page."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .entry import Entry
from .natural_key import NaturalKeyQuerySet


class OfficeQuerySet(NaturalKeyQuerySet):
    def kept(self, at=None) -> "OfficeQuerySet":
        """Offices that are not to be off the site at the moment `at` (now)."""
        at = at or timezone.now()
        return self.filter(models.Q(retired_at=None) | models.Q(retired_at__gt=at))


class Office(Entry):
    SEEN_IN = "publications"
    ANOTHER = _("another office")

    school_year = models.ForeignKey("SchoolYear", on_delete=models.PROTECT, related_name="offices")
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="offices", help_text=_("Who may change this office's draft.")
    )

    objects = OfficeQuerySet.as_manager()

    class Meta(Entry.Meta):
        permissions = [
            ("publish_office", "Can publish offices and take them off the site"),
            ("see_every_office", "Can see the drafts of every office, not only of those assigned"),
            ("edit_every_office", "Can change the drafts of every office, not only of those assigned"),
            ("manage_people", "Can invite people, give them roles and offices, and switch their accounts off"),
        ]
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["school_year", "slug"],
                name="office_address_is_unique_in_the_year",
                violation_error_message=_("Another office of this school year has this address."),
            ),
        ]
