"""A school year: one edition of the whole directory."""

import re
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from .natural_key import NaturalKeyModel, NaturalKeyQuerySet

_LABEL = r"\d{4}-\d{2}"
NO_SCHOOL_YEAR = gettext_noop("write two years that follow, such as 2025-26.")


class SchoolYearQuerySet(NaturalKeyQuerySet):
    def opened(self, at=None) -> "SchoolYearQuerySet":
        """The years visitors may read at the moment `at` (now), newest first: opened, begun, and not closed."""
        at = at or timezone.now()
        not_closed = Q(closed_at=None) | Q(closed_at__gt=at)
        return self.filter(not_closed, opened_at__lte=at, starts_on__lte=timezone.localdate(at)).order_by("-starts_on")

    def current(self, at=None) -> "SchoolYear | None":
        """The year whose pages stand at `/` at the moment `at` (now), or None: the opened year that began last."""
        return self.opened(at).first()


class SchoolYear(NaturalKeyModel):
    KEY = ("label",)

    label = models.CharField(
        _("school year"),
        max_length=7,
        unique=True,
        validators=[RegexValidator(rf"^{_LABEL}\Z", _("Write the school year as 2024-25."))],
        help_text=_("Both years, as 2024-25. It is part of the address of the year's pages."),
        error_messages={"unique": _("This school year exists already.")},
    )
    starts_on = models.DateField(_("first day"), help_text=_("An opened year becomes the current one on this day."))
    ends_on = models.DateField(_("last day"))
    opened_at = models.DateTimeField(
        _("open to visitors from"),
        null=True,
        blank=True,
        help_text=_("Leave empty to keep the whole year out of visitors' sight."),
    )
    closed_at = models.DateTimeField(
        _("closed to visitors from"),
        null=True,
        blank=True,
        help_text=_("From this moment the whole year is out of visitors' sight again. Leave empty to keep it open."),
    )

    objects = SchoolYearQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="school_year_ends_after_it_starts",
                violation_error_message=_("The last day must come after the first day."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, closed_at__gt=F("opened_at")),
                name="school_year_closes_after_it_opens",
                violation_error_message=_("“Closed” must come after “open”."),
            ),
            models.UniqueConstraint(
                fields=["starts_on"],
                name="school_years_start_on_different_days",
                violation_error_message=_("Another school year starts on this day."),
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("departments:archive-home", args=[self.label])

    def clean(self) -> None:
        if re.fullmatch(_LABEL, self.label or "") and first_of(self.label) is None:
            raise ValidationError({"label": _("Write two years that follow, such as 2024-25.")})

    def is_opened(self, at=None) -> bool:
        """Whether visitors may read this year at the moment `at` (now). The same rule as `objects.opened()`."""
        at = at or timezone.now()
        begun = self.opened_at is not None and self.seen_from <= at
        return begun and (self.closed_at is None or self.closed_at > at)

    @property
    def seen_from(self) -> datetime | None:
        """The first moment at which visitors may read it: opened, and its first day begun. None while not opened."""
        return self.opened_at and max(self.opened_at, self.first_moment)

    @property
    def first_moment(self) -> datetime:
        """The midnight with which its first day begins in the district."""
        return timezone.make_aware(datetime.combine(self.starts_on, time.min))


def first_of(label: str) -> int | None:
    """The first of the two years that follow in `label` (2024 in "2024-25"); None where it is no school year."""
    if not re.fullmatch(_LABEL, label, re.ASCII):  # nobody types those of other scripts into an address
        return None
    first, second = map(int, label.split("-"))
    return first if (first + 1) % 100 == second and 1900 <= first <= 9998 else None
