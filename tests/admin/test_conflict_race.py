"""Two processes save the same form at the same moment. Nothing is lost."""

import pytest

from tests.processes import DESK, run, start

ROUNDS = 4
SET_UP = """
import django
django.setup()
from tests.making import make_office, make_person
office = make_office("academics", departments=30)
make_person("mary", "Publishers")
make_person("ben", "Publishers")
"""
# Each opens the form, says so, and then, always at our word, saves, tells what it finds, and begins again.
EDITOR = """
desk.force_login(get_user_model().objects.get(username="{name}"))
address = _address(Office.objects.get())
for turn in range({rounds}):
    posted = _posted(desk.get(address)) | {{"{field}": f"{name} {{turn}}"}}
    print("open", flush=True)
    sys.stdin.readline()
    print(desk.post(address, posted).status_code, flush=True)
    sys.stdin.readline()
    print(*Office.objects.values_list("hours", "location").get(), sep=",", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("fields", "answers"),
    [(["hours", "location"], [302, 302]), (["hours", "hours"], [302, 409])],
)
def test_of_two_saves_at_the_same_moment_neither_undoes_the_other(migrated_url, fields, answers):
    run(SET_UP, migrated_url)
    names = ["mary", "ben"]
    # A check that came too early would let both through, and the later whole row undo the earlier.
    editors = [
        start(DESK + EDITOR.format(name=name, field=field, rounds=ROUNDS), migrated_url)
        for name, field in zip(names, fields, strict=True)
    ]
    for turn in range(ROUNDS):
        assert [editor.stdout.readline() for editor in editors] == ["open\n"] * 2
        _say_go(editors)
        given = [int(editor.stdout.readline()) for editor in editors]
        assert sorted(given) == answers
        _say_go(editors)
        found = {editor.stdout.readline().rstrip("\n") for editor in editors}
        (kept,) = (dict(zip(["hours", "location"], line.split(","), strict=True)) for line in found)
        for name, field, answer in zip(names, fields, given, strict=True):
            assert (kept[field] == f"{name} {turn}") == (answer == 302)
        _say_go(editors)
    for editor in editors:
        editor.communicate(timeout=120)
    assert [editor.returncode for editor in editors] == [0, 0]


def _say_go(editors):
    for editor in editors:
        editor.stdin.write("\n")
    for editor in editors:
        editor.stdin.flush()
