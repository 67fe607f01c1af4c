"""Everyday words: what people say, and what it is called in this directory."""

from django.utils.translation import gettext_lazy as _

from ..words.folding import fold
from .natural_key import NaturalKeyModel, NaturalKeyQuerySet
from .text_field import LineField, LinesField


class EverydayWordsQuerySet(NaturalKeyQuerySet):
    def by_words(self) -> dict[str, tuple[str, ...]]:
        """By the folded words that people say, what these may be called here, folded, in order. One query."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self.all():
            for said in row.words.splitlines():
                found.setdefault(fold(said), row.names)
        return found


class EverydayWords(NaturalKeyModel):
    """Of the district and not of a school year: `means` need not be listed in each."""

    KEY = ("means",)

    words = LinesField(_("what people say"), help_text=_("One on each line: school bus, autobús, missed the bus."))
    means = LineField(
        _("what it is called here"),
        max_length=200,
        unique=True,
        help_text=_(
            "The name of an office or department, or words of it. Of several, with a semicolon between them, the"
            " first that is listed counts: Transportation; Buses."
        ),
        error_messages={"unique": _("There is a line with this meaning. Add the words to it.")},
    )

    objects = EverydayWordsQuerySet.as_manager()

    class Meta:
        ordering = ["means"]
        verbose_name = _("everyday words")
        verbose_name_plural = _("everyday words")

    def __str__(self):
        return self.means

    @property
    def names(self) -> tuple[str, ...]:
        """What it may be called here, folded, in order."""
        return tuple(filter(None, map(fold, self.means.split(";"))))
