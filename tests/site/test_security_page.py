"""docs/security.md names tests that there are, and every requirement of the level that it is about."""

import re

from django.conf import settings

PAGE = (settings.BASE_DIR / "docs/security.md").read_text()
# ASVS 5.0.0, level 1: the requirements of each section.
LEVEL_1 = """
1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2 6.1.1 6.2.1-8
6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2 11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1
14.3.1 15.1.1 15.2.1 15.3.1
"""


def _each(first, last):
    section, _, number = first.rpartition(".")
    return [f"{section}.{one}" for one in range(int(number), int(last or number) + 1)]


def test_every_requirement_of_level_1_has_its_line():
    asked = [one for span in LEVEL_1.split() for one in _each(span.partition("-")[0], span.partition("-")[2])]
    named = re.findall(r"^\| ([\d., –]+)", PAGE, re.MULTILINE)
    told = set()
    for span in re.split(", ", ", ".join(cell.strip() for cell in named)):
        first, _, last = span.partition("–")
        told |= {one for one in asked if first == one or (last and _between(first, one, last))}
    assert (len(asked), sorted(set(asked) - told)) == (70, [])


def _between(first, one, last):
    first, one, last = ([int(part) for part in number.split(".")] for number in (first, one, last))
    return first <= one <= last


def test_every_test_that_it_names_is_there():
    tests = "\n".join(path.read_text() for path in settings.BASE_DIR.glob("tests/**/test_*.py"))
    named = set(re.findall(r"\btest_\w+(?!\w|\.py)", PAGE)) - {"test_headers"}
    assert len(named) > 40
    assert {name for name in named if f"def {name}(" not in tests} == set()
