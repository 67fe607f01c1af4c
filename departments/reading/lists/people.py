"""People by surname, each with every post and number."""

from dataclasses import dataclass

from ...models import Contact
from ...page.office_page import Lead, OfficePage, Part
from ...words import filing
from ...words.names_of_people import Name
from ..directory import Directory

_NOBODY = {"vacant", "vacancy"}


@dataclass(frozen=True)
class Post:
    """
    What somebody does, and where: `title` may be empty, `office` is the one that the department `place` sits in.

    `kind` of the number as in `Contact.Kind`; `email` is for where there is no number.
    """

    title: str
    place: str
    url: str
    office: str = ""
    phone: str = ""
    kind: str = Contact.Kind.VOICE.value
    email: str = ""


@dataclass(frozen=True)
class Person:
    name: Name
    posts: tuple[Post, ...]


def of(directory: Directory) -> tuple[filing.Letter, ...]:
    """
    The people of `directory` by surname; () where nobody is listed. A vacant post is nobody. One query.

    Posts under names that are spelled alike are one person's.
    """
    names, posts = {}, {}
    for page in directory.office_pages:
        for part in (page, *page.departments):
            for name, post in _posts(part, page, directory):
                spelling = filing.key(name) or name
                names.setdefault(spelling, Name.of(name))
                posts.setdefault(spelling, {})[post] = None
    people = (Person(name, tuple(posts[spelling])) for spelling, name in names.items())
    return filing.by_letter((person.name.key, person) for person in people)


def _posts(part: Part, page: OfficePage, directory):
    url = directory.office_url(page.slug, "" if part is page else part.slug)
    where = {"place": part.name, "url": url, "office": "" if part is page else page.name}
    if not part.lead.is_vacant and _is_somebody(part.lead_name):
        yield part.lead_name, Post(_title(part.lead), phone=part.phone, email=part.email, **where)
    for line in part.contacts:
        if _is_somebody(line.name):
            yield line.name, Post(line.role, phone=line.phone, kind=line.kind, email=line.email, **where)


def _title(lead: Lead):
    return lead.post + lead.holder.removeprefix(lead.name)


def _is_somebody(name):
    return bool(name.strip()) and filing.key(name) not in _NOBODY
