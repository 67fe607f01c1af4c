"""An office or a department as it is put together, detail by detail."""

import re
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..models import Contact
from ..page.office_page import ContactLine, Part
from ..words import richtext
from ..words.folding import fold
from ..words.link_address import is_mailbox
from .names_and_titles import Standing, is_name

_LONGEST_SUMMARY = 300
_TAKEN = {
    "phone": gettext_noop("the phone of {name}"),
    "fax": gettext_noop("the fax of {name}"),
    "email": gettext_noop("the email of {name}"),
    "location": gettext_noop("the location of {name}"),
    "hours": gettext_noop("the hours of {name}"),
}
_ANOTHER = {
    "email": gettext_noop("{name} has another email above it"),
    "location": gettext_noop("{name} has another location above it"),
    "hours": gettext_noop("{name} has another hours above it"),
}


class LeftOut(Exception):
    """A statement is not taken over; the text is a reason that can follow an arrow."""


class OldPart(Part):
    """An office or a department; facts as the draft has them, numbers as the page writes them, `body` as HTML."""


@dataclass
class Writing:
    """The part being written: `put()` and `say()` return what a line was taken for, or raise LeftOut."""

    values: dict[str, str]
    contacts: dict[ContactLine, None] = field(default_factory=dict)  # in order, none twice
    blocks: dict[tuple[str, str], None] = field(default_factory=dict)  # tag and words, likewise

    @property
    def name(self) -> str:
        return self.values["name"]

    def part(self, *, has_summary) -> OldPart:
        """The part as far as it is written; `has_summary` where its first paragraph may be that."""
        summary, body = _text([*self.blocks], has_summary)
        return OldPart(**self.values, summary=summary, body=body, contacts=tuple(self.contacts))

    def put(self, one, *, beside_lead=False) -> str:
        """Take over a Detail; `beside_lead` where the line above it names a lead too."""
        if one.is_blank and not (one.kind == "lead" and one.label):
            return _("a label with nothing behind it: {label}").format(label=one.label)
        if one.kind == "lead":
            what = self._lead(one, beside_lead)
            words = _("{what}; before it {picture}")
            return words.format(what=what, picture=self._picture(one.picture)) if one.picture else what
        if one.kind == "picture":
            return self._picture(one.value)
        if one.kind == "contact":
            self._contact(one)
            return _("a contact line of {name}").format(name=self.name)
        if one.kind in ("phone", "fax"):
            return self._phone(one)
        if one.kind == "email" and not is_mailbox(one.value):
            raise LeftOut(_("it has no e-mail address"))
        if self.values.get(one.kind, one.value) != one.value:
            raise LeftOut(_(_ANOTHER[one.kind]).format(name=self.name))
        self.values[one.kind] = one.value
        return _(_TAKEN[one.kind]).format(name=self.name)

    def say(self, tag, words) -> None:
        """Add "p", "li" or "h2" to the text. Raises LeftOut for what it has already."""
        if (tag, words) in self.blocks:
            raise LeftOut(_("it stands in the text of {name} already").format(name=self.name))
        self.blocks[tag, words] = None

    def _lead(self, one, beside_lead):
        title, part = self.values.get("lead_title", ""), OldPart(**self.values)
        is_same_post = fold(title) == fold(one.label)
        if one.is_blank and title and not is_same_post:
            raise LeftOut(_("nobody is named behind it"))
        if (part.lead and one.is_blank) or (is_same_post and part.lead_name == one.value and part.lead):
            return _("the lead of {name} again").format(name=self.name)
        if part.lead and is_same_post and not beside_lead:
            words = _("{name} has a {title} above it, and no heading says of what this one is")
            raise LeftOut(words.format(name=self.name, title=title))
        if part.lead or (title and not is_same_post):
            self._contact(one)
            return _("a contact line of {name}").format(name=self.name)
        self.values |= {"lead_title": title or one.label, "lead_name": one.value}
        if one.standing:
            self.values["lead_standing"] = one.standing
        for number in one.numbers:
            self._number(number, one.label)
        if one.is_blank:
            return _("the title of the lead of {name}, and nobody named").format(name=self.name)
        words = _("the lead of {name}") if one.value else _("a vacant post: the lead of {name}")
        if not (one.value and one.standing):
            return words.format(name=self.name)
        words = _("the lead of {name}, read as {standing}: {title}, {holder}")
        standing = _(Standing(one.standing).label).lower()
        return words.format(name=self.name, standing=standing, title=one.label, holder=one.value)

    def _contact(self, one):
        """A line for each number. Who stands in, and words that are no name, become the note."""
        standing = str(Standing(one.standing).label) if one.standing else ""
        is_person = is_name(one.value) and one.standing != Standing.VACANT
        name, note = (one.value, standing) if is_person else ("", standing or one.value)
        for number in one.numbers or [None]:
            text, kind = (number.text, number.kind) if number else ("", ContactLine.kind)
            self.contacts[ContactLine(one.label, name, text, kind, "", note)] = None

    def _picture(self, words):
        self.values.setdefault("image_alt", words)
        return _("the text of a picture, “{words}”").format(words=words)

    def _phone(self, one):
        if not one.numbers:
            raise LeftOut(_("it has no phone number that could be dialled"))
        for number in one.numbers:
            self._number(number, one.label)
        return _(_TAKEN[one.kind]).format(name=self.name)

    def _number(self, number, label):
        name = {"voice": "phone", "fax": "fax"}.get(number.kind)
        if name is None or self.values.setdefault(name, number.text) != number.text:
            role = label if number.kind == Contact.Kind.VOICE else str(Contact.Kind(number.kind).label)
            self.contacts[ContactLine(role, "", number.text, number.kind)] = None


def _text(blocks, has_summary):
    """Summary and body: the first paragraph of an office is its summary where it is as short as one."""
    summary = ""
    opens_a_list = blocks and (blocks[0][1].endswith(":") or (len(blocks) > 1 and blocks[1][0] == "li"))
    if has_summary and blocks and blocks[0][0] == "p" and _is_short(blocks[0][1]) and not opens_a_list:
        (_tag, summary), *blocks = blocks
    html = ""
    for tag, run in groupby(blocks, key=itemgetter(0)):
        found = "".join(f"<{tag}>{escape(words)}</{tag}>" for _, words in run)
        html += f"<ul>{found}</ul>" if tag == "li" else found
    return summary, richtext.sanitise(html)


def _is_short(words):
    # “Dr. Ellis” and “e.g.” end no sentence: what does is followed by a capital and is longer than an abbreviation.
    return len(words) <= _LONGEST_SUMMARY and len(re.findall(r"\w{3,}[.!?]\s+(?=[A-Z])", words)) < 2
