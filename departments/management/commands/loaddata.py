"""`manage.py loaddata`: Django's own, whose loads are versions in the history of the offices they change."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from traceback import walk_tb

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q
from phonenumber_field.phonenumber import PhoneNumber

from departments.drafts import history
from departments.management.year_commands import DirectoryCommand
from departments.models import (
    Alert,
    Contact,
    Department,
    District,
    DistrictLine,
    EverydayWords,
    Office,
    Removal,
    SchoolYear,
)
from departments.models.department import ITSELF
from departments.models.facts import ENTRY
from departments.models.lead import LEAD
from departments.models.removal import named_again
from departments.school_years.values import ValueRefused, faults, rules_of, shown
from departments.words import phones
from departments.words.standing_words import differences, understood

_JUDGED = (SchoolYear, Office, Department, Contact, District, DistrictLine, EverydayWords, Alert)


class Command(DirectoryCommand, loaddata.Command):
    def loaddata(self, fixture_labels) -> None:
        self.source, self.loaded, self.marks = "", defaultdict(list), Removal.objects.using(self.using).marks()
        with history.recording(by=None, why="Loaded"):
            super().loaddata(fixture_labels)
            # Only now: a row may belong to one that is loaded after it.
            for source, rows in self.loaded.items():
                self._judge_units(source, [row.pk for row in rows if isinstance(row, Department)])
                history.record(*_offices_of(rows), why=source)

    def load_label(self, fixture_label) -> None:
        self.source = f"Loaded from {_shown(fixture_label)}"
        try:
            super().load_label(fixture_label)
        except DeserializationError as reason:
            raise CommandError(f"{self.source}: {_which(reason)}{_why(reason)}") from reason

    def save_obj(self, obj) -> bool:
        if isinstance(obj.object, _JUDGED):
            self._judge(obj.object)
            if isinstance(obj.object, Office | Department):
                self._understand_the_lead(obj.object)
            if isinstance(obj.object, Department) and obj.object.pk and obj.object.parent_id == obj.object.pk:
                raise self._refused(obj.object, "parent", ITSELF)
            for field_name, sentence in faults(obj.object._meta.model_name, vars(obj.object)):
                raise self._refused(obj.object, field_name, sentence)
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

    def _judge(self, row):
        """Django asks nothing of a fixture's values; they are judged here by the rules of the forms and bundles."""
        for field_name, judge in rules_of(type(row)).items():
            value = getattr(row, field_name)
            try:
                kept = judge(_as_in_a_file(value))
            except ValueRefused as reason:
                raise self._refused(row, field_name, reason) from reason
            if isinstance(value, str):
                setattr(row, field_name, kept)

    def _judge_units(self, source, keys):
        """Which department a unit belongs to is judged by the form's rule, and so are the units there were before."""
        units = Department.objects.filter(Q(pk__in=keys) | Q(parent__in=keys)).exclude(parent=None)
        for unit in units.select_related("office", "parent"):
            try:
                unit.judge_parent()
            except ValidationError as reason:
                for field_name, messages in reason.message_dict.items():
                    self.source = source
                    raise self._refused(unit, field_name, messages[0]) from reason

    def _refused(self, row, field_name, sentence):
        label = str(row._meta.get_field(field_name).verbose_name) if field_name else ""
        where = ": ".join(filter(None, (_called(row, vars(row)), label)))
        return CommandError(f"{self.source}: {where}: {sentence}")

    def _understand_the_lead(self, row):
        typed = [getattr(row, name) for name in LEAD]
        row.lead_title, row.lead_name, row.lead_standing = lead = understood(*typed, as_typed=row.lead_as_typed)
        for sentence in differences(*typed, lead, ENTRY["lead_standing"].in_words).values():
            self.stdout.write(f"{row.name}: {sentence}")


def _offices_of(rows):
    """The keys of the offices that these drafts belong to in the database."""
    keys = defaultdict(list)
    for row in rows:
        keys[type(row)].append(row.pk)
    departments, lines = (model.objects.filter(pk__in=keys[model]) for model in (Department, Contact))
    found = {*keys[Office], *departments.values_list("office", flat=True)}
    for owners in lines.values_list("office", "department__office"):
        found.update(owners)
    return found - {None}


def _office_to_be(row):
    """The key of the office that `row` will belong to, as far as it is known before everything is loaded."""
    if isinstance(row, Contact) and row.department_id:
        return set(Department.objects.filter(pk=row.department_id).values_list("office", flat=True))
    return set() if isinstance(row, Office) or row.office_id is None else {row.office_id}


def _as_in_a_file(value):
    if isinstance(value, date):
        return value.isoformat()
    return phones.written(value) if isinstance(value, PhoneNumber) else value


def _which(reason):
    """The record and field that Django could not read: only the frames of its reader know them."""
    for frame, _ in walk_tb(reason.__traceback__):
        if "field" in frame.f_locals and isinstance(record := frame.f_locals.get("obj"), dict):
            field = frame.f_locals["field"]
            return f"{_called(field.model, record['fields'])}: {field.verbose_name}: "
    return ""


def _called(model, values):
    """A record as people know it, by the first of its values that says which."""
    which = next((str(values[name]) for name in ("slug", "label", "name", "position") if values.get(name)), "")
    return f"{model._meta.verbose_name} {shown(which)}"


def _why(reason):
    cause = reason.__cause__ or reason.__context__
    return " ".join(cause.messages) if isinstance(cause, ValidationError) else shown(str(cause or reason))


def _shown(label):
    """The fixture as people know it: by its place in the project, never by where the server keeps that."""
    if str(label) == loaddata.READ_STDIN:
        return "standard input"
    path = Path(label)
    project = getattr(settings, "BASE_DIR", Path.cwd())
    if path.is_relative_to(project):
        return str(path.relative_to(project))
    return path.name if path.is_absolute() else str(path)
