"""Where versions are kept: in django-reversion's tables, a revision for each, with the rows of one office."""

from collections import defaultdict
from itertools import chain, islice

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Max, QuerySet
from reversion.models import Revision, Version

from ...models import Office
from .version_rows import MODELS, Rows, gathered, kept, rows_in, title

# Rows in one statement, and held as text at once.
_BATCH = 1_000


def content_types() -> dict:
    """The content types of the models, by model. Django remembers them: at most one query for each process."""
    return ContentType.objects.get_for_models(*MODELS.values())


def append(rows) -> None:
    """
    Keep `rows`: of each the key of its revision, its model, its own key and its values. One statement for a batch.

    In SQL, since `bulk_create` makes an instance of each row and asks each field about each value, which is an eighth
    of the time of a large load; these columns are text and numbers that need neither.
    """
    types = {model: kind.pk for model, kind in content_types().items()}
    columns = ("revision", "content_type", "object_id", "db", "format", "serialized_data", "object_repr")
    fields = [Version._meta.get_field(name) for name in columns]
    kept_rows = (
        (revision, types[model], str(pk), DEFAULT_DB_ALIAS, "json", kept(model, pk, values), title(model, values))
        for revision, model, pk, values in rows
    )
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(field.column) for field in fields)
    into = f"INSERT INTO {quoted(Version._meta.db_table)} ({names}) VALUES "
    size = min(_BATCH, connection.ops.bulk_batch_size(fields, range(_BATCH)))
    with connection.cursor() as cursor:
        while batch := list(islice(kept_rows, size)):
            places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(batch))
            cursor.execute(into + places, list(chain.from_iterable(batch)))


def headers(office_ids) -> QuerySet:
    """The row of the office in each of its versions, without what it holds."""
    offices = Version.objects.filter(content_type=content_types()[Office], object_id__in=map(str, office_ids))
    return offices.defer("serialized_data")


def load(revision_ids) -> dict[int, dict[int, Rows]]:
    """What these revisions hold, by revision and by office; one that is damaged is left out. One query."""
    found, damaged = defaultdict(list), set()
    kinds = content_types().values()
    versions = Version.objects.filter(revision__in=revision_ids, content_type__in=kinds, format="json")
    for revision_id, text in versions.order_by("pk").values_list("revision_id", "serialized_data"):
        rows = rows_in(text)
        found[revision_id] += rows
        if not rows:
            damaged.add(revision_id)
    return {revision_id: gathered(rows) for revision_id, rows in found.items() if revision_id not in damaged}


def latest(office_ids) -> dict[int, Rows]:
    """What the last version of each of these offices holds, but for none and a damaged one. Two queries."""
    if not office_ids:
        return {}
    newest = headers(office_ids).order_by().values_list("object_id").annotate(Max("revision"))
    newest = {int(object_id): revision_id for object_id, revision_id in newest}
    held = load(newest.values())
    return {pk: held[revision_id][pk] for pk, revision_id in newest.items() if revision_id in held}


def last_savers(office_ids) -> dict:
    """Who saved each of these offices last, of people and not of commands, by the office's key. Two queries."""
    newest = headers(office_ids).exclude(revision__user=None).order_by().values_list("object_id")
    newest = dict(newest.annotate(Max("revision")))
    saved = Revision.objects.select_related("user").in_bulk(newest.values())
    return {int(object_id): saved[revision_id].user for object_id, revision_id in newest.items()}
