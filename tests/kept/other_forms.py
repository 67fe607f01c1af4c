"""
Payloads in forms in which no release kept them: without a fact, with one nobody knows, in a form to come, with a value
by which nothing is found or which nobody can write.
"""

import json
from copy import deepcopy

from django.db.models import QuerySet

from departments.models import Publication
from departments.models.facts import ENTRY, LINE

_ORIGINALS = {}
FACTS = sorted({fact.name for fact in (*ENTRY.values(), *LINE.values())} - {"slug"})
_REQUIRED = {fact.name for fact in ENTRY.values() if fact.is_required}


def keep_all_as(form: tuple[str, ...]) -> int:
    """
    Keep every publication in `form`, the name of a function below and what it is given, and say how many there are.

    Each time from what was kept in truth; past what keeps publications frozen.
    """
    change = {"without": without, "of_office": of_office, "saying": saying, "nested": nested}[form[0]](*form[1:])
    for publication in Publication.objects.all():
        payload = deepcopy(_ORIGINALS.setdefault(publication.pk, publication.payload))
        QuerySet(Publication).filter(pk=publication.pk).update(payload=change(publication, payload) or payload)
    return len(_ORIGINALS)


def without(*names):
    """Every payload without these facts, and with one nobody knows."""

    def change(publication, payload):
        for record in payload["records"]:
            needed = set() if record["model"] == "departments.contact" else _REQUIRED
            for name in set(names) - needed:
                record["fields"].pop(name, None)
            record["fields"]["a_fact_of_another_time"] = {"of": ["any", "shape"]}

    return change


def of_office(slug, key=None):
    """The payloads of one office in a form to come; or without `key`, by which its parts are found."""

    def change(publication, payload):
        if publication.slug == slug and key:
            for record in payload["records"]:
                record["fields"].pop(key, None)
        elif publication.slug == slug:
            payload["schema_version"] = 99

    return change


def saying(slug, model, key, value):
    """The payloads of one office, where every record of `model` has the JSON `value` under `key`."""

    def change(publication, payload):
        for record in payload["records"] if publication.slug == slug else ():
            if record["model"] == f"departments.{model}":
                record["fields"][key] = json.loads(value)

    return change


def nested(slug):
    """The payloads of one office with 1,200 units, each below the one before."""

    def change(publication, payload):
        if publication.slug == slug:
            unit = payload["records"][0]["fields"] | {"office": [publication.school_year.label, slug], "parent": None}
            for number in range(1200):
                unit = unit | {"slug": f"unit-{number}"}
                payload["records"].append({"model": "departments.department", "fields": unit})
                unit = unit | {"parent": [publication.school_year.label, unit["slug"]]}

    return change
