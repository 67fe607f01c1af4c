"""
Questions as people ask them, of the sample years and of a realistic district: what should stand first, and how often it
does. `questions.json` was written before the search was made to answer them.

What is right stands in the name or the detail of a result. Version 0.1 answered half of them rightly.
"""

import json
from itertools import chain
from pathlib import Path

import pytest

from departments.reading.directory import Directory
from departments.search import find, suggest
from departments.words.folding import fold
from tests.search import made_district

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
ASKED = json.loads(Path(__file__).with_name("questions.json").read_text(encoding="utf-8"))


def _asked(on):
    return [
        (one["kind"], query, right) for one in ASKED if one["on"] == on for query, right in one["questions"].items()
    ]


def _suggested(query, directory):
    return [(f"{one.name} {one.detail}", one.why) for one in suggest(query, directory)]


def _on_the_page(query, directory):
    answer = find(query, directory)
    former = [(f"{one.name} {one.sentence} {' '.join(now.name for now in one.now)}", ()) for one in answer.former]
    return former + [(f"{one.name} {one.detail}", one.why) for one in (*answer.results, *answer.nearest)]


def _count(asked, directory, shown):
    """Of `asked`: what is not first, not among three, finds nothing, is wrong and no “looks like”."""
    second, later, nothing, wrong = [], [], [], []
    for kind, query, right in asked:
        found = shown(query, directory)
        are_right = [fold(right) in fold(text) for text, _ in found]
        told = (kind, query, right, found[0][0] if found else "")
        if not any(are_right[:1]):
            second.append(told)
            if found and "looks like" not in "".join(text for text, _ in found[0][1]).lower():
                wrong.append(told)
        if not any(are_right[:3]):
            later.append(told)
        if not found:
            nothing.append(told)
    return second, later, nothing, wrong


@pytest.mark.parametrize(("shown", "first", "three"), [(_suggested, 0.92, 0.97), (_on_the_page, 0.94, 0.98)])
@pytest.mark.parametrize("on", ["sample", "made"])
def test_most_questions_are_answered_first(on, shown, first, three, request, everyday_words):
    if on == "made":
        made_district.publish()
        directories = {"made": Directory.at()}
    else:
        directories = request.getfixturevalue("sample_years")
    counted = [_count(_asked(label), directory, shown) for label, directory in directories.items()]
    second, later, nothing, wrong = (list(chain.from_iterable(several)) for several in zip(*counted, strict=True))
    of = sum(len(_asked(label)) for label in directories)
    told = "\n".join(map(str, second))
    assert 1 - len(second) / of >= first, told
    assert 1 - len(later) / of >= three, told
    assert len(nothing) / of <= 0.01, told
    assert len(wrong) / of <= 0.01, told
