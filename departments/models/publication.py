"""A publication: what visitors were shown of one office, and from when until when."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..words.days import moment
from .accounts import account_field
from .frozen import FrozenError, FrozenModel, FrozenQuerySet
from .happening import Happening


class PublicationQuerySet(FrozenQuerySet):
    def live(self, at=None) -> "PublicationQuerySet":
        """What visitors see at the moment `at` (now): at most one publication of each office."""
        at = at or timezone.now()
        return self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)

    def seen_until(self, at) -> "PublicationQuerySet":
        """What visitors see just before the moment `at`, or would see on: at most one publication of each office."""
        return self.taking_room().filter(Q(live_until=None) | Q(live_until__gte=at), live_from__lt=at)

    def taking_room(self) -> "PublicationQuerySet":
        """Those whose window is not empty: not called off before their moment."""
        return self.filter(Q(live_until=None) | Q(live_until__gt=F("live_from")))

    def seen_between(self, start, end=None) -> "PublicationQuerySet":
        """Those that visitors see at some moment from `start` on, and before `end`; None for any later one."""
        seen = self.taking_room().filter(Q(live_until=None) | Q(live_until__gt=start))
        return seen.filter(live_from__lt=end) if end else seen


class Publication(FrozenModel):
    """
    One frozen page of an office with its departments.

    Windows are half-open, `live_from` included and `live_until` not, and windows of one office never overlap: the
    database refuses it (an exclusion constraint on PostgreSQL, a trigger on SQLite; migration 0002). An empty window
    (`live_until == live_from`) is a scheduled page that was called off before its moment.
    """

    office = models.ForeignKey("Office", on_delete=models.PROTECT, related_name="publications")
    school_year = models.ForeignKey("SchoolYear", on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField(help_text=_("1, 2, 3… for each office."))
    # Beside the payload, so that lists need not open it.
    slug = models.SlugField(_("address"), max_length=100)
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0, help_text=_("The office's place on the front page."))
    payload = models.JSONField()
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of all that the page says."))
    # The year before whose page goes on as this one: nobody has checked it for its own year yet.
    carried_from = models.ForeignKey("SchoolYear", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = account_field(
        on_delete=models.PROTECT, related_name="publications", help_text=_("Empty when a command published it.")
    )
    note = models.CharField(max_length=300, blank=True)
    withdrawn_by = account_field(
        on_delete=models.PROTECT,
        related_name="withdrawals",
        help_text=_("Who ended it without publishing another in its place, or called it off."),
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text=_("When they did."))
    withdrawal_note = models.CharField(max_length=300, blank=True)
    instead = models.CharField(
        _("where to look instead"),
        max_length=300,
        blank=True,
        help_text=_("Shown to visitors who follow an old link to what was taken off the site."),
    )

    objects = PublicationQuerySet.as_manager()

    # Set by the verbs of `publishing`: sentences about what was left out, and what was published with it. Not kept.
    told: tuple[str, ...] = ()

    class Meta(FrozenModel.Meta):
        abstract = False
        ordering = ["office", "-number"]
        indexes = [
            models.Index(fields=["school_year", "slug"], name="publication_by_address"),
            # What is live is asked on every page, and a row with its payload is long.
            models.Index(
                fields=["school_year", "live_from", "live_until", "position", "office"], name="publication_by_window"
            ),
            # What an office showed before is asked by every search.
            models.Index(fields=["office", "school_year", "live_from", "live_until"], name="publication_by_office"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"],
                name="publication_number_is_unique_in_the_office",
                violation_error_message=_("This office has a publication of this number."),
            ),
            models.UniqueConstraint(
                fields=["office"],
                condition=Q(live_until=None),
                name="one_publication_of_an_office_has_an_open_end",
                violation_error_message=_("This office has a publication with an open end."),
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gte=F("live_from")),
                name="publication_ends_after_it_starts",
                violation_error_message=_("A publication cannot end before it starts."),
            ),
        ]

    def __str__(self):
        return _("{name}, no. {number}").format(name=self.name, number=self.number)

    @property
    def url(self) -> str:
        """Its address in the edition of its year: where visitors find it while it is live, and the year open."""
        return reverse("departments:archive-office", args=[self.school_year.label, self.slug])

    def is_live(self, at=None) -> bool:
        """Whether visitors see this publication at the moment `at` (now). The same rule as `objects.live()`."""
        at = at or timezone.now()
        return self.live_from <= at and (self.live_until is None or self.live_until > at)

    def is_called_off(self) -> bool:
        """Whether this was a scheduled page that never had its moment."""
        return self.live_until == self.live_from

    def end(self, *, at, now=None, withdrawn_at=None, withdrawn_by=None, note="", instead="") -> None:
        """
        Let this publication's window end at the moment `at`, or keep it open (None): all that ever changes of it.

        `withdrawn_at`, `withdrawn_by`, `note` and `instead` say when, who, why and where visitors are sent, where
        nothing takes its place. A window not yet begun closes to nothing. What visitors have already seen stays as it
        was: an end that has passed, or one before `now`, raises FrozenError.
        """
        now = now or timezone.now()
        if self.live_until is not None and self.live_until <= now:
            raise FrozenError(f"{self} ended on {moment(self.live_until)}: an end that has passed stays.")
        if at is not None:
            at = max(at, self.live_from)
            if at < now:
                raise FrozenError(f"{self} cannot end on {moment(at)}: visitors have seen it since.")
        changes = {
            "live_until": at,
            "withdrawn_at": withdrawn_at,
            "withdrawn_by": withdrawn_by,
            "withdrawal_note": note,
            "instead": instead,
        }
        models.QuerySet(type(self)).filter(pk=self.pk).update(**changes)
        for name, value in changes.items():
            setattr(self, name, value)
        self.tell("withdrawn", now)

    def tell(self, kind, at) -> None:
        """Note at the moment `at` that it was published, or withdrawn where it was."""
        if kind == "published" or self.withdrawn_at:
            self.happening(kind, at).save()

    def happening(self, kind, at) -> Happening:
        """What is noted of that, not saved yet."""
        return Happening(key=f"{kind}/{self.pk}", at=at, office_id=self.office_id)
