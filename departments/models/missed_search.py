"""A missed search: words that visitors looked for and that nothing is listed under."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MissedSearchQuerySet(models.QuerySet):
    def waiting(self) -> "MissedSearchQuerySet":
        """Those that nobody has answered yet, the most frequent first."""
        return self.filter(outcome=MissedSearch.Outcome.WAITING).order_by("-count", "-last_on", "words")


class MissedSearch(models.Model):
    """The words and how often: nothing of who searched, and no moment, only the first day and the last."""

    LONGEST = 60  # characters

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ADDED = "added", _("Added as another name")
        DISMISSED = "dismissed", _("Dismissed")

    words = models.CharField(max_length=LONGEST, unique=True, help_text=_("As search compares them."))
    typed = models.CharField(_("looked for"), max_length=LONGEST, help_text=_("As somebody typed it last."))
    count = models.PositiveIntegerField(_("times"), default=1)
    first_on = models.DateField(_("first on"))
    last_on = models.DateField(_("last on"))
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True, help_text=_("What it became another name of."))

    objects = MissedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering = ["-count", "-last_on", "words"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="waiting", answered_on=None)
                | Q(outcome__in=["added", "dismissed"], answered_on__isnull=False),
                name="missed_search_is_answered_on_a_day",
                violation_error_message=_(
                    "What was added or dismissed needs the day of that, and nothing else has one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="missed_search_ends_after_it_begins",
                violation_error_message=_("The last day must not come before the first."),
            ),
        ]
        # The rarest are looked for at each new word once the table is full.
        indexes = [models.Index(fields=["count", "last_on"], name="missed_search_rarest")]

    def __str__(self):
        return self.typed
