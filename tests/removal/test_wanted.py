"""What is looked for, in the writings that people use."""

import pytest

from departments.removal import Wanted

PICTURE = f"images/{'ab' * 32}-800x600.webp"
# Of each person the writings that are surely theirs; those that may be somebody else's; those that are not.
NAMES = {
    "Ann Roe": (
        (
            *("Ann Roe", "ANN  ROE", "Dr. Ann Roe, Ph.D.", "Ann B. Roe", "Roe, Ann", "Roe, Dr. Ann", "Ann “Annie” Roe"),
            *("ann.roe@example.org", "annroe@example.org", "ann-roe", "Ann\nRoe", "<em>Ann</em> Roe", "Ánn Roe"),
        ),
        ["A. Roe", "Ms. Roe", "Roe", "aroe@example.org", "Bob Roe"],
        ["Ann Roebuck", "Joann Monroe", "Ann", "Ann and Bob", ""],
    ),
    "Dr. José Díaz-Roe": (
        ["jose diaz roe", "José M. Díaz-Roe", "Jose\u0301 Di\u0301az-Roe", "jose.diazroe@example.org"],
        ["J. Díaz-Roe", "jdiazroe@example.org"],
        ["José Díaz", "Díaz"],
    ),
    "Mary Ann “Annie” O’Brien": (
        ["Mary O'Brien", "Annie OBrien", "Mary A. O`Brien", "O'Brien, Mary"],
        ["M. OBrien"],
        [],
    ),
    "Roe": ([], ["Roe", "Dr. Roe"], ["Roebuck"]),
}
KINDS = {
    "number, any writing": (
        Wanted(number="414-475-8393"),
        ["tel:+1-414-475-8393", "+1 414-475-8393 ext. 12", "(414) 475-8393 x12", "4144758393", "1 414.475.8393"],
        ["414-475-83931", "414-475-8394", "9414-475-8393"],
    ),
    "number with its extension": (
        Wanted(number="414-475-8393 ext. 12"),
        ["tel:+1-414-475-8393;ext=12", "+1 414-475-8393 ext. 12", "414-475-8393 x12"],
        ["414-475-8393", "414-475-8393 ext. 123"],
    ),
    "number abroad": (Wanted(number="+44 20 7219 4272"), ["+44 20 7219 4272", "tel:+44-20-7219-4272"], ["7219 4272"]),
    "e-mail": (
        Wanted(email="Ann@example.org"),
        ["ann@example.org", "Write to ann@example.org."],
        ["joann@example.org", "x.ann@example.org", "ann@example.org.uk"],
    ),
    "words": (
        Wanted(words="1234 Main Street"),
        ["1234 main street", "1234\nMain Street, Room 2"],
        ["91234 Main Street", "1234 Main Streets"],
    ),
    "picture": (
        Wanted(picture=PICTURE),
        [PICTURE, PICTURE.replace(".webp", "-w400.avif"), f"/media/{PICTURE}"],
        [PICTURE.replace("ab", "cd")],
    ),
}
REPLACED = [
    # the field, the text, what it reads afterwards
    ("lead_name", "Dr. Ann Roe, Ph.D.", "Name withheld"),
    ("summary", "Ask Ann Roe. Roe’s deputy helps.", "Ask name withheld. Name withheld’s deputy helps."),
    ("body", "<p><strong>Ann</strong> Roe leads.</p>", "<p><strong>Name withheld</strong> leads.</p>"),
    ("body", '<p>Ask <a href="mailto:ann.roe@example.org">her</a>.</p>', "<p>Ask her.</p>"),
    ("note", "Write to ann.roe@example.org now.", "Write to e-mail withheld now."),
    ("email", "ann.roe@example.org", ""),
    ("website", "https://example.org/ann-roe", ""),
    ("slug", "friends-of-ann-roe", "friends-of-withheld-7"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_found_however_it_is_written(name):
    sure, perhaps, other = NAMES[name]
    wanted = Wanted(name=name)
    found = {text: wanted.without(text, "note", 1) for text in (*sure, *perhaps, *other)}
    assert [text for text in sure if not found[text][1]] == []
    assert [text for text in perhaps if found[text][0] == text or found[text][1]] == []
    assert [text for text in other if found[text] != (text, False)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_name_is_found_however_it_is_written(kind):
    wanted, is_it, is_not = KINDS[kind]
    assert [text for text in is_it if not wanted.without(text, "note", 1)[1]] == []
    assert [text for text in is_not if wanted.without(text, "note", 1) != (text, False)] == []


@pytest.mark.parametrize(("field", "text", "after"), REPLACED)
def test_what_a_text_reads_afterwards(field, text, after):
    assert Wanted(name="Ann Roe").without(text, field, 7) == (after, True)


def test_a_new_name_takes_the_place_of_the_old():
    wanted = Wanted(name="Ann Roe", instead="Ann Poe")
    texts = {"lead_name": "Dr. Ann Roe, Ph.D.", "summary": "Roe, Ann: ask Ms. Roe", "slug": "ann-roe"}
    after = [wanted.without(text, field, 1)[0] for field, text in texts.items()]
    assert after == ["Dr. Ann Poe, Ph.D.", "Ann Poe: ask Ann Poe", "ann-poe"]


def test_what_keeps_nothing_finds_nothing():
    assert Wanted().without("Ann Roe", "note", 1) == ("Ann Roe", False)
