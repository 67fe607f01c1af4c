"""A removal: that a person was taken out of everything that is kept, by whom and when, and not who it was."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import PhoneNumber

from ..words import phones
from ..words.as_read import TAG, as_read
from ..words.days import moment
from ..words.folding import fold
from ..words.names_of_people import Name
from .accounts import account_field
from .facts import ENTRY, LINE, Form

_FORMS = {fact.name: fact.form for fact in (*ENTRY.values(), *LINE.values())}
_EMAIL = re.compile(r"[\w.+'-]+@[\w.-]*\w")
_MOST_WORDS = 6  # of a name with titles and degrees
_WHOLE = {Form.NUMBER: "number", Form.EMAIL: "email", Form.PICTURE: "picture"}


class RemovalQuerySet(models.QuerySet):
    def marks(self) -> frozenset[str]:
        """The marks of all that was ever taken out. One query."""
        return frozenset(mark for marks in self.values_list("marks", flat=True) for mark in marks)


class Removal(models.Model):
    """
    `counts` says how many rows of each kind were changed. `marks` are what a file is known by that names the person
    again: codes made with SECRET_KEY, from which nobody reads the value.
    """

    at = models.DateTimeField(_("taken out"), default=timezone.now)
    by = account_field(_("by"))
    counts = models.JSONField(default=dict)
    marks = models.JSONField(default=list)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("person taken out")
        verbose_name_plural = _("people taken out")
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("take_out_person", "Can take a person out of everything that is kept")]

    def __str__(self):
        return _("Taken out on {moment}").format(moment=moment(self.at))

    @property
    def in_words(self) -> str:
        """What was changed: "1 office, 3 publications"."""
        words = gettext("{count} {what}")  # as models are called, in the language it was kept in
        told = (words.format(count=count, what=what) for what, count in self.counts.items())
        return ", ".join(told) or gettext("nothing")


def marks_of(field: str, value) -> set[str]:
    """
    What the value of `field`, a fact or the list of contact lines, is known by if it has in it what was taken out: the
    whole, any two words that stand near each other, as those of a name may in any text, and each number and e-mail
    address in it.
    """
    if isinstance(value, list):
        return {mark for line in value for name, item in line.items() for mark in marks_of(name, item)}
    return {mark for mark, _, _ in known_by(field, value)}


def known_by(field: str, value) -> Iterator[tuple[str, str, str]]:
    """
    Each of these marks of one value, with what is to be taken out for it: ("name", "ann roe"), ("number", "+1414…").
    The kind is "" where that cannot be told: words that stand near each other may be of two people.
    """
    value = phones.written(value) if isinstance(value, PhoneNumber) else value
    if not isinstance(value, str):
        return
    read = as_read(value).text
    words = fold(TAG.sub(" ", read)).split()
    for near in (1, 2, 3):
        for pair in zip(words, words[near:], strict=False):
            yield _mark(*sorted(pair)), "name" if near == 1 else "", " ".join(pair)
    if len(words) <= _MOST_WORDS:
        yield from ((mark, "name", value) for mark in marks_to_keep("lead_name", value))
    said = f"{TAG.sub('', read)} {' '.join(TAG.findall(read))}"
    yield from ((mark, "email", one) for one in _EMAIL.findall(said) for mark in marks_to_keep("email", one))
    if sum(map(str.isdecimal, said)) >= 7:
        numbers = (phones.digits(phones.written(words)) for words, address in phones.pieces(said) if address != "")
        for number, extension in numbers:
            yield _mark(number, extension), "number", f"+{number} ext. {extension}" if extension else f"+{number}"
            yield _mark(number, ""), "number", f"+{number}"
    if (form := _FORMS.get(field)) in _WHOLE:
        yield from ((mark, _WHOLE[form], value) for mark in marks_to_keep(field, value))


def secret_mark() -> str:
    """What tells whether marks were made with this SECRET_KEY: with another, nobody knows what they are of."""
    return _mark("these marks")


def named_again(row: models.Model, marks: frozenset[str], fields=None) -> str:
    """A sentence that says in which of its `fields`, or of all, `row` has what was taken out (`marks`), or ""."""
    columns = [one for one in row._meta.concrete_fields if marks and (fields is None or one.name in fields)]
    found = {str(one.verbose_name): marks_of(one.name, getattr(row, one.attname)) for one in columns}
    return named_beside(row, marks, found)


def named_beside(what: object, marks: frozenset[str], found: Mapping[str, set[str]]) -> str:
    """The same of texts about `what` that stand in no row of it: by their labels, what each is known by."""
    named = [label for label, its in found.items() if not marks.isdisjoint(its)]
    words = _(
        "{what}: {labels}: somebody stands there who was taken out of the directory. Take it out again, unless it is "
        "meant."
    )
    return words.format(what=what, labels=", ".join(named)) if named else ""


def marks_to_keep(field: str, value: str) -> set[str]:
    """What `value` will be known by: a number, an e-mail address or a picture as a whole, a name by its two ends."""
    form = _FORMS.get(field)
    if form is Form.NUMBER:
        return {_mark(*phones.digits(phones.written(value)))} if value else set()
    if form in (Form.EMAIL, Form.PICTURE):
        return {_mark(value.casefold())} if value else set()
    name = Name.of(value)
    ends = [*fold(name.given).split()[:1], *fold(name.surname).split()[-1:]]
    return {_mark(*sorted(ends))} if len(ends) > 1 else set()


def _mark(*words):
    return blake2b(" ".join(words).encode(), key=_key(settings.SECRET_KEY), digest_size=16).hexdigest()


@cache
def _key(secret):
    return salted_hmac("departments.removal", "", secret=secret, algorithm="sha256").digest()
