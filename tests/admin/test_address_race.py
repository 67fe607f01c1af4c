"""Two people type the same address on the forms of two offices, and save at the same moment: neither gets an error."""

import pytest

from tests.processes import DESK, run, start

ROUNDS = 2
SET_UP = """
import django
django.setup()
from tests.making import make_office, make_person
for slug in ("finance", "transportation"):
    make_office(slug)
make_person("publisher", "Publishers")
"""
# Opens the form and says so, saves at our word, says what it was answered, and begins again.
EDITOR = """
desk.force_login(get_user_model().objects.get(username="publisher"))
address = _address(Office.objects.get(slug="{office}"))
for turn in range({rounds}):
    row = {{"name": f"Desk {{turn}}", "slug": f"desk-{{turn}}", "lead_standing": "appointed"}}
    posted = _posted(desk.get(address)) | {{f"departments-{{turn}}-{{name}}": row[name] for name in row}}
    print("open", flush=True)
    sys.stdin.readline()
    print(desk.post(address, posted | {{"departments-TOTAL_FORMS": turn + 1}}).status_code, flush=True)
"""
STAND = """
import django
django.setup()
from departments.models import Department
print(*sorted(Department.objects.values_list("slug", flat=True)))
"""


@pytest.mark.exhaustive
def test_of_two_departments_with_one_address_the_second_gets_another(migrated_url):
    run(SET_UP, migrated_url)
    offices = ("finance", "transportation")
    editors = [start(DESK + EDITOR.format(office=office, rounds=ROUNDS), migrated_url) for office in offices]
    for _ in range(ROUNDS):
        assert [editor.stdout.readline() for editor in editors] == ["open\n"] * 2
        for editor in editors:
            editor.stdin.write("go\n")
            editor.stdin.flush()
        assert [editor.stdout.readline() for editor in editors] == ["302\n"] * 2
    for editor in editors:
        editor.communicate(timeout=60)
    slugs = run(STAND, migrated_url).split()
    assert slugs[::2] == [f"desk-{turn}" for turn in range(ROUNDS)]
    assert {slug[7:] for slug in slugs[1::2]} <= {"finance", "transportation"} and len(slugs) == 2 * ROUNDS
