"""Six people save one office at the same time, over HTTP, to a real server: nobody is asked without need."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from bs4 import BeautifulSoup

from tests.desks import Desk, posted
from tests.every import times
from tests.processes import run
from tests.six_people import FIELDS, FORM, at_a_server, typed

SAVED = """
import json
import django
django.setup()
from reversion.models import Version
from departments.models import Office
for version in Version.objects.get_for_model(Office):
    print(json.loads(version.serialized_data)[0]["fields"]["hours"])
"""


@pytest.fixture
def desks(migrated_url):
    with at_a_server(migrated_url) as (site, keys):
        yield [_Desk(site, key) for key in keys]


class _Desk(Desk):
    def __init__(self, site, key):
        super().__init__(site, key)
        self.asked = []  # what each question told of the others

    def save(self, typed):
        answer = self.post(FORM, typed)
        while answer.status_code == 503:  # more at once than there are threads for: asked to send it again
            time.sleep(0.2)
            answer = self.post(FORM, typed)
        while answer.status_code == 409:
            page = BeautifulSoup(answer.text, "html.parser")
            self.asked += [side.text for side in page.select(".conflict-side:has([value=theirs]) .conflict-value")]
            choices = {radio["name"]: "mine" for radio in page.select("[type=radio]")}
            answer = self.post(FORM, posted(answer.text, ".conflict form") | choices)
        assert answer.status_code == 302


def _save_at_once(desks, values, rounds):
    """All type `values(desk, turn)` into a form they opened before, and save at the same moment; this many times."""
    together, kept = Barrier(len(desks)), []

    def work(desk):
        for turn in range(rounds):
            form = desk.opened(FORM, "#office_form") | values(desk, turn)
            together.wait(120)
            desk.save(form)
            together.wait(120)
            if desk is desks[0]:
                kept.append(desk.opened(FORM, "#office_form"))
            together.wait(120)

    with ThreadPoolExecutor(len(desks)) as people:
        list(people.map(work, desks))
    return kept


ROUNDS = pytest.mark.parametrize("rounds", [times(15, 5)])


@pytest.mark.exhaustive
@ROUNDS
def test_six_who_save_different_fields_at_once_are_all_accepted_and_nothing_is_lost(desks, rounds):
    field = dict(zip(desks, FIELDS, strict=True))
    kept = _save_at_once(desks, lambda desk, turn: {field[desk]: typed(field[desk], turn)}, rounds)
    assert [desk.asked for desk in desks] == [[]] * 6
    for turn, form in enumerate(kept):
        assert {name: form[name] for name in FIELDS} == {name: typed(name, turn) for name in FIELDS}


@pytest.mark.exhaustive
@ROUNDS
def test_six_who_save_the_same_field_at_once_are_asked_once_about_each_other_save(desks, rounds, migrated_url):
    kept = _save_at_once(desks, lambda desk, turn: {"hours": f"Round {turn} of {desks.index(desk)}"}, rounds)
    for number, desk in enumerate(desks):
        assert len(desk.asked) == len(set(desk.asked)) and not [
            hours for hours in desk.asked if f"of {number}" in hours
        ]
    assert sum(len(desk.asked) for desk in desks) >= 5 * rounds  # of six, one is the first
    everything = {f"Round {turn} of {number}" for turn in range(rounds) for number in range(6)}
    assert {hours for hours in run(SAVED, migrated_url).splitlines() if hours} == everything
    assert [form["hours"].partition(" of ")[0] for form in kept] == [f"Round {turn}" for turn in range(rounds)]
