"""Why something was not published, or not taken off the site."""

from collections.abc import Iterator
from contextlib import contextmanager

from ..page.kept_page import Unreadable


class PublishRefused(Exception):
    """Publishing or taking off the site was refused, for a reason that is told in a sentence. Nothing was changed."""


class NothingToPublish(PublishRefused):
    """The draft is what visitors see already."""


class ChecksFailed(PublishRefused):
    """The draft has errors; `problems` has each, with the field to mend."""

    def __init__(self, office, problems):
        self.problems = tuple(problems)
        super().__init__(" ".join(f"{office}, {p.sentence}" if p.slug else p.sentence for p in self.problems))


@contextmanager
def refused_where_unreadable(sentence: str) -> Iterator[None]:
    """Raises PublishRefused, with `sentence` and why, where a page that was kept cannot be read."""
    try:
        yield
    except Unreadable as reason:
        raise PublishRefused(f"{sentence}: {reason}") from reason
