"""That a department or unit was taken off the site, and what visitors read who follow an old link to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .frozen import FrozenModel, FrozenQuerySet


class TakenOff(FrozenModel):
    """
    What `publication` was made to leave out, with the address it had on the page before.

    Of an office the same stands with its own publication, which ends. One called off before its moment tells nothing.
    """

    publication = models.ForeignKey("Publication", on_delete=models.PROTECT, related_name="taken_off")
    department = models.ForeignKey("Department", on_delete=models.PROTECT, related_name="taken_off")
    slug = models.SlugField(_("address"), max_length=100)
    instead = models.CharField(_("where to look instead"), max_length=300, blank=True)

    objects = FrozenQuerySet.as_manager()

    class Meta(FrozenModel.Meta):
        abstract = False

    def __str__(self):
        return self.slug
