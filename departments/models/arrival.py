"""Pictures that a load is putting into the store, written down before the first of them is."""

from django.db import models
from django.utils import timezone
from django.utils.translation import ngettext

from ..words.days import moment


class Arrival(models.Model):
    """
    The row goes in the transaction that loads the drafts. One that stays is of a load that was killed: `names` are
    then removed where nothing shows them. `host` and `process` tell whether that load may still be at work.
    """

    began_at = models.DateTimeField(default=timezone.now)
    host = models.CharField(max_length=255)
    process = models.PositiveIntegerField()
    names = models.JSONField(default=list)

    def __str__(self):
        words = ngettext(
            "{number} pictures since {moment}", "{number} pictures since {moment}", number := len(self.names)
        )
        return words.format(number=number, moment=moment(self.began_at))
