"""What must be mended before a page is published: each public function is a rule, asked in this order."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from ...models import Entry
from ...models.entry import PICTURE_NAME
from ...models.facts import ENTRY, LINE, Form
from ...words import addresses, phones
from ...words.link_address import is_mailbox
from ...words.plain_text import without_control_characters
from ...words.standing_words import name_without_standing, without_standing
from .subject import Subject, cut, line_name


def name_missing(seen: Subject) -> Iterator[tuple[str, str]]:
    """The name is the heading of the page, the entry in every list and the words of every link to it."""
    if not seen.part.name.strip():
        yield "name", "the name is missing. Type it as it stands on the door."


def address_invalid(seen: Subject) -> Iterator[tuple[str, str]]:
    """An address with other characters leads nowhere: no page would answer it."""
    found = [("slug", "the address", seen.part.slug)]
    found += [("succeeds", "the earlier address", address) for address in seen.part.succeeds.split()]
    for field, label, address in found:
        try:
            addresses.address(address)
        except ValidationError:
            yield field, f"{label} “{cut(address)}” cannot be used. Write letters a to z, digits and hyphens only."


def address_taken(seen: Subject) -> Iterator[tuple[str, str]]:
    """A link to either would lead to the first of the two, and the other could not be reached."""
    same = [part for part in seen.page.departments if part.slug == seen.part.slug]
    if not seen.is_office and len(same) > 1 and same[0] is not seen.part:
        yield "slug", f"“{cut(same[0].name)}” has the address {seen.slug} too. Give one of the two another."


def parent_not_there(seen: Subject) -> Iterator[tuple[str, str]]:
    """A unit stands under its department: where that is missing, the unit would be published and never be seen."""
    parent = None if seen.is_office else seen.part.parent
    if parent is not None and parent not in {part.slug for part in seen.page.below(seen.page)}:
        others = {part.slug for part in seen.page.departments if part is not seen.part}
        wrong = "a unit itself" if parent in others else "no department of this page"
        what = f"“{cut(parent)}”, which is {wrong}" if parent else "what is no department of this page"
        yield "parent", f"it is a unit of {what}. Choose another or none."


def standing_unknown(seen: Subject) -> Iterator[tuple[str, str]]:
    """A fixture may bring a standing that no page knows how to say."""
    if seen.part.lead_standing not in ENTRY["lead_standing"].labels:
        standing = cut(seen.part.lead_standing)
        yield "lead_standing", f"the standing “{standing}” is none of ours. Choose one of the standings in the list."


def vacant_with_a_name(seen: Subject) -> Iterator[tuple[str, str]]:
    """The page would say "vacant" and hide the name: one of the two is out of date."""
    if seen.part.lead.is_vacant and (name := seen.part.lead_name.strip()):
        yield "lead_standing", f"the post is vacant and led by {cut(name)}. Clear the name, or choose another standing."


def lead_without_a_name(seen: Subject) -> Iterator[tuple[str, str]]:
    """Without a name the page leaves the lead out, title and all, and nobody would notice what is missing."""
    part = seen.part
    if part.lead_name.strip() or part.lead.is_vacant:
        return
    if title := part.lead_title.strip():
        yield "lead_name", f"“{cut(title)}” has no name, so the page leaves it out. Choose “Vacant”, or type the name."
    elif part.lead_standing in (Entry.Standing.ACTING, Entry.Standing.INTERIM, Entry.Standing.ON_LEAVE):
        standing = Entry.Standing(part.lead_standing).label
        yield "lead_name", f"the standing is “{standing}”, and nobody is named. Type the name, or choose “Appointed”."


def standing_typed(seen: Subject) -> Iterator[tuple[str, str]]:
    """Standing is data: typed into a name it is sorted, searched and said as if it were one, and outlives its day."""
    for field in ("lead_title", "lead_name"):
        value = getattr(seen.part, field).strip()
        read = (name_without_standing if field == "lead_name" else without_standing)(value)
        if read == (value, "") or (seen.part.lead_as_typed and field == "lead_title"):
            continue
        mend = "Clear that, and choose the standing “Vacant”."
        if read is None:
            mend = "Write the title, the name and the standing each in its own place."
        elif read[1] not in ("", Entry.Standing.VACANT):
            mend = f"Take that out, and choose the standing “{Entry.Standing(read[1]).label}”."
        yield field, f"the {ENTRY[field].label} says “{cut(value)}”. {mend}"


def number_invalid(seen: Subject) -> Iterator[tuple[str, str]]:
    """A number that cannot be dialled gets no link, and whoever dials it by hand reaches somebody else."""
    for field, label, number in seen.numbers(lambda number: not phones.link(number)):
        mend = "Write it as 414-475-8393, with ext. 12 after it."
        yield field, f"the {label} {cut(number)} cannot be dialled. {mend}"


def email_invalid(seen: Subject) -> Iterator[tuple[str, str]]:
    """Mail to an address that is none comes back, or is never sent."""
    for line in (None, *seen.part.contacts):
        email = (line or seen.part).email
        if email and not is_mailbox(email):
            field, of = ("contacts", f" of “{line_name(line)}”") if line else ("email", "")
            yield field, f"the e-mail address{of} “{cut(email)}” is not one. Write it as name@example.org."


_WEB_ADDRESS = URLValidator(["https", "http"])


def link_invalid(seen: Subject) -> Iterator[tuple[str, str]]:
    """A link without a scheme leads to a page of ours that is not there."""
    for fact in ENTRY.values():
        link = getattr(seen.part, fact.name) if fact.form is Form.LINK else ""
        try:
            link and _WEB_ADDRESS(link)
        except ValidationError:
            yield fact.name, f"the {fact.label} “{cut(link)}” leads nowhere. Write it as https://www.example.org."


def kind_unknown(seen: Subject) -> Iterator[tuple[str, str]]:
    """A fixture may bring a kind of line that no page knows how to say."""
    for line in seen.part.contacts:
        if line.kind not in LINE["kind"].labels:
            kind = cut(line.kind)
            yield "contacts", f"“{line_name(line)}” is of the kind “{kind}”. Choose one of the kinds in the list."


def picture_without_words(seen: Subject) -> Iterator[tuple[str, str]]:
    """Whether a picture tells something is a decision (WCAG 1.1.1). Without it the page leaves the picture out."""
    part = seen.part
    if part.image and not part.image_alt.strip() and not part.image_decorative:
        yield "image_alt", "the picture has no words. Say what it shows, or tick “only decoration”."


def picture_missing(seen: Subject) -> Iterator[tuple[str, str]]:
    """A picture that is not in the store is a hole in the page."""
    image = seen.part.image
    if image and not (PICTURE_NAME.fullmatch(image) and seen.stored(image)):
        yield "image", "the picture’s file is missing from the store. Upload it again, or remove it."


_FILE_ENDING = re.compile(r"\.(jpe?g|png|gif|webp|avif|heic|tiff?|bmp|svg)\W*\Z", re.IGNORECASE)
_CAMERA_NAME = re.compile(r"\W*(img|dscn?|dscf|pxl|mvimg|screenshot)[-_ ]?\d[-_\d]*\W*", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{32,}", re.IGNORECASE)
_ONE_LONG_WORD = re.compile(r"(?=\S{16,}\Z)[^\W_]+([-_]+[^\W_]+){2,}")


def picture_words_are_a_file_name(seen: Subject) -> Iterator[tuple[str, str]]:
    """Read aloud, "IMG_1234.jpg" tells nobody what the picture shows (WCAG 1.1.1)."""
    words = seen.part.image_alt.strip()
    whole = any(shape.fullmatch(words) for shape in (_CAMERA_NAME, _HASH, _ONE_LONG_WORD))
    if seen.part.image and (whole or _FILE_ENDING.search(words)):
        yield "image_alt", f"“{cut(words)}” is a file name. Say in words what the picture shows."


def characters_unseen(seen: Subject) -> Iterator[tuple[str, str]]:
    """Control characters come with text copied from elsewhere: feeds and exports break over them."""
    for field, label, *_ in seen.values(lambda value, fits: without_control_characters(value) != value):
        yield field, f"the {label} has characters in it that nobody can see. Type it anew instead of pasting it."


def value_too_long(seen: Subject) -> Iterator[tuple[str, str]]:
    """SQLite keeps what is longer than its field when a fixture is loaded; PostgreSQL and the forms refuse it."""
    for field, label, value, fits in seen.values(lambda value, fits: len(value) > fits):
        yield field, f"the {label} has {len(value)} characters, and {fits} fit. Shorten it."
