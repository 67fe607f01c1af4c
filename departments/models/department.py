"""A department of an office, or a unit of a department."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .entry import Entry

ITSELF = _("A department cannot be a unit of itself.")


class Department(Entry):
    """
    `school_year` repeats the office's, so that the database can keep an address unique in the year: a department
    keeps its address when it moves to another office. Its units go along.
    """

    SEEN_IN = "listings"
    ANOTHER = _("another department")

    school_year = models.ForeignKey("SchoolYear", on_delete=models.PROTECT, related_name="departments", editable=False)
    office = models.ForeignKey("Office", on_delete=models.CASCADE, related_name="departments")
    parent = models.ForeignKey(
        "self",
        verbose_name=_("unit of"),
        null=True,
        blank=True,
        # RESTRICT and not PROTECT: deleting a whole draft office takes departments and their units together.
        on_delete=models.RESTRICT,
        related_name="units",
        help_text=_("For a unit: the department of the same office it belongs to."),
    )

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["school_year", "slug"],
                name="department_address_is_unique_in_the_year",
                violation_error_message=_("Another department of this school year has this address."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="department_is_not_its_own_unit",
                violation_error_message=ITSELF,
            ),
        ]

    def save(self, **kwargs) -> None:
        self.school_year_id = self.office.school_year_id
        is_new = self._state.adding
        super().save(**kwargs)
        if not is_new and self.parent_id is None:
            self.units_elsewhere.update(office=self.office, school_year=self.school_year)

    def clean(self) -> None:
        super().clean()
        if self.office_id:
            self.school_year_id = self.office.school_year_id

    def clean_fields(self, exclude=None) -> None:
        super().clean_fields(exclude)
        if "parent" not in (exclude or ()):
            self.judge_parent()

    def judge_parent(self) -> None:
        """Raises ValidationError, a sentence at `parent`, where it cannot be a unit of that by the rows there are."""
        if self.parent is None:
            return
        if self.parent == self:
            raise ValidationError({"parent": ITSELF})
        if self.parent.office_id != self.office_id:
            words = _("{parent} belongs to another office. Choose one of this office.")
            raise ValidationError({"parent": words.format(parent=self.parent)})
        if self.parent.parent_id:
            words = _("{parent} is a unit itself; units have no units of their own.")
            raise ValidationError({"parent": words.format(parent=self.parent)})
        if self.pk and self.units.exists():
            words = _("{name} has units of its own, so it cannot become a unit.")
            raise ValidationError({"parent": words.format(name=self)})

    @property
    def units_elsewhere(self) -> models.QuerySet:
        """Its units that are in another office than it: they go along when it is saved."""
        return self.units.exclude(office=self.office_id)
