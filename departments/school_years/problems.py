"""What stands in the way of reading a bundle or a spreadsheet, told all at once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """
    One thing to mend. `file` is the name inside the bundle, `record` the natural key or the row as people know it
    ("department academics-1", "row 7"), `field` the model's field or the column; either is empty where none is meant.
    `sentence` says what is wrong and what to do, begins in lower case and ends with a full stop.
    """

    file: str
    record: str
    field: str
    sentence: str

    def __str__(self):
        where = ", ".join(filter(None, (self.file, self.record, self.field)))
        return f"{where}: {self.sentence}"


class Refused(Exception):
    """What was asked for cannot be done, for reasons told one by one. Nothing was written."""

    def __init__(self, *problems):
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def refused(file: str, sentence: str) -> Refused:
    """That `file` as a whole cannot be taken."""
    return Refused(Problem(file, "", "", sentence))
