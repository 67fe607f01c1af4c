"""Other digits in the numbers of some offices, “475 becomes 777”: planned, loaded and taken back as a load is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models.facts import ENTRY, LINE, Form, Kind
from ..publishing.changes.change import of_part
from ..words import phones, prose
from ..words.exact_number import NoNumber
from .edition import Drafts, Edition

AREA_CODE, EXCHANGE = 0, 3  # the first of the ten digits that a rule speaks of


@dataclass(frozen=True)
class Rule:
    """
    The digits `old`, from the place `begins` on, become the digits `new`, as many: of numbers to call if `calls`, of
    fax numbers if `faxes`.
    """

    old: str
    new: str
    begins: int = EXCHANGE
    calls: bool = True
    faxes: bool = True

    def fits(self, number: str) -> bool:
        """Whether `number`, as it is kept, has the old digits there."""
        digits, _extension = phones.digits(number)
        return len(digits) == 11 and digits[0] == "1" and digits[1:].startswith(self.old, self.begins)

    def renumbered(self, number: str) -> str:
        """`number`, which fits, with the new digits. Raises NoNumber."""
        digits, extension = phones.digits(number)
        start = 1 + self.begins
        digits = f"{digits[:start]}{self.new}{digits[start + len(self.new) :]}"
        shown = f"{digits[1:4]}-{digits[4:7]}-{digits[7:]}"
        return phones.exactly(f"{shown} ext. {extension}" if extension else shown)


@dataclass(frozen=True)
class Renumbered:
    """A number with the old digits: whose it is, what it is there, how it is shown now and then; or `why` it stays."""

    whose: str
    what: str
    now: str
    then: str = ""
    why: str = ""


def renumbered(drafts: Drafts, offices: set[str], rule: Rule) -> tuple[Edition, list[Renumbered]]:
    """
    What `rule` changes in the drafts of `offices`, by address, to be loaded; and each number it finds there. Numbers
    within texts are found as well, and stay.
    """
    base = Edition(drafts.edition.label)
    edition, found = Edition(base.label, base=base), []
    for kind, slug, values in drafts.edition.each():
        if values.get("office", slug) not in offices:
            continue
        said = values | {"contacts": [dict(line) for line in values["contacts"]]}
        found += _found(said, said["name"], ENTRY, rule)
        for line in said["contacts"]:
            found += _found(line, of_part(said["name"], line["role"] or line["name"] or _("contact line")), LINE, rule)
        if said != values:
            base.entries(kind)[slug], edition.entries(kind)[slug] = values, said
    return edition, found


def _found(values, whose, table, rule) -> Iterator[Renumbered]:
    """The numbers in `values`, which get the new ones."""
    for fact in table.values():
        value = values.get(fact.name) or ""
        if fact.form is Form.NUMBER and rule.fits(value):
            now, is_fax = phones.display(value), fact.name == "fax" or values.get("kind") == Kind.FAX
            try:
                then = rule.renumbered(value)
            except NoNumber as reason:
                yield Renumbered(whose, _(fact.label), now, why=str(reason))
                continue
            if not (rule.faxes if is_fax else rule.calls):
                why = _("it is a fax number.") if is_fax else _("it is a number to call.")
                yield Renumbered(whose, _(fact.label), now, why=why)
                continue
            values[fact.name] = then
            yield Renumbered(whose, _(fact.label), now, phones.display(then))
        elif fact.form in (Form.LINE, Form.PROSE, Form.RICH) and any(map(str.isdecimal, value)):
            text = prose.plain(value) if fact.form is Form.RICH else value
            for words, link in phones.pieces(text):
                if link != "" and rule.fits(phones.written(words)):
                    why = _("it stands within a text. Change it there.")
                    yield Renumbered(whose, _(fact.label), words, why=why)
