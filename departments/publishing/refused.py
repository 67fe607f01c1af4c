"""Why something was not published, or not taken off the site."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from ..page.kept_page import Unreadable


class PublishRefused(Exception):
    """Publishing or taking off the site was refused, for a reason that is told in a sentence. Nothing was changed."""


class NothingToPublish(PublishRefused):
    """The draft is what visitors see already."""


class ChecksFailed(PublishRefused):
    """The draft has errors; `problems` has each, with the field to mend."""

    def __init__(self, office, problems):
        self.problems = tuple(problems)
        of_part = _("{office}, {sentence}")
        told = (of_part.format(office=office, sentence=p.sentence) if p.slug else p.sentence for p in self.problems)
        super().__init__(" ".join(told))


@contextmanager
def refused_where_unreadable(sentence: str, what: object) -> Iterator[None]:
    """Raises PublishRefused, with `sentence` of `what` and the reason, where a page that was kept cannot be read."""
    try:
        yield
    except Unreadable as reason:
        raise PublishRefused(sentence.format(what=what, reason=reason)) from reason
