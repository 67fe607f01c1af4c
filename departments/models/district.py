"""What belongs to the district and not to a school year: its name, its main lines, its alerts."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..words import richtext
from .contact import Contact
from .entry import in_words, phone_field
from .natural_key import NaturalKeyModel
from .rich_text_field import RichTextField
from .text_field import LineField, LinesField


class District(NaturalKeyModel):
    KEY = ("name",)

    name = LineField(max_length=200, unique=True, help_text=_("Stands at the top of every page."))
    logo = LineField(_("logo"), max_length=120, blank=True, help_text=_("PNG or WebP; shown beside the name."))
    address = LinesField(blank=True, help_text=_("Stands at the foot of every page, in the lines you write."))
    # The one row: a second would collide with it.
    only = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        verbose_name_plural = _("district")
        constraints = [
            models.CheckConstraint(
                condition=Q(only=True),
                name="there_is_one_district",
                violation_error_message=_("There is one district; change the one that is there."),
            )
        ]

    def __str__(self):
        return self.name


class DistrictLine(NaturalKeyModel):
    """A number of the district as a whole. It is public as soon as it is saved."""

    KEY = ("label",)

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="lines")
    label = LineField(max_length=100, unique=True, help_text=_("For example Switchboard."))
    number = phone_field(_("number"), blank=False)
    kind = models.CharField(max_length=12, choices=in_words(Contact.Kind), default=Contact.Kind.VOICE)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(number=""),
                name="district_line_has_a_number",
                violation_error_message=_("A line needs its number."),
            )
        ]

    def __str__(self):
        return self.label


class AlertQuerySet(models.QuerySet):
    def showing(self, at=None) -> "AlertQuerySet":
        """Alerts to show at the moment `at` (now), the gravest first."""
        at = at or timezone.now()
        return self.filter(Q(show_until=None) | Q(show_until__gt=at), show_from__lte=at).order_by("level", "show_from")


class Alert(models.Model):
    """A message over every public page."""

    class Level(models.TextChoices):
        # The values sort by gravity.
        EMERGENCY = "1-emergency", gettext_noop("Emergency")
        WARNING = "2-warning", gettext_noop("Warning")
        NOTICE = "3-notice", gettext_noop("Notice")

    message = RichTextField(
        extensions=richtext.EDITOR_EXTENSIONS_SHORT, help_text=_("One or two sentences, with a link where it helps.")
    )
    level = models.CharField(max_length=12, choices=in_words(Level), default=Level.NOTICE)
    show_from = models.DateTimeField(_("from"), default=timezone.now)
    show_until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Leave empty to show it until you end it.")
    )

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-show_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(show_until=None) | Q(show_until__gt=F("show_from")),
                name="alert_ends_after_it_starts",
                violation_error_message=_("“Until” must come after “from”."),
            )
        ]

    def __str__(self):
        return self.get_message_excerpt(words=12, truncate=" …")

    def is_showing(self, at=None) -> bool:
        """Whether this alert is shown at the moment `at` (now). The same rule as `objects.showing()`."""
        at = at or timezone.now()
        return self.show_from <= at and (self.show_until is None or self.show_until > at)
