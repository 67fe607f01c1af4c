"""A server is killed while it answers, again and again: what it said is done is done, and nothing is half done."""

import json
import os
import random
import time
from threading import Thread, Timer

import pytest
import requests

from departments.page import pictures
from tests.desks import PATIENCE, Desk, said
from tests.making import picture_file
from tests.processes import run, served, start

pytestmark = pytest.mark.exhaustive
ROUNDS = 10  # of each test
KILLS = int(os.environ.get("MPSDIR_KILLS", ROUNDS))  # make kill: 100
YEAR, OFFICES = "2025-26", ("first", "second")
# Every office and department says the same in two places, the word of one turn; so what is half done says two words.
SET_UP = """
import django
django.setup()
from tests.desks import signed_in
from tests.making import make_department, make_office, make_person
for slug in ("saved", "pictured", "published"):
    office = make_office(slug, hours="Turn 0", image_alt="Turn 0")
    for number in (1, 2):
        make_department(office, f"{slug}-{number}", lead_name="Turn 0")
    print(f"/admin/departments/office/{office.pk}/")
for number in range(4):
    print(signed_in(make_person(f"person-{number}", "Publishers")))
"""
# For each line, the words of one kind of work after the other: those that are there, each set as one that is whole.
LOOK = """
import django, io, json, sys
django.setup()
from django.db import connection
from PIL import Image
from reversion.models import Version
from departments.models import Department, Load, Office, Publication
from departments.page.kept_page import page_of
from departments.page import pictures
from departments.page.storage import kept_files, store
from tests.test_killed_while_serving import YEAR

def whole(words):
    assert len({*words}) == 1, words
    return words[0]

def saved():
    office = Office.objects.get(slug="saved")
    kept, newest = [], Version.objects.get_for_object(office).order_by("-pk").first()
    if newest:  # somebody saved
        fields = [json.loads(one.serialized_data)[0]["fields"] for one in newest.revision.version_set.all()]
        kept = [one.get("hours") or one["lead_name"] for one in fields]
        assert len(kept) == 3, fields
    return whole([office.hours, *office.departments.values_list("lead_name", flat=True), *kept])

def pictured():
    for name in {*kept_files()} - read:
        with store().open(name) as file, Image.open(io.BytesIO(file.read())) as image:
            image.load()
        read.add(name)
        if "-w" not in name:
            for width in pictures.widths_of(name):
                assert {pictures.rendition(name, width, ending) for ending in pictures.RENDITIONS} <= {*kept_files()}
    office = Office.objects.get(slug="pictured")
    assert office.image == "" or office.image in read
    return [office.image, whole([office.image_alt, office.hours])]

def published():
    publications = Publication.objects.filter(office__slug="published").order_by("number")
    pages = [page_of(one) for one in publications]
    words = [whole([page.hours, *(part.lead_name for part in page.departments)]) for page in pages]
    assert len({one.listings.count() for one in publications}) <= 1
    assert [*Publication.objects.live().filter(office__slug="published")] == [*publications][-1:]
    return words

def loaded():
    rows = [*Office.objects.filter(school_year__label=YEAR), *Department.objects.filter(school_year__label=YEAR)]
    assert len(rows) in (0, 6)
    return [Load.objects.count(), whole([row.hours for row in rows]) if rows else ""]

read = set()
for line in sys.stdin:
    print(json.dumps([look() for look in (saved, pictured, published, loaded)]), flush=True)
    connection.close()
"""


class _Worker:
    """Somebody who does one thing after the other, until nobody answers."""

    def __init__(self, key, work):
        self.key, self.work = key, work
        self.turns, self.done, self.unsure, self.odd = 1, ["Turn 0"], [], []

    def goes_on(self, site):
        desk = Desk(site, self.key)
        while True:
            word = f"Turn {self.turns}"
            self.turns += 1
            self.unsure.append(word)
            try:
                answer = self.work(desk, word)
            except requests.RequestException:
                return
            if answer.status_code == 302:
                self.done.append(word)
                self.unsure = []
            elif answer.status_code != 503:  # others were faster, and it says so
                self.odd.append(f"{word}: {answer.status_code}, {said(answer)}")
                return

    @property
    def possible(self):
        """The words that may stand there now."""
        return [self.done[-1], *self.unsure]


