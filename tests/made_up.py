"""
A made-up language, for tests: each message has other letters, is half as long again and stands between ⟦ and ⟧. So
words that are no message can be told, and sentences made of several. What editors write are words with “zo” in them.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from bs4 import BeautifulSoup, Comment, Doctype
from django.test import override_settings
from django.utils.translation import trans_real

from departments import publishing
from departments.models import Alert, District, DistrictLine
from departments.models.facts import Kind, Standing
from tests.making import make_contact, make_department, make_office, make_person, make_year

CODE, FROM_THE_RIGHT = "vo", "dv"  # of languages that Django does not speak
_OTHERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçđéƒğĥíĵķļɱñóþɋŕšţúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ",
)
# What stays as it is: tags, characters by name, and the places of values.
_KEPT = re.compile(r"(<[^>]*>|&\w+;|%(?:\(\w+\))?[sd]|%%|\{\w*\})")
_SPOKEN = ("aria-label", "title", "placeholder", "alt")
# What scripts say.
_SPOKEN += ("data-filter-label", "data-filter-shown", "data-print", "data-none", "data-suggestions", "data-by-keys")
_SPOKEN += ("data-by-taps", "data-share", "data-copy", "data-copy-number", "data-copy-address")
_SPOKEN += ("data-copied", "data-copied-what", "data-failed", "data-failed-what")
# The same in the editors' room.
_SPOKEN += ("data-search", "data-label", "data-title", "data-waiting", "data-stage", "data-selected", "data-shown")
_SPOKEN += ("data-new", "data-order", "data-moved", "data-this-row", "data-to-top", "data-up", "data-down")
_SPOKEN += ("data-typed", "data-discarded", "data-without-form", "data-file", "data-and-more", "data-lost")
_SPOKEN += ("data-more", "data-put-back", "data-forget", "data-asked", "data-saved", "data-yours", "data-nothing")
_SPOKEN += ("data-out", "data-other", "data-again", "data-not-again", "data-unsaved", "data-calendar", "data-as")
_SPOKEN += ("data-now", "data-later", "data-on", "data-chosen", "data-asks", "data-unshown", "data-pictures")
_SPOKEN += ("data-pages", "data-fields", "data-files", "data-programs", "data-others", "data-left")
_SPOKEN += ("data-hidden-words", "data-struck", "data-tables", "data-undo", "data-only-files")
_NO_WORDS = re.compile(r"\S*zo\S*|\S*testserver\S*|/\S*|nowhere-at-all", re.IGNORECASE)
_MESSAGE = re.compile(r"⟦([^⟦⟧]*)⟧")
NEXT = "\x1f"  # between what stands in elements of its own
# A message right beside another, that ends no sentence, or beside a word or a number.
_PIECES = re.compile(r"◆\s*[\w◆]|\w\s*◆")


def told(message: str) -> str:
    """`message` in the made-up language."""
    message = message.rpartition("\x04")[2]  # behind what tells two meanings apart
    pieces = _KEPT.split(message)
    pieces[::2] = [re.sub("[A-Za-z]+", _longer, piece) for piece in pieces[::2]]
    return f"⟦{''.join(pieces)}⟧" if re.search(r"[A-Za-z{]|%\(", message) else message


def _longer(word):
    other = word[0].translate(_OTHERS)
    return other + other[: (len(other) + 1) // 2].lower()


class MadeUp(NullTranslations):
    def __init__(self, code):
        super().__init__()
        self.code = code

    def gettext(self, message):
        return told(message)

    def ngettext(self, one, many, count):
        return told(one if count == 1 else many)

    def to_language(self):
        return self.code


@contextmanager
def spoken(code: str = CODE) -> Iterator[None]:
    """The site speaks the made-up language: from left to right, or with its other code from right to left."""
    trans_real._translations[code] = MadeUp(code)
    try:
        with override_settings(LANGUAGE_CODE=code, LANGUAGES_BIDI=[FROM_THE_RIGHT]):
            yield
    finally:
        del trans_real._translations[code]


def faults(text: str) -> set[str]:
    """Words of `text` that are no message, and where in it a message stands beside another, a word or a number."""
    wrong = set(re.findall("[A-Za-z]{2,}", _NO_WORDS.sub(" ", text.replace(NEXT, " "))))
    while _MESSAGE.search(text):
        text = _MESSAGE.sub(lambda one: "◆." if re.search(r"[.:?!…]\W*$", one[1]) else "◆", text)
    return wrong | {piece for piece in text.split(NEXT) if _PIECES.search(piece)}


def faults_of_page(html: str) -> set[str]:
    """The same of all that is read or heard on a page."""
    soup = BeautifulSoup(html, "html.parser")
    for silent in soup(["script", "style"]):
        silent.decompose()
    for marked in soup("mark"):
        marked.unwrap()
    soup.smooth()
    read = NEXT.join(one for one in soup.find_all(string=True) if not isinstance(one, (Comment, Doctype)))
    heard = [one[name] for name in _SPOKEN for one in soup.find_all(attrs={name: True})]
    heard += [one["content"] for one in soup.find_all("meta", attrs={"name": "description"})]
    heard += [one.get("value", "") for one in soup.find_all("input", type="submit")]
    return faults(NEXT.join([read, *heard]))


def make_site():
    """A site that has something of everything, and who may share its drafts; all that editors wrote has “zo” in it."""
    district = District.objects.create(name="Zo Zodistrict", address="1 Zo\nZo")
    for place, kind in enumerate(Kind):
        line = {"label": f"Zoline {place}", "kind": kind, "number": "414-475-8393"}
        DistrictLine.objects.create(district=district, position=place, **line)
    for level in (*Alert.Level, Alert.Level.NOTICE):
        Alert.objects.create(message="<p>Zo zo</p>", level=level)
    then, now = make_year("2023-24"), make_year("2024-25")
    for slug in ("zoarts", "zogone", "zosplit"):
        old = make_office(slug, year=then, name=f"Zo {slug}", lead_title="Zo", lead_name="Zowas Zo")
        make_department(
            old, f"{slug}-zopart", name="Zopart", lead_title="Zo", lead_name="Zora Zo", phone="414-475-8050"
        )
        publishing.publish(old, by=None)
    arts = make_office(
        "zoarts", year=now, name="Zoarts", also_known_as="Zoa\nZob", lead_title="Zodirector", lead_name="Zora Zolan",
        lead_standing=Standing.ACTING, phone="414-475-8001 ext. 12", fax="414-475-8002", email="zo@zo.zo",
        location="Zo 1", hours="Zo 8", languages="Zospanish", website="https://zo.zo/", summary="Zo zo.",
        body="<p>Zo zo</p>", confirmed_on="2024-09-03",
    )  # fmt: skip
    for place, standing in enumerate(Standing):
        values = {"lead_standing": standing, "lead_name": "" if standing == Standing.VACANT else f"Zoe{place} Zo"}
        make_department(arts, f"zopart{place}", name=f"Zopart{place}", lead_title="Zo", position=place, **values)
    music = make_department(arts, "zomusic", name="Zomusic", lead_title="", lead_name="Zoe Zo", phone="", position=9)
    make_department(arts, "zounit", name="Zounit", lead_title="", lead_name="", phone="", parent=music, position=10)
    for kind in Kind:
        make_contact(arts, role="", name="Zolan Zo", kind=kind, phone="414-475-8003")
        make_contact(music, role="Zorole", kind=kind, phone="414-475-8004", languages="Zo", note="Zo", email="zo@zo.zo")
    make_contact(music, role="", phone="", email="zo@zo.zo")
    make_contact(music, role="Zorole", phone="")
    publishing.publish(arts, by=None)
    for slug in ("zosplitone", "zosplittwo"):
        make_office(slug, year=now, name=f"Zo {slug}", succeeds="zosplit", publish=True)
    publishing.withdraw(make_office("zotaken", year=now, name="Zotaken", publish=True), by=None, instead="Zo zo.")
    return make_person("zo", "Publishers")
