"""People by surname, each with every post and number."""

from dataclasses import dataclass

from ...models import Contact
from ...models.facts import Language
from ...page.persons import people_of, spelling
from ...words import filing
from ...words.names_of_people import Name
from ..directory import CallInstead, Directory


@dataclass(frozen=True)
class Post:
    """
    What somebody does, and where: `title` may be empty, `office` is the one that the department `place` sits in.

    `kind` of the number as in `Contact.Kind`; where there is none, there are `email` and what to call `instead`.
    `written_in` is the language of the name of `place`.
    """

    title: str
    place: str
    url: str
    office: str = ""
    phone: str = ""
    kind: str = Contact.Kind.VOICE.value
    email: str = ""
    instead: CallInstead | None = None
    written_in: str = Language.ENGLISH.value
    office_written_in: str = Language.ENGLISH.value


def of(directory: Directory) -> tuple[filing.Letter, ...]:
    """
    The people of `directory` by surname, pairs of a name and posts; () where nobody is listed. One query.

    Posts under names that are spelled alike are one person's.
    """
    names, posts = {}, {}
    for page in directory.office_pages:
        for part in page.parts:
            url = directory.part_url(page, part)
            where = {"place": part.name, "url": url, "office": page.name if part.anchor else ""}
            where |= {"written_in": part.written_in, "office_written_in": page.written_in}
            for person in people_of(part):
                key = spelling(person.name)
                names.setdefault(key, Name.of(person.name))
                for line in person.lines:
                    instead = None if line.phone else directory.call_instead(part, page)
                    post = Post(line.role, phone=line.phone, kind=line.kind, email=line.email, instead=instead, **where)
                    posts.setdefault(key, {})[post] = None
    return filing.by_letter((name.key, (name, tuple(posts[key]))) for key, name in names.items())
