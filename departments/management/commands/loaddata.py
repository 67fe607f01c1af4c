"""`manage.py loaddata`: Django's own, whose loads are versions in the history of the offices they change."""

from collections import defaultdict
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.db import DEFAULT_DB_ALIAS

from departments.drafts import history
from departments.models import Contact, Department, Office, Removal
from departments.models.facts import ENTRY
from departments.models.number_field import NumberField, certain
from departments.models.removal import named_again
from departments.words.standing_words import differences, unclear, understood


class Command(loaddata.Command):
    def loaddata(self, fixture_labels) -> None:
        self.source, self.loaded, self.marks = "", defaultdict(list), Removal.objects.using(self.using).marks()
        with history.recording(by=None, why="Loaded"):
            super().loaddata(fixture_labels)
            # Only now: a row may belong to one that is loaded after it.
            for source, rows in self.loaded.items():
                history.record(*_offices_of(rows), why=source)

    def load_label(self, fixture_label) -> None:
        self.source = f"Loaded from {_shown(fixture_label)}"
        super().load_label(fixture_label)

    def save_obj(self, obj) -> bool:
        self._refuse_what_is_uncertain(obj.object)
        if isinstance(obj.object, Office | Department):
            self._understand_the_lead(obj.object)
        is_draft = isinstance(obj.object, Office | Department | Contact) and self.using == DEFAULT_DB_ALIAS
        if is_draft:
            history.watch(*_offices_of([obj.object]) | _office_to_be(obj.object), why=self.source)
        saved = super().save_obj(obj)
        if saved and (again := named_again(obj.object, self.marks)):
            self.stderr.write(self.style.WARNING(f"{self.source}: {again}"))
        if is_draft and saved:
            self.loaded[self.source].append(obj.object)
            if isinstance(obj.object, Office):
                history.record(obj.object.pk, why=self.source)
        return saved

    def _refuse_what_is_uncertain(self, row):
        """A fixture's values are asked nothing by Django; a number that has to be guessed is somebody else's."""
        for field in row._meta.concrete_fields:
            try:
                if isinstance(field, NumberField) and getattr(row, field.name):
                    certain(getattr(row, field.name))
            except ValidationError as reason:
                what = f"{row._meta.verbose_name} {' '.join(map(str, row.natural_key()))}: {field.verbose_name}"
                raise CommandError(f"{self.source}: {what}: {' '.join(reason.messages)}") from reason

    def _understand_the_lead(self, row):
        typed = [row.lead_title, row.lead_name, row.lead_standing]
        for sentence in unclear(*typed[:2], as_typed=row.lead_as_typed).values():
            raise CommandError(f"{self.source}: {row._meta.verbose_name} {' '.join(row.natural_key())}: {sentence}")
        row.lead_title, row.lead_name, row.lead_standing = lead = understood(*typed, as_typed=row.lead_as_typed)
        for sentence in differences(*typed, lead, ENTRY["lead_standing"].in_words).values():
            self.stdout.write(f"{row.name}: {sentence}")


def _offices_of(rows):
    """The keys of the offices that these drafts belong to in the database."""
    keys = defaultdict(list)
    for row in rows:
        if row.pk is not None:
            keys[type(row)].append(row.pk)
    offices = set(keys[Office])
    if keys[Department]:
        offices |= set(Department.objects.filter(pk__in=keys[Department]).values_list("office", flat=True))
    if keys[Contact]:
        owners = Contact.objects.filter(pk__in=keys[Contact]).values_list("office", "department__office")
        offices |= {office or of_department for office, of_department in owners}
    return offices


def _office_to_be(row):
    """The key of the office that `row` will belong to, as far as it is known before everything is loaded."""
    if isinstance(row, Contact) and row.department_id:
        return set(Department.objects.filter(pk=row.department_id).values_list("office", flat=True))
    return set() if isinstance(row, Office) or row.office_id is None else {row.office_id}


def _shown(label):
    """The fixture as people know it: by its place in the project, never by where the server keeps that."""
    if str(label) == loaddata.READ_STDIN:
        return "standard input"
    path = Path(label)
    project = getattr(settings, "BASE_DIR", Path.cwd())
    if path.is_relative_to(project):
        return str(path.relative_to(project))
    return path.name if path.is_absolute() else str(path)