def _save(address):
    def work(desk, word, **files):
        form, names = (
            desk.opened(f"{address}change/", "#office_form"),
            ("departments-0-lead_name", "departments-1-lead_name"),
        )
        return desk.post(f"{address}change/", form | {"hours": word} | dict.fromkeys(names, word), **files)

    return work


def _upload(address):
    def work(desk, word):
        form = desk.opened(f"{address}change/", "#office_form") | {"hours": word, "image_alt": word}
        return desk.post(f"{address}change/", form, image=_picture(word))

    return work


def _picture(word):
    return picture_file(900, 600, colour=f"#{int(word.removeprefix('Turn ')):06x}")


def _publish(address):
    save = _save(address)

    def work(desk, word):
        saved = save(desk, word)
        if saved.status_code != 302:
            return saved
        form = desk.opened(f"{address}review/", "form:has([name=reviewed])")
        return desk.post(f"{address}review/", form | {"when": "now"})

    return work


def _load(desk, word):
    records = [
        {
            "model": "departments.schoolyear",
            "fields": {"label": YEAR, "starts_on": "2025-07-01", "ends_on": "2026-06-30"},
        }
    ]
    for slug in OFFICES:
        says = {"school_year": [YEAR], "hours": word}
        records.append({"model": "departments.office", "fields": says | {"slug": slug, "name": slug.title()}})
        for name in (f"{slug}-one", f"{slug}-two"):
            below = {"school_year": [YEAR], "office": [YEAR, slug], "slug": name, "name": name.title(), "hours": word}
            records.append({"model": "departments.department", "fields": below})
    add = "/admin/departments/load/add/"
    answer = desk.post(add, desk.opened(add), file=("2025-26.json", json.dumps(records)))
    if answer.status_code != 302:
        return answer
    plan = answer.headers["Location"]
    return desk.post(plan, desk.opened(plan) | {"_load": "1"})


@pytest.mark.parametrize("seed", range(KILLS // ROUNDS))
def test_what_was_answered_is_there_and_nothing_is_half_there(migrated_url, tmp_path, monkeypatch, seed):
    for name in ("MPSDIR_MEDIA", "MPSDIR_VAR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    saved, pictured, published, *keys = run(SET_UP, migrated_url).split()
    works = [_save(saved), _upload(pictured), _publish(published), _load]
    workers = [_Worker(key, work) for key, work in zip(keys, works, strict=True)]
    luck = random.Random(seed)
    with start(LOOK, migrated_url) as looking:
        at_last = Timer(500, looking.kill)  # whoever waits for it then reads nothing
        at_last.start()
        try:
            for _ in range(ROUNDS):
                with served(migrated_url, threads=8) as site:
                    if len(workers[2].done) > 1:
                        shown = requests.get(f"{site}/offices/published/", timeout=PATIENCE).text
                        assert sum(f"{word}<" in shown for word in workers[2].possible) == 1
                    people = [Thread(target=one.goes_on, args=[site], daemon=True) for one in workers]
                    for one in people:
                        one.start()
                    _somebody_has_done(workers)
                    time.sleep(luck.uniform(0, 2))
                # Killed there.
                for one in people:
                    one.join(2 * PATIENCE)
                assert [one.is_alive() for one in people] == [False] * 4 and [one.odd for one in workers] == [[]] * 4
                looking.stdin.write("\n")
                looking.stdin.flush()
                _is_whole(*workers, *json.loads(looking.stdout.readline()))
        finally:
            at_last.cancel()
            at_last.join()
            looking.stdin.close()
    assert looking.returncode == 0


def _somebody_has_done(workers):
    """Each has done something at least once by then, and one of them since this began."""
    before, until = [len(one.done) for one in workers], time.monotonic() + 2 * PATIENCE
    while not all(one.done[1:] for one in workers) or [len(one.done) for one in workers] == before:
        assert time.monotonic() < until, [one.odd for one in workers]
        time.sleep(0.01)


def _is_whole(saves, uploads, publishes, loads, saved, pictured, published, loaded):
    assert saved in saves.possible
    image, words = pictured
    assert words in uploads.possible
    assert image == pictures.examine(_picture(words)) if words != "Turn 0" else not image
    assert [word for word in publishes.done[1:] if word not in published] == []
    assert published == sorted({*published}, key=lambda word: int(word.removeprefix("Turn ")))
    count, words = loaded
    assert words in loads.possible or (not words and len(loads.done) == 1)
    assert count >= len(loads.done) - 1
