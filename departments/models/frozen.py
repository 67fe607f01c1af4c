"""Rows that are written once. The guards that make "frozen" true for everything Python does through the ORM."""

from typing import NoReturn

from django.db import models


class FrozenError(TypeError):
    """Something tried to change or delete what visitors were shown."""


class FrozenQuerySet(models.QuerySet):
    """
    Refuses every way of changing rows in bulk.

    What remains possible, and is not done anywhere in this project: raw SQL, and `_raw_delete()`, which Django calls
    itself when a cascade may skip signals. No cascade leads to a frozen row: every foreign key to and from one is
    PROTECT.
    """

    def update(self, *args, **kwargs) -> NoReturn:
        raise FrozenError(f"{self.model._meta.verbose_name_plural.capitalize()} are never changed.")

    bulk_update = update_or_create = update

    def delete(self) -> NoReturn:
        raise FrozenError(f"{self.model._meta.verbose_name_plural.capitalize()} are never deleted.")

    def bulk_create(self, objs, *args, update_conflicts=False, ignore_conflicts=False, **kwargs) -> list:
        if update_conflicts or ignore_conflicts:
            self.update()
        return super().bulk_create(objs, *args, **kwargs)


class FrozenModel(models.Model):
    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True
        # Related managers and cascades use the base manager: without this they would go round the guards.
        base_manager_name = "objects"

    def save(self, **kwargs) -> None:
        if not self._state.adding:
            raise FrozenError(f"{self._meta.verbose_name.capitalize()} {self} is frozen: publish a new one instead.")
        kwargs["force_insert"] = True
        super().save(**kwargs)

    def delete(self, **kwargs) -> NoReturn:
        raise FrozenError(f"{self._meta.verbose_name.capitalize()} {self} is frozen: take it off the site instead.")


def take_out(model: type[models.Model], pk, values: dict) -> None:
    """
    Write `values` over a row, frozen or not: the one exception to "never rewritten" (decision 0018).

    For `departments/removal/` alone, which takes a person out of all that is kept.
    """
    models.QuerySet(model).filter(pk=pk).update(**values)
