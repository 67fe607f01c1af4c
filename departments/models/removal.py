"""A removal: that a person was taken out of everything that is kept, by whom and when, and not who it was."""

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..words import phones
from ..words.days import moment
from ..words.folding import fold
from ..words.names_of_people import Name
from .accounts import account_field
from .facts import ENTRY, LINE, Form

_FORMS = {fact.name: fact.form for fact in (*ENTRY.values(), *LINE.values())}


class RemovalQuerySet(models.QuerySet):
    def marks(self) -> frozenset[str]:
        """The marks of all that was ever taken out. One query."""
        return frozenset(mark for marks in self.values_list("marks", flat=True) for mark in marks)


class Removal(models.Model):
    """
    `counts` says how many rows of each kind were changed. `marks` are what a file is known by that names the person
    again: codes made with SECRET_KEY, from which nobody reads the value.
    """

    at = models.DateTimeField("taken out", default=timezone.now)
    by = account_field("by")
    counts = models.JSONField(default=dict)
    marks = models.JSONField(default=list)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        verbose_name = "person taken out"
        verbose_name_plural = "people taken out"
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("take_out_person", "Can take a person out of everything that is kept")]

    def __str__(self):
        return f"Taken out on {moment(self.at)}"

    @property
    def in_words(self) -> str:
        """What was changed: "1 office, 3 publications"."""
        return ", ".join(f"{count} {what}" for what, count in self.counts.items()) or "nothing"


def marks_of(field: str, value) -> set[str]:
    """What the value of `field`, a fact or the list of contact lines, is known by if it was taken out."""
    if isinstance(value, list):
        return {mark for line in value for name, item in line.items() for mark in marks_of(name, item)}
    if not isinstance(value, str) or not value:
        return set()
    if field in ("lead_name", "name"):
        name = Name.of(value)
        return {_mark(fold(f"{name.given} {name.surname}"))}
    if _FORMS.get(field) is Form.NUMBER:
        return {_mark(" ".join(phones.digits(phones.written(value))))}
    return {_mark(value.casefold())} if _FORMS.get(field) in (Form.EMAIL, Form.PICTURE) else set()


def _mark(text):
    return salted_hmac("departments.removal", text, algorithm="sha256").hexdigest()
