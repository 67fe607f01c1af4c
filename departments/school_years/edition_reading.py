"""What readers of every kind of file do: take what is right into an edition, and tell all that is not."""

from ..words.plain_text import without_control_characters
from .edition import Edition
from .problems import Problem


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
        # What a file calls its records and fields may be as damaged as the rest.
        record, field = (without_control_characters(text, "�") for text in (record, field))
        self.problems.append(Problem(self.file, record, field, sentence))

    def find_misplaced(self, record_of=lambda slug: f"department {slug}") -> None:
        """Tell what does not fit together: departments without their office, units without their department."""
        departments = self.edition.departments
        for slug, values in departments.items():
            office, parent = values.get("office"), values.get("parent")
            if office and office not in self.edition.offices:
                self.problem(record_of(slug), "office", f"the file has no office {office}. Add it, or choose another.")
            above = departments.get(parent)
            sentence = ""
            if not parent:
                pass
            elif above is None:
                sentence = f"the file has no department {parent}. Add it, or choose another."
            elif parent == slug:
                sentence = "a department cannot be a unit of itself. Choose another, or none."
            elif above.get("office") != office:
                sentence = f"{parent} belongs to another office. A unit is in the office of its department."
            elif above.get("parent"):
                sentence = f"{parent} is a unit itself, and units have none of their own. Choose its department."
            if sentence:
                self.problem(record_of(slug), "parent", sentence)
