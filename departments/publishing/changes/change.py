"""One difference between two pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """
    One difference, about one field of an office or department.

    `part` is its name; `slug` the department's, "" for the office itself. `field` is the model's ("lead" for title,
    name and standing together, "contacts" for a contact line, "" for what is new or gone), `label` the editor's word
    for it. `before` and `after` are as people read them, and equal where only the sentence tells. `words` are
    `(op, text)` segments of a text, op being "same", "added" or "removed"; `excerpt` is the same with long stretches
    that stayed the same cut short.
    """

    part: str
    slug: str
    field: str = ""
    label: str = ""
    before: str = ""
    after: str = ""
    words: tuple[tuple[str, str], ...] = ()
    excerpt: tuple[tuple[str, str], ...] = ()
    sentence: str = ""

    def __str__(self):
        return self.sentence or f"{self.part}: {self.label} {became(self.before, self.after)}"

    @property
    def told(self) -> str:
        """The sentence without the name before it, to stand under that name."""
        return str(self).removeprefix(f"{self.part}: ")


def became(before: str, after: str) -> str:
    """What became of a value, both as people read them."""
    if before == after:
        return "written differently, shown the same"
    if not before or not after:
        return f"{after} added" if after else f"{before} removed"
    return f"{before} → {after}"


def name_of(part) -> str:
    """What to call an office or department; its address while it has no name."""
    return part.name.strip() or part.slug
