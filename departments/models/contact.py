"""A contact line: one more person or number of an office or department."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..words import phones
from .entry import choice_field, line_field, phone_field
from .facts import LINE, LINE_SAYS, Kind
from .text_field import EmailLineField


class ContactQuerySet(models.QuerySet):
    def get_by_natural_key(self, label, owner, slug, position) -> "Contact":
        """`owner` is "office" or "department": the two may have the same address."""
        return self.get(**{f"{owner}__school_year__label": label, f"{owner}__slug": slug, "position": position})

    def of_offices(self, offices) -> "ContactQuerySet":
        """The lines of these offices and of their departments."""
        return self.filter(Q(office__in=offices) | Q(department__office__in=offices))


class Contact(models.Model):
    Kind = Kind

    office = models.ForeignKey("Office", null=True, blank=True, on_delete=models.CASCADE, related_name="contacts")
    department = models.ForeignKey(
        "Department", null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    position = models.PositiveIntegerField(default=0)
    role = line_field(LINE["role"], _("What the line is for, for example Secretary, TTY or After hours."))
    name = line_field(LINE["name"], _("Who answers; may stay empty."))
    phone = phone_field(_(LINE["phone"].label))
    kind = choice_field(LINE["kind"], max_length=12)
    email = EmailLineField(_(LINE["email"].label), blank=True)
    note = line_field(LINE["note"], _("For example: weekdays 7 to 9."), max_length=300)
    languages = line_field(LINE["languages"], _("Spoken by who answers, besides English, a comma between them."))

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact line")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(office__isnull=False, department=None) | Q(office=None, department__isnull=False),
                name="contact_belongs_to_one_office_or_department",
                violation_error_message=_("A contact line belongs to one office or one department."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="contact_has_a_known_kind",
                violation_error_message=_("Choose one of the kinds in the list."),
            ),
            models.CheckConstraint(
                condition=~Q(**dict.fromkeys(LINE_SAYS, "")),
                name="contact_says_something",
                violation_error_message=_("Fill in a role, a name, a number or an e-mail address, or remove the line."),
            ),
        ]

    def __str__(self):
        return " ".join(filter(None, [self.role, self.name])) or phones.display(self.phone) or self.email

    def natural_key(self) -> tuple:
        kind, owner = ("office", self.office) if self.office_id else ("department", self.department)
        return (owner.school_year.label, kind, owner.slug, self.position)
