"""One difference between two pages."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Change:
    """
    One difference, about one field of an office or department.

    `part` is its name; `slug` the department's, "" for the office itself. `field` is the model's ("lead" for title,
    name and standing together, "contacts" for a contact line, "" for what is new or gone), `label` the editor's word
    for it, in the reader's language. `before` and `after` are as people read them, and equal where only the sentence
    tells. `words` are `(op, text)` segments of a text, op being "same", "added" or "removed"; `excerpt` is the same
    with long stretches that stayed the same cut short. `is_order`: of a contact line only its place is another.
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
    is_order: bool = False

    def __str__(self):
        return self.sentence or of_part(self.part, became(self.label, self.before, self.after))

    @property
    def told(self) -> str:
        """The sentence without the name before it, to stand under that name."""
        return str(self).removeprefix(of_part(self.part, ""))


def of_part(name: str, what: str) -> str:
    """What is told of the office or department of this `name`."""
    return _("{name}: {what}").format(name=name, what=what)


def became(label: str, before: str, after: str) -> str:
    """What became of the value called `label`, all in the reader's words."""
    if before == after:
        return _("{label} written differently, shown the same").format(label=label)
    if not before:
        return _("{label} {value} added").format(label=label, value=after)
    if not after:
        return _("{label} {value} removed").format(label=label, value=before)
    return _("{label} {before} → {after}").format(label=label, before=before, after=after)


def name_of(part) -> str:
    """What to call an office or department; its address while it has no name."""
    return part.name.strip() or part.slug
