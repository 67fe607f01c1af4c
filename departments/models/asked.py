"""What somebody asks others for: publishers to publish a draft, or its editors to mend a field of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from ..words.days import day
from .accounts import account_field, account_name
from .entry import Entry
from .facts import ENTRY
from .text_field import LinesField

LINES = "contacts"  # the field that stands for all contact lines of an entry
_LINES = gettext_noop("contact lines")


class AskedQuerySet(models.QuerySet):
    def open(self) -> "AskedQuerySet":
        """What nobody has answered yet."""
        return self.filter(over_at=None)

    def of_offices(self, offices) -> "AskedQuerySet":
        """What is asked about these offices and their departments."""
        return self.filter(Q(office__in=offices) | Q(department__office__in=offices))


class Asked(models.Model):
    """
    By whom, when and in which words; open until `over_at`. A remark names a `field` of an office or of a department.
    Without one, it is asked to publish an office.
    """

    office = models.ForeignKey("Office", null=True, blank=True, on_delete=models.CASCADE, related_name="asked")
    department = models.ForeignKey("Department", null=True, blank=True, on_delete=models.CASCADE, related_name="asked")
    field = models.CharField(max_length=40, blank=True)
    words = LinesField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = account_field(_("asked by"))
    over_at = models.DateTimeField(null=True, blank=True)
    over_by = account_field(_("answered by"))

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("request or remark")
        verbose_name_plural = _("requests and remarks")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(office__isnull=False, department=None) | Q(office=None, department__isnull=False),
                name="asked_about_one_office_or_department",
                violation_error_message=_("What is asked is about one office or one department."),
            ),
            models.CheckConstraint(
                condition=Q(department=None) | ~Q(field=""),
                name="asked_to_publish_an_office",
                violation_error_message=_("An office is published, with all its departments."),
            ),
            models.UniqueConstraint(
                fields=["office", "by"],
                condition=Q(field="", over_at=None),
                name="a_person_asks_once_to_publish_an_office",
                violation_error_message=_("This person has asked already to publish this office."),
            ),
        ]

    def __str__(self):
        return self.told

    @property
    def entry(self) -> Entry:
        """The office or department it is about."""
        return self.office or self.department

    @property
    def told(self) -> str:
        """A sentence, with the words of who asked."""
        if self.field:
            told = _("{who} on {about}: “{words}”") if self.words else _("{who} on {about}")
            values = {"about": self.about}
        else:
            told = _("{who} asked on {day} to publish it: “{words}”") if self.words else None
            told = told or _("{who} asked on {day} to publish it")
            values = {"day": day(self.at)}
        return told.format(who=account_name(self.by) or _("Somebody"), words=self.words, **values)

    @property
    def about(self) -> str:
        """The field as people call it, with the department it is of."""
        label = gettext(ENTRY[self.field].label if self.field in ENTRY else _LINES)
        return _("{department}, {label}").format(department=self.department, label=label) if self.department else label
