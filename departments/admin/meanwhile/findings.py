"""What is found where two sides differ: who changed it, and whose value it takes."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """
    `part` is the name of the row it is about, "" for the office or department itself. Values as people read them.
    `why` says why there is a choice where each changed something else; `is_row`, that `label` tells what became of it.
    """

    key: str
    part: str
    label: str
    before: str = ""
    theirs: str = ""
    mine: str = ""
    why: str = ""
    is_row: bool = False


@dataclass
class Findings:
    """`choices` both changed differently; `kept` only others changed; `typed` only this person did."""

    choices: list[Difference] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)
    typed: list[Difference] = field(default_factory=list)
    moved: list = field(default_factory=list)  # rows that are not on the form any more

    def sort(self, difference, *, they_changed, i_changed) -> None:
        if they_changed:
            (self.choices if i_changed else self.kept).append(difference)
        else:
            self.typed.append(difference)

    def ask(self, key, why) -> None:
        """Make a choice of what was typed."""
        for typed in [one for one in self.typed if one.key == key]:
            self.typed.remove(typed)
            sides = {"theirs": typed.theirs or _("Leave yours out"), "mine": typed.mine or _("Add yours as well")}
            self.choices.append(replace(typed, why=why, **sides))

    def takes_theirs(self, key, chosen) -> bool:
        return chosen.get(key) == THEIRS or any(difference.key == key for difference in self.kept)

    def is_about(self, key) -> bool:
        return any(difference.key == key for difference in (*self.choices, *self.kept, *self.typed))
