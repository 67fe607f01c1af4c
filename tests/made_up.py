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

CODE, FROM_THE_RIGHT = "qps", "qpr"  # of the codes that are no language's
_OTHERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçđéƒğĥíĵķļɱñóþɋŕšţúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ",
)
# What stays as it is: tags, characters by name, and the places of values.
_KEPT = re.compile(r"(<[^>]*>|&\w+;|%\(\w+\)\w|%%|\{\w*\})")
_SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-filter-label", "data-print", "data-suggestions")
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
    return faults(NEXT.join([read, *heard]))
