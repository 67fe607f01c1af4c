"""Where versions are kept: in django-reversion's tables, a revision for each, with the rows of one office."""

import json
from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from reversion.models import Version

from ..models import Office
from .rows import MODELS, Rows, gathered


def content_types():
    """The content types of the models, by model. Django remembers them: at most one query for each process."""
    return ContentType.objects.get_for_models(*MODELS.values())


def headers(office_ids):
    """The row of the office in each of its versions, without what it holds."""
    offices = Version.objects.filter(content_type=content_types()[Office], object_id__in=map(str, office_ids))
    return offices.defer("serialized_data")


def load(revision_ids) -> dict[int, dict[int, Rows]]:
    """What these revisions hold, by revision and by office. One query."""
    records = defaultdict(list)
    versions = Version.objects.filter(
        revision__in=revision_ids, content_type__in=content_types().values(), format="json"
    )
    for revision_id, text in versions.order_by("pk").values_list("revision_id", "serialized_data"):
        records[revision_id] += json.loads(text)
    return {revision_id: gathered(found) for revision_id, found in records.items()}


def latest(office_ids) -> dict[int, Rows]:
    """What the last version of each of these offices holds; an office without one is left out. Two queries."""
    if not office_ids:
        return {}
    newest = (
        headers(office_ids)
        .order_by()
        .values("object_id")
        .annotate(Max("revision"))
        .values_list("object_id", "revision__max")
    )
    newest = {int(object_id): revision_id for object_id, revision_id in newest}
    held = load(newest.values())
    return {pk: held[revision_id][pk] for pk, revision_id in newest.items()}
