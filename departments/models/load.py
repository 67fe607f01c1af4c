"""A load: a bundle, a spreadsheet or last year's drafts that were written into the drafts of a school year."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accounts import account_field


class LoadQuerySet(models.QuerySet):
    def standing(self) -> "LoadQuerySet":
        """Loads that were not undone, the last first."""
        return self.filter(undone_at=None).order_by("-pk")

    def of_whole_years(self) -> "LoadQuerySet":
        """Without those of some offices, which the next plan of the year takes for what its editors did."""
        return self.filter(is_partial=False)


class Load(models.Model):
    """
    `content` is what was last said of each entry, by this load or one before it: the third side of the next plan.
    `keys` are the rows it was written to, `changes` each of them before and after, so that the whole can be undone.
    `read_as` is how a sheet was read otherwise than by itself, with its shape: the next of that shape is read so too.
    One that `is_partial` is of some offices, edited as a sheet or given other numbers.
    The two binary fields are as `school_years/edition.py` and `school_years/undo.py` pack them.
    """

    school_year = models.ForeignKey("SchoolYear", on_delete=models.CASCADE, related_name="loads")
    loaded_at = models.DateTimeField(_("loaded"), default=timezone.now)
    loaded_by = account_field(_("by"))
    source = models.CharField(_("from"), max_length=200)
    checksum = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    sentences = models.JSONField(_("what it changed"), default=list)
    content = models.BinaryField()
    keys = models.JSONField(default=dict)
    changes = models.BinaryField()
    read_as = models.JSONField(default=dict)
    is_partial = models.BooleanField(default=False)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = account_field()

    objects = LoadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return _("{source} into {year}").format(source=self.source, year=self.school_year)
