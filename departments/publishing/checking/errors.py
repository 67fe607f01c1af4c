"""What must be mended before a page is published: each public function is a rule, asked in this order."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Entry
from ...models.entry import PICTURE_NAME
from ...models.facts import ENTRY, LINE, Form
from ...words import addresses, phones
from ...words.link_address import is_mailbox
from ...words.plain_text import without_control_characters
from ...words.standing_words import name_without_standing, without_standing
from .subject import Subject, cut, label_of, line_name


def name_missing(seen: Subject) -> Iterator[tuple[str, str]]:
    """The name is the heading of the page, the entry in every list and the words of every link to it."""
    if not seen.part.name.strip():
        yield "name", _("the name is missing. Type it as it stands on the door.")


def address_invalid(seen: Subject) -> Iterator[tuple[str, str]]:
    """An address with other characters leads nowhere: no page would answer it."""
    found = [("slug", seen.part.slug), *(("succeeds", address) for address in seen.part.succeeds.split())]
    for field, address in found:
        try:
            addresses.address(address)
        except ValidationError:
            words = _("the address “{address}” cannot be used. Write letters a to z, digits and hyphens only.")
            if field == "succeeds":
                words = _(
                    "the earlier address “{address}” cannot be used. Write letters a to z, digits and hyphens only."
                )
            yield field, words.format(address=cut(address))


def address_taken(seen: Subject) -> Iterator[tuple[str, str]]:
    """A link to either would lead to the first of the two, and the other could not be reached."""
    same = [part for part in seen.page.departments if part.slug == seen.part.slug]
    if not seen.is_office and len(same) > 1 and same[0] is not seen.part:
        words = _("“{name}” has the address {address} too. Give one of the two another.")
        yield "slug", words.format(name=cut(same[0].name), address=seen.slug)


def parent_not_there(seen: Subject) -> Iterator[tuple[str, str]]:
    """A unit stands under its department: where that is missing, the unit would be published and never be seen."""
    parent = None if seen.is_office else seen.part.parent
    if parent is not None and parent not in {part.slug for part in seen.page.below(seen.page)}:
        others = {part.slug for part in seen.page.departments if part is not seen.part}
        if parent in others:
            words = _("it is a unit of “{parent}”, which is a unit itself. Choose another or none.")
        elif parent:
            words = _("it is a unit of “{parent}”, which is no department of this page. Choose another or none.")
        else:
            words = _("it is a unit of what is no department of this page. Choose another or none.")
        yield "parent", words.format(parent=cut(parent))


def standing_unknown(seen: Subject) -> Iterator[tuple[str, str]]:
    """A fixture may bring a standing that no page knows how to say."""
    if seen.part.lead_standing not in ENTRY["lead_standing"].labels:
        words = _("the standing “{standing}” is none of ours. Choose one of the standings in the list.")
        yield "lead_standing", words.format(standing=cut(seen.part.lead_standing))


def vacant_with_a_name(seen: Subject) -> Iterator[tuple[str, str]]:
    """The page would say "vacant" and hide the name: one of the two is out of date."""
    if seen.part.lead.is_vacant and (name := seen.part.lead_name.strip()):
        words = _("the post is vacant and led by {name}. Clear the name, or choose another standing.")
        yield "lead_standing", words.format(name=cut(name))


def lead_without_a_name(seen: Subject) -> Iterator[tuple[str, str]]:
    """Without a name the page leaves the lead out, title and all, and nobody would notice what is missing."""
    part = seen.part
    if part.lead_name.strip() or part.lead.is_vacant:
        return
    if title := part.lead_title.strip():
        words = _("“{title}” has no name, so the page leaves it out. Choose “Vacant”, or type the name.")
        yield "lead_name", words.format(title=cut(title))
    elif part.lead_standing in (Entry.Standing.ACTING, Entry.Standing.INTERIM, Entry.Standing.ON_LEAVE):
        words = _("the standing is “{standing}”, and nobody is named. Type the name, or choose “Appointed”.")
        yield "lead_name", words.format(standing=_(Entry.Standing(part.lead_standing).label))


def standing_typed(seen: Subject) -> Iterator[tuple[str, str]]:
    """Standing is data: typed into a name it is sorted, searched and said as if it were one, and outlives its day."""
    for field in ("lead_title", "lead_name"):
        value = getattr(seen.part, field).strip()
        read = (name_without_standing if field == "lead_name" else without_standing)(value)
        if read == (value, "") or (seen.part.lead_as_typed and field == "lead_title"):
            continue
        words, standing = _("the {label} says “{value}”. Clear that, and choose the standing “Vacant”."), ""
        if read is None:
            words = _("the {label} says “{value}”. Write the title, the name and the standing each in its own place.")
        elif read[1] not in ("", Entry.Standing.VACANT):
            words = _("the {label} says “{value}”. Take that out, and choose the standing “{standing}”.")
            standing = _(Entry.Standing(read[1]).label)
        yield field, words.format(label=label_of(field), value=cut(value), standing=standing)


def number_invalid(seen: Subject) -> Iterator[tuple[str, str]]:
    """A number that cannot be dialled gets no link, and whoever dials it by hand reaches somebody else."""
    for field, label, number in seen.numbers(lambda number: not phones.link(number)):
        words = _("the {label} {number} cannot be dialled. Write it as 414-475-8393, with ext. 12 after it.")
        yield field, words.format(label=label, number=cut(number))


def email_invalid(seen: Subject) -> Iterator[tuple[str, str]]:
    """Mail to an address that is none comes back, or is never sent."""
    for line in (None, *seen.part.contacts):
        email = (line or seen.part).email
        if email and not is_mailbox(email):
            words = _("the e-mail address “{email}” is not one. Write it as name@example.org.")
            if line:
                words = _("the e-mail address of “{line}” “{email}” is not one. Write it as name@example.org.")
            yield "contacts" if line else "email", words.format(line=line and line_name(line), email=cut(email))


_WEB_ADDRESS = URLValidator(["https", "http"])


def link_invalid(seen: Subject) -> Iterator[tuple[str, str]]:
    """A link without a scheme leads to a page of ours that is not there."""
    for fact in ENTRY.values():
        link = getattr(seen.part, fact.name) if fact.form is Form.LINK else ""
        try:
            link and _WEB_ADDRESS(link)
        except ValidationError:
            words = _("the {label} “{link}” leads nowhere. Write it as https://www.example.org.")
            yield fact.name, words.format(label=label_of(fact.name), link=cut(link))


def kind_unknown(seen: Subject) -> Iterator[tuple[str, str]]:
    """A fixture may bring a kind of line that no page knows how to say."""
    for line in seen.part.contacts:
        if line.kind not in LINE["kind"].labels:
            words = _("“{line}” is of the kind “{kind}”. Choose one of the kinds in the list.")
            yield "contacts", words.format(line=line_name(line), kind=cut(line.kind))


def picture_without_words(seen: Subject) -> Iterator[tuple[str, str]]:
    """Whether a picture tells something is a decision (WCAG 1.1.1). Without it the page leaves the picture out."""
    part = seen.part
    if part.image and not part.image_alt.strip() and not part.image_decorative:
        yield "image_alt", _("the picture has no words. Say what it shows, or tick “only decoration”.")


def picture_missing(seen: Subject) -> Iterator[tuple[str, str]]:
    """A picture that is not in the store is a hole in the page."""
    image = seen.part.image
    if image and not (PICTURE_NAME.fullmatch(image) and seen.stored(image)):
        yield "image", _("the picture’s file is missing from the store. Upload it again, or remove it.")


_FILE_ENDING = re.compile(r"\.(jpe?g|png|gif|webp|avif|heic|tiff?|bmp|svg)\W*\Z", re.IGNORECASE)
_CAMERA_NAME = re.compile(r"\W*(img|dscn?|dscf|pxl|mvimg|screenshot)[-_ ]?\d[-_\d]*\W*", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{32,}", re.IGNORECASE)
_ONE_LONG_WORD = re.compile(r"(?=\S{16,}\Z)[^\W_]+([-_]+[^\W_]+){2,}")


def picture_words_are_a_file_name(seen: Subject) -> Iterator[tuple[str, str]]:
    """Read aloud, "IMG_1234.jpg" tells nobody what the picture shows (WCAG 1.1.1)."""
    words = seen.part.image_alt.strip()
    whole = any(shape.fullmatch(words) for shape in (_CAMERA_NAME, _HASH, _ONE_LONG_WORD))
    if seen.part.image and (whole or _FILE_ENDING.search(words)):
        sentence = _("“{words}” is a file name. Say in words what the picture shows.")
        yield "image_alt", sentence.format(words=cut(words))


def characters_unseen(seen: Subject) -> Iterator[tuple[str, str]]:
    """Control characters come with text copied from elsewhere: feeds and exports break over them."""
    for field, label, *_rest in seen.values(lambda value, fits: without_control_characters(value) != value):
        words = _("the {label} has characters in it that nobody can see. Type it anew instead of pasting it.")
        yield field, words.format(label=label)


def value_too_long(seen: Subject) -> Iterator[tuple[str, str]]:
    """SQLite keeps what is longer than its field when a fixture is loaded; PostgreSQL and the forms refuse it."""
    for field, label, value, fits in seen.values(lambda value, fits: len(value) > fits):
        words = ngettext(
            "the {label} has {number} character, and {fits} fit. Shorten it.",
            "the {label} has {number} characters, and {fits} fit. Shorten it.",
            len(value),
        )
        yield field, words.format(label=label, number=len(value), fits=fits)
