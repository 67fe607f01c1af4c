"""
What deserves a look before a page is published, and may be as it should: each public function is a rule, asked in this
order.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

import phonenumbers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models.facts import ENTRY, Form
from ...words import phones, prose
from ...words.folding import fold
from ...words.link_address import is_mailbox
from .subject import Subject, cut, dialled, label_of, parsed


def name_twice(seen: Subject) -> Iterator[tuple[str, str]]:
    """Two entries of one name in a list: nobody can tell which to choose, and often one is a leftover."""
    if seen.is_office or not (name := fold(seen.part.name)):
        return
    first = next(part for part in seen.page.departments if fold(part.name) == name)
    if first is not seen.part:
        words = _("another department has this name, at the address {address}. Tell the two apart.")
        yield "name", words.format(address=first.slug)


def lead_without_a_title(seen: Subject) -> Iterator[tuple[str, str]]:
    """The page then calls the person "Head", which may not be what they are."""
    if seen.part.lead and not seen.part.lead_title.strip():
        yield "lead_title", _("the lead has no title, so the page says “Head”. Type the title.")


def nothing_but_a_name(seen: Subject) -> Iterator[tuple[str, str]]:
    """A heading over nothing sends people away as they came. A department may stand for its units alone."""
    part = seen.part
    words = part.summary.strip() or seen.body or part.image
    if not seen.is_office and not (words or part.has_details or part.lead_title.strip() or seen.page.below(part)):
        yield "summary", _("there is nothing but the name. Add a number, a lead or a sentence about it.")


def nowhere_to_turn(seen: Subject) -> Iterator[tuple[str, str]]:
    """People come to the page for a number: this one has none, and no e-mail address either."""
    places = [place for part in seen.page.parts for place in (part, *part.contacts)]
    if seen.is_office and not any(place.phone or place.email for place in places):  # type: ignore[attr-defined]
        yield "phone", _("the whole page has no number and no e-mail address. Type the number people should call.")


def fax_is_the_phone(seen: Subject) -> Iterator[tuple[str, str]]:
    """Callers would hear a fax machine. One machine for both is possible, and rare."""
    phone, fax = parsed(seen.part.phone), parsed(seen.part.fax)
    if phone and phone == fax:
        words = _("fax and phone are the same number, {number}. Correct or clear one of them.")
        yield "fax", words.format(number=phones.told(seen.part.fax))


def number_only_in_the_text(seen: Subject) -> Iterator[tuple[str, str]]:
    """A number in the text is forgotten when the number changes: the page then gives two."""
    known = None
    for field, line, text in seen.prose:
        written = _numbers_in(text)
        if field == "body":
            hrefs = [link.href for link in prose.links(seen.part.body) if link.href.startswith("tel:")]
            written += filter(None, (parsed(href.removeprefix("tel:")) for href in hrefs))
        for number in dict.fromkeys(map(dialled, written)):
            known = known if known is not None else _numbers_of(seen.page)
            if number not in known:
                words = _("the {label} gives {number}, and no number of this page is that. Check which one is right.")
                shown = phones.display(f"+{number[0]} {number[1]}")
                yield field, words.format(label=label_of(field, line), number=shown)


def date_passed(seen: Subject) -> Iterator[tuple[str, str]]:
    """What was to happen by a day that has passed tells people that nobody looks after the page."""
    for field, line, text in seen.prose:
        for found in _DATE.finditer(text):
            day = _last_day(found)
            if day and day < seen.on and not _HISTORY.search(text[max(0, found.start() - 60) : found.start()]):
                words = _("the {label} speaks of {day}, which has passed. Bring it up to date.")
                yield field, words.format(label=label_of(field, line), day=cut(found[0]))


def heading_jumps(seen: Subject) -> Iterator[tuple[str, str]]:
    """Screen readers list headings by level: a level that is missing sounds like a part that is (WCAG 1.3.1)."""
    for block in prose.blocks(seen.part.body):
        if block.kind == "h2":
            return
        if block.kind == "h3":
            words = _("“{text}” is a subheading with no heading above it. Make it a heading.")
            yield "body", words.format(text=cut(block.text))
            return


_SAYS_NOTHING = {"click", "click here", "click on this link", "here", "learn more", "link", "more", "read more"}
_SAYS_NOTHING |= {"see here", "this", "this link", "this page", "website"}
_BARE_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)


def link_says_nothing(seen: Subject) -> Iterator[tuple[str, str]]:
    """Who hears the links of a page one after the other cannot tell one "here" from the next (WCAG 2.4.4)."""
    for link in prose.links(seen.part.body):
        if fold(link.words) in _SAYS_NOTHING or _BARE_ADDRESS.fullmatch(link.words):
            words = _("the link “{words}” does not say where it leads. Put the link on words that do.")
            yield "body", words.format(words=cut(link.words))


_WHOLE = re.compile(r"https?://[^/]|[/#]", re.IGNORECASE)
_TO_CALL = re.compile(r"tel:(.*)|([+(]*\d[\d\s().+-]{5,})", re.IGNORECASE)
_TO_WRITE = re.compile(r"(?s:mailto:([^?]*).*)|([^\s:/?#]+@[^\s:/?#]*)", re.IGNORECASE)
_FOR_EVERYBODY = re.compile(r"[2-9]11|988")


def link_leads_nowhere(seen: Subject) -> Iterator[tuple[str, str]]:
    """Visitors who follow such a link find nothing: a file of one computer, a page beside another, one that is gone."""
    for link in prose.links(seen.part.body):
        if wrong := _wrong_with(link, seen.leads):
            yield "body", wrong
    for fact in ENTRY.values():
        website = getattr(seen.part, fact.name) if fact.form is Form.LINK else ""
        if website and not seen.leads(website):
            words = _("the {label} {link} is a page that is not there. Write another, or clear it.")
            yield fact.name, words.format(label=label_of(fact.name), link=cut(website))


def _wrong_with(link, leads):
    """Where `link` leads instead, and what to do; "" where it leads somewhere."""
    href, words = link.href, cut(link.words)
    typed = unquote(href)
    if to := _TO_WRITE.fullmatch(typed):
        addresses = [address.strip() for address in (to[1] or to[2] or "").split(",")]
        if all(map(is_mailbox, addresses)):
            return ""
        sentence = _(
            "the link “{words}” leads to “{address}”, which is no e-mail address. Write it as name@example.org."
        )
        return sentence.format(words=words, address=cut(typed))
    if to := _TO_CALL.fullmatch(typed):
        try:
            return "" if _FOR_EVERYBODY.fullmatch(to[1] or "") else phones.exactly(to[1] or to[2] or "") and ""
        except phones.NoNumber as reason:
            sentence = _("the link “{words}” leads to a number that no phone dials: {reason}")
            return sentence.format(words=words, reason=reason)
    if not href or ("\\" in href and not _WHOLE.match(href)):
        sentence = _("the link “{words}” leads nowhere, to a file on a computer perhaps. Link to a page, or unlink it.")
    elif not _WHOLE.match(href):
        sentence = _("the link “{words}” leads to “{address}”, which is no whole address. Write it with https://.")
    elif leads(href):
        return ""
    else:
        sentence = _("the link “{words}” leads to {address}, a page that is not there. Link to another, or unlink it.")
    return sentence.format(words=words, address=cut(href))


def list_typed_as_text(seen: Subject) -> Iterator[tuple[str, str]]:
    """Screen readers count the items of a list, and say nothing of dots and numbers that only look like one."""
    for block in prose.blocks(seen.part.body):
        if block.kind == "p" and (typed := next(filter(_ITEM.match, block.lines), "")):
            words = _("“{text}” looks like an item of a list. Select such lines and press the list button.")
            yield "body", words.format(text=cut(typed))
            return


def in_capitals(seen: Subject) -> Iterator[tuple[str, str]]:
    """Capitals read slowly, and some screen readers spell them out letter by letter."""
    if _is_shouted(_WORD.findall(seen.part.name), words=1):
        words = _("the name “{name}” is in capitals. Write it with small letters.")
        yield "name", words.format(name=cut(seen.part.name))
    for field, line, text in seen.prose:
        for stretch in _CAPITALS.finditer(text):
            if _is_shouted(_WORD.findall(stretch[0]), words=5):
                words = _("the {label} has “{text}” in capitals. Write it with small letters.")
                yield field, words.format(label=label_of(field, line), text=cut(stretch[0]))
                break


def picture_words_repeat(seen: Subject) -> Iterator[tuple[str, str]]:
    """Heard twice, the same words say nothing about the picture (WCAG 1.1.1)."""
    part, words = seen.part, fold(seen.part.image_alt)
    for field in ("name", "summary"):
        if part.image and words and words == fold(getattr(part, field)):
            says = _("the words of the picture repeat the {label}. Say what it shows, or tick “only decoration”.")
            yield "image_alt", says.format(label=label_of(field))


def picture_words_long(seen: Subject) -> Iterator[tuple[str, str]]:
    """A screen reader reads the words of a picture in one breath, with no way back to the middle."""
    length = len(seen.part.image_alt.strip())
    if seen.part.image and length > 250:
        words = ngettext(
            "the words of the picture are {number} character long. Keep to one sentence or two.",
            "the words of the picture are {number} characters long. Keep to one sentence or two.",
            length,
        )
        yield "image_alt", words.format(number=length)


# Numbers


def _numbers_in(text):
    # The matcher is slow, and most texts have too few digits for any number.
    if sum(map(str.isdigit, text)) < 10:
        return []
    return [found.number for found in phonenumbers.PhoneNumberMatcher(text, "US")]


def _numbers_of(page):
    numbers = [
        number for part in page.parts for number in (part.phone, part.fax, *(line.phone for line in part.contacts))
    ]
    return {dialled(found) for number in numbers if number and (found := parsed(number))}


# Dates

_MONTHS = [name[:3] for name in calendar.month_name]
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_ITEM = re.compile(rf"[{prose.BULLETS}]\s*|[-–—*]\s|\d{{1,2}}(?:\)|\.(?!\s*{_MONTH}))\s")
_DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}}) (?P<m1>{_MONTH}),? (?P<y1>\d{{4}})\b"
    rf"|\b(?P<m2>{_MONTH})\s+(?:\d{{1,2}}\s?[-–]\s?)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b"
    rf"|\b(?P<m3>{_MONTH}),?\s+(?P<y3>\d{{4}})\b"
    r"|(?<![\d/])(?P<m4>\d{1,2})/(?P<d4>\d{1,2})/(?P<y4>\d{4})(?![\d/])"
    r"|(?<![\d-])(?P<y5>\d{4})-(?P<m5>\d{2})-(?P<d5>\d{2})(?![\d-])"
)
# Words before a date that make it history and no promise: "since", "adopted on".
_HISTORY = re.compile(
    r"\b(adopted|after|approved|as of|beg[au]n|built|created|dated|effective|established|founded|from|launched|opened"
    r"|passed|revised|since|started|updated)\b([^.!?\w]+\w+){0,5}[^.!?\w]*\Z",
    re.IGNORECASE,
)


def _last_day(found):
    """The day of the date `found`, the last of the month where only that is given; None for no day there is."""
    values = {name[0]: value for name, value in found.groupdict().items() if value}
    year, month = int(values["y"]), values["m"]
    month = int(month) if month.isdigit() else _MONTHS.index(month[:3])
    try:
        return date(year, month, int(values.get("d") or calendar.monthrange(year, month)[1]))
    except ValueError:  # 30 February, month 13; calendar.IllegalMonthError is one too
        return None


# Capitals

_WORD = re.compile(r"[^\W\d_]+")
_CAPITALS = re.compile(r"\b[A-Z][A-Z'’]*\b(?:[^\w.!?]+[A-Z][A-Z'’]*\b)+")


def _is_shouted(found, words):
    """Whether these are capitals only, and not a row of acronyms: five letters make a word."""
    long_enough = [word for word in found if len(word) > 1]
    return len(long_enough) >= words and all(map(str.isupper, found)) and max(map(len, found)) >= 5
