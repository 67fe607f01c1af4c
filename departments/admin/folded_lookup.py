"""Looking for drafts as visitors look for pages: "lopez" finds López, "lukasz" Łukasz and "oneill" O’Neill."""

from django.db.models import CharField, Lookup, TextField
from django.db.models.lookups import IRegex

from ..words.folding import pattern

LONGEST = 200  # characters that are looked for


@CharField.register_lookup
@TextField.register_lookup
class Folded(Lookup):
    """
    `name__folded="lopez"`, in `search_fields` as well: the texts that have these words, in whatever letters.

    By the table itself, so that it asks no more queries than Django's own search, on either database.
    """

    lookup_name = "folded"

    def as_sql(self, compiler, connection) -> tuple:
        return compiler.compile(IRegex(self.lhs, pattern(self.rhs[:LONGEST])))
