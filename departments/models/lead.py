"""Who leads, composed from title, name and standing."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from ..words.for_templates import ForTemplates
from ..words.nobody import is_withheld, names_nobody
from .facts import Standing

# The facts of an entry that it is made of, in its order.
LEAD = ("lead_title", "lead_name", "lead_standing")


@dataclass(frozen=True)
class Lead(ForTemplates):
    """True where there is a lead to be told of: somebody by name, or a vacant post."""

    title: str
    name: str
    standing: str

    def __bool__(self) -> bool:
        return bool(self.name) or self.is_vacant

    @property
    def is_vacant(self) -> bool:
        return self.standing == Standing.VACANT

    @cached_property
    def is_person(self) -> bool:
        """Whether anybody holds the post: "Vacant", "TBD" and "Name withheld" are nobody's names."""
        return not (self.is_vacant or names_nobody(self.name) or is_withheld(self.name))

    @property
    def post(self) -> str:
        """The title as it is shown: "Acting Superintendent"."""
        title = self.title or _("Head")
        if self.standing == Standing.ACTING:
            return _("Acting {title}").format(title=title)
        if self.standing == Standing.INTERIM:
            return _("Interim {title}").format(title=title)
        return title

    @property
    def holder(self) -> str:
        """Who holds the post, in words: a name, "Jane Doe (on leave)", or "vacant"."""
        if self.is_vacant:
            return _("vacant")
        return _("{name} (on leave)").format(name=self.name) if self.standing == Standing.ON_LEAVE else self.name

    def __str__(self) -> str:
        return f"{self.post}: {self.holder}" if self else ""
