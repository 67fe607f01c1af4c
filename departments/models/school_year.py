"""A school year: one edition of the whole directory."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone


class SchoolYearQuerySet(models.QuerySet):
    def get_by_natural_key(self, label):
        return self.get(label=label)

    def opened(self, at=None):
        """The years visitors may read at the moment `at` (now), newest first: opened, and begun."""
        at = at or timezone.now()
        return self.filter(opened_at__lte=at, starts_on__lte=timezone.localdate(at)).order_by("-starts_on")

    def current(self, at=None):
        """The year whose pages stand at `/` at the moment `at` (now), or None: the opened year that began last."""
        return self.opened(at).first()


class SchoolYear(models.Model):
    label = models.CharField(
        "school year",
        max_length=7,
        unique=True,
        validators=[RegexValidator(r"^\d{4}-\d{2}\Z", "Write the school year as 2024-25.")],
        help_text="Both years, as 2024-25. It is part of the address of the year's pages.",
        error_messages={"unique": "This school year exists already."},
    )
    starts_on = models.DateField("first day", help_text="An opened year becomes the current one on this day.")
    ends_on = models.DateField("last day")
    opened_at = models.DateTimeField(
        "open to visitors from",
        null=True,
        blank=True,
        help_text="Leave empty to keep the whole year out of visitors' sight.",
    )

    objects = SchoolYearQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="school_year_ends_after_it_starts",
                violation_error_message="The last day must come after the first day.",
            ),
            models.UniqueConstraint(
                fields=["starts_on"],
                name="school_years_start_on_different_days",
                violation_error_message="Another school year starts on this day.",
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("departments:archive-home", args=[self.label])

    def natural_key(self):
        return (self.label,)

    def is_opened(self, at=None):
        """Whether visitors may read this year at the moment `at` (now). The same rule as `objects.opened()`."""
        at = at or timezone.now()
        return self.opened_at is not None and self.opened_at <= at and self.starts_on <= timezone.localdate(at)
