"""What readers of every kind of file do: take what is right into an edition, and tell all that is not."""

from django.utils.translation import gettext as _

from ..models.facts import ENTRY
from ..models.lead import LEAD
from ..publishing.changes.change import of_part
from ..words.plain_text import without_control_characters
from ..words.standing_words import differences, understood
from .edition import Edition
from .problems import Problem

MAX_PROBLEMS = 10_000  # told of one file: more are one mistake, made again and again


class EditionReading:
    """
    What was understood of `file`, as an edition; what is wrong with it; and sentences on what was passed over.

    An edition with problems is as far as it could be understood, and not to be loaded.
    """

    def __init__(self, file: str, edition: Edition):
        self.file, self.edition = file, edition
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def problem(self, record: str, field: str, sentence: str) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            return
        # What a file calls its records and fields may be as damaged as the rest.
        record, field = (without_control_characters(text, "�") for text in (record, field))
        self.problems.append(Problem(self.file, record, field, sentence))

    def understand(self, name: str, values: dict) -> None:
        """A standing typed into the title or name of a lead becomes the standing, and a note says so of `name`."""
        # A sheet without titles says nothing of them, and a post there is.
        typed = [values.get(name, "Head" if name == "lead_title" else "") or "" for name in LEAD]
        lead = understood(*typed, as_typed=bool(values.get("lead_as_typed")))
        told = differences(*typed, lead, ENTRY["lead_standing"].in_words)
        if told:
            values |= {
                name: value
                for name, value in zip(LEAD, lead, strict=True)
                if name in values or (name == "lead_standing" and value)
            }
        self.notes += [of_part(name, sentence) for sentence in told.values()]

    def find_misplaced(self, record_of=lambda slug: f"department {slug}") -> None:
        """Tell what does not fit together: departments without their office, units without their department."""
        departments = self.edition.departments
        for slug, values in departments.items():
            office, parent = values.get("office"), values.get("parent")
            if office and office not in self.edition.offices:
                words = _("the file has no office {office}. Add it, or choose another.")
                self.problem(record_of(slug), "office", words.format(office=office))
            above = departments.get(parent)
            sentence = ""
            if not parent:
                pass
            elif above is None:
                sentence = _("the file has no department {parent}. Add it, or choose another.")
            elif parent == slug:
                sentence = _("a department cannot be a unit of itself. Choose another, or none.")
            elif above.get("office") != office:
                sentence = _("{parent} belongs to another office. A unit is in the office of its department.")
            elif above.get("parent"):
                sentence = _("{parent} is a unit itself, and units have none of their own. Choose its department.")
            if sentence:
                self.problem(record_of(slug), "parent", sentence.format(parent=parent))
