"""An old address: where a page stood before, perhaps on the site before this one, and what stands in its place."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..words import old_paths
from .department import Department
from .office import Office
from .text_field import LineField

_OF_OURS = re.compile(r"(?:.*/)?(office|department)s/([-\w]+?)(?:\.html?)?/?(?:#([-\w]+))?", re.ASCII)
_MODELS = {"office": Office, "department": Department}
_NOWHERE = {
    "office": _("There is no office at this address. Copy it from its page."),
    "department": _("There is no department at this address. Copy it from its page."),
    "": _("There is no office or department at this address. Copy it from its page."),
}


class OldAddress(models.Model):
    """Asked where nothing else is found at an address: what there is at an address of ours is never hidden by it."""

    path = LineField(
        _("old address"),
        max_length=300,
        unique=True,
        help_text=_("As people have it: https://www.example.org/en/District/Bus.htm, or what follows the host."),
        error_messages={"unique": _("This old address leads somewhere already. Change that line of the list.")},
    )
    leads_to = LineField(
        _("leads to"),
        max_length=120,
        help_text=_(
            "The address of the office or department, as offices/chief-of-staff or departments/transportation."
        ),
    )

    class Meta:
        ordering = ["path"]
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self):
        return self.path

    def get_absolute_url(self) -> str:
        kind, slug = self.entry
        return reverse(f"departments:{kind}", args=[slug])

    @property
    def entry(self) -> tuple[str, str]:
        """The kind and the address of what it leads to."""
        kind, _plural, slug = self.leads_to.partition("s/")
        return kind, slug

    def clean_fields(self, exclude=None) -> None:
        """Both as they are compared, whatever was pasted."""
        self.path = old_paths.plain(self.path)
        if not self.path or old_paths.is_of_a_language(self.path):
            reason = _("Write more than the first page’s address, and none that begins with a language, as /es/.")
            raise ValidationError({"path": reason})
        super().clean_fields(exclude=exclude)
        found = _OF_OURS.fullmatch(self.leads_to.strip())
        kind, slug, department = found.groups() if found else ("", "", None)
        kind, slug = ("department", department) if department else (kind, slug)
        if not found or not _MODELS[kind].objects.filter(slug=slug).exists():
            raise ValidationError({"leads_to": _NOWHERE[kind]})
        self.leads_to = f"{kind}s/{slug}"
