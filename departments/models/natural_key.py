"""How a row is found without its number: in fixtures, and in whatever else leads from one database to another."""

from functools import reduce

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat


class NaturalKeyQuerySet(models.QuerySet):
    def get_by_natural_key(self, *key) -> models.Model:
        return self.get(**dict(zip(self.model.KEY, key, strict=True)))

    def give_up(self, field: str) -> None:
        """Write into the text `field` of each of these rows what no other has, so that they may exchange theirs."""
        self.update(**{field: Concat(Value("-moving-"), F("pk"))})


class NaturalKeyModel(models.Model):
    """`KEY` names the fields, or fields of what they lead to ("school_year__label"), that no two rows have alike."""

    KEY: tuple[str, ...]

    objects = NaturalKeyQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple:
        return tuple(reduce(getattr, name.split("__"), self) for name in self.KEY)
