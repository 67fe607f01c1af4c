"""A happening: something that visitors see, or will see, in the order in which it came to stand in the database."""

from datetime import datetime

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_QUEUE = 0x6D707364697200  # the name of PostgreSQL's lock: one writer of happenings at a time


class HappeningQuerySet(models.QuerySet):
    def latest_number(self) -> int:
        """The number of the last one that is committed; 0 where there is none."""
        return self.aggregate(last=models.Max("pk"))["last"] or 0


class Happening(models.Model):
    """
    The event `key`, as reading calls it ("published/12"), and its number: its primary key.

    Moments and numbers of rows are no order in which things can be seen: who wrote first may commit last. These
    numbers are: `our_turn()` lets nobody take the next one before this transaction has ended. So what is told up to
    one of them is told for good. Written once, by the verbs.
    """

    key = models.CharField(max_length=40)
    at = models.DateTimeField(help_text=_("When it was written; transactions end within a moment of it."))
    office = models.ForeignKey("Office", null=True, on_delete=models.CASCADE, related_name="happenings")

    objects = HappeningQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.key


def our_turn() -> datetime:
    """
    The moment, read once whoever was before us has committed; whoever comes after us waits for the end of this
    transaction. Call it last before writing what visitors see, with everything locked that is going to be changed.
    """
    if connection.vendor == "postgresql":  # on SQLite the transaction itself is the lock
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_QUEUE])
    return timezone.now()
