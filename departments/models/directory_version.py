"""The directory's version: another one after every change of what visitors may see."""

from django.db import models


class DirectoryVersionQuerySet(models.QuerySet):
    def current(self) -> tuple[int, str] | None:
        """
        The version; None where there is none to keep anything by: in a database that was just emptied, and in a
        transaction that changed something itself, which PostgreSQL counts when it ends. One query.
        """
        row = self.order_by("pk").values_list("pk", "number", "name").first()
        return row[1:] if row and row[0] == 1 else None


class DirectoryVersion(models.Model):
    """
    One row, which triggers of the database write: nothing here has to remember to (decision 0025).

    `number` counts the changes; `name` is drawn anew at each, so that no pair comes twice, also where a transaction is
    taken back or the database put back to what it was.
    """

    # The models whose tables visitors read from. A test finds the one that is missing here.
    SEEN = (
        *("Alert", "District", "DistrictLine", "EverydayWords", "Happening", "Listing", "OldAddress", "Publication"),
        *("SchoolYear", "TakenOff"),
    )

    number = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=32)

    objects = DirectoryVersionQuerySet.as_manager()

    def __str__(self):
        return f"{self.number} {self.name}"
