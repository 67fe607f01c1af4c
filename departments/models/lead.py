"""Who leads, composed from title, name and standing."""

from dataclasses import dataclass
from functools import cached_property

from ..words.for_templates import ForTemplates
from ..words.nobody import is_withheld, names_nobody
from .facts import ENTRY, Standing

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
        title = self.title or "Head"
        if self.standing in (Standing.ACTING, Standing.INTERIM):
            return f"{ENTRY['lead_standing'].in_words(self.standing)} {title}"
        return title

    @property
    def holder(self) -> str:
        """Who holds the post, in words: a name, "Jane Doe (on leave)", or "vacant"."""
        if self.is_vacant:
            return "vacant"
        return f"{self.name} (on leave)" if self.standing == Standing.ON_LEAVE else self.name

    def __str__(self) -> str:
        return f"{self.post}: {self.holder}" if self else ""
