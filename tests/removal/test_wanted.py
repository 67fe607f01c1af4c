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
            *(
                "A\u00adnn R\u200boe",
                "Ann R&#111;e",
                "Ann&nbsp;R&ouml;e",
                "ann%20roe",
                "Ann&shy; Roe",
                "Ann%C2%A0R%C3%B6e",
            ),
        ),
        ["A. Roe", "Ms. Roe", "Roe", "aroe@example.org", "a.roe@example.org", "aroe", "Bob Roe", "Mrs. A. M. Roe; Ann"],
        ["Ann Roebuck", "Joann Monroe", "Ann", "Ann and Bob", ""],
    ),
    "Dr. José Díaz-Roe": (
        ["jose diaz roe", "José M. Díaz-Roe", "Jose\u0301 Di\u0301az-Roe", "jose.diazroe@example.org"],
        [
            *("J. Díaz-Roe", "jdiazroe@example.org", "jdiaz-roe@example.org", "jose.roe@example.org"),
            *("José Díaz", "Mr. Roe", "Roe, José"),
        ],
        ["Díaz", "José. Roe is here", "Maria Roe"],
    ),
    "Mary Ann “Annie” O’Brien": (
        ["Mary O'Brien", "Annie OBrien", "Mary A. O`Brien", "O'Brien, Mary", "Mary O&#39;Brien", "Mary O Brien"],
        ["M. OBrien"],
        [],
    ),
    "Roe": ([], ["Roe", "Dr. Roe"], ["Roebuck"]),
}
KINDS = {
    "number, any writing": (
        Wanted(number="414-475-8393"),
        [
            *("tel:+1-414-475-8393", "+1 414-475-8393 ext. 12", "(414) 475-8393 x12", "4144758393", "1 414.475.8393"),
            *(
                "414-475-<strong>8393</strong>",
                "414&nbsp;475&nbsp;8393",
                "(414) - 475 - 8393",
                "414&#8209;475&#8209;8393",
            ),
            *("٤١٤-٤٧٥-٨٣٩٣", "\uff14\uff11\uff14 475 8393", "414-\u200b475-8393", "414-475-8393, extension 7"),
        ],
        ["414-475-83931", "414-475-8394", "9414-475-8393"],
    ),
    "number with its extension": (
        Wanted(number="414-475-8393 ext. 12"),
        ["tel:+1-414-475-8393;ext=12", "+1 414-475-8393 ext. 12", "414-475-8393 x12", "414-475-8393, extension 12"],
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
    assert [text for text in sure if found[text][1] != {True}] == []
    assert [text for text in perhaps if found[text][0] == text or found[text][1] != {False}] == []
    assert [text for text in other if found[text] != (text, set())] == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_name_is_found_however_it_is_written(kind):
    wanted, is_it, is_not = KINDS[kind]
    assert [text for text in is_it if wanted.without(text, "note", 1)[1] != {True}] == []
    assert [text for text in is_not if wanted.without(text, "note", 1) != (text, set())] == []


@pytest.mark.parametrize(("field", "text", "after"), REPLACED)
def test_what_a_text_reads_afterwards(field, text, after):
    assert Wanted(name="Ann Roe").without(text, field, 7)[0] == after


def test_a_new_name_takes_the_place_of_the_old():
    wanted = Wanted(name="Ann Roe", instead="Ann Poe")
    texts = {"lead_name": "Dr. Ann Roe, Ph.D.", "summary": "Roe, Ann: ask Ms. Roe", "slug": "ann-roe"}
    after = [wanted.without(text, field, 1)[0] for field, text in texts.items()]
    assert after == ["Dr. Ann Poe, Ph.D.", "Ann Poe: ask Ann Poe", "ann-poe"]


def test_a_number_without_its_area_code_may_be_another():
    wanted = Wanted(number="414-475-8393")
    found = {text: wanted.without(text, "note", 1) for text in ("Call 475-8393.", "262-475-8393", "(262) 475-8393")}
    assert found.pop("Call 475-8393.") == ("Call number withheld.", {False})
    assert [*found.values()] == [(text, set()) for text in found]


def test_what_is_sure_goes_without_what_may_be_somebody_elses():
    text = '<p>Ann Roe and <a href="/roe">Judge Roe</a> &amp; <a href="mailto:ann.roe@example.org">her</a>.</p>'
    sure = '<p>Name withheld and <a href="/roe">Judge Roe</a> &amp; her.</p>'
    perhaps = '<p>Ann Roe and Judge name withheld &amp; <a href="mailto:ann.roe@example.org">her</a>.</p>'
    wanted = Wanted(name="Ann Roe")
    assert wanted.without(text, "body", 1, [True]) == (sure, {True, False})
    assert wanted.without(text, "body", 1, [False]) == (perhaps, {True, False})


def test_what_the_directory_is_found_by_stays():
    assert Wanted(words="2024-25").without("2024-25", "label", 1) == ("2024-25", set())
    assert Wanted(words="superintendent").without("superintendent", "slug", 1) == ("superintendent", set())
    assert Wanted(number="414-475-8393").without("call-414-475-8393", "slug", 1)[1] == set()


def test_a_new_name_is_no_html_in_a_text():
    wanted = Wanted(name="Ann Roe", instead='<img src=x> & "Q"')
    assert wanted.without("<p>Ann Roe</p>", "body", 1)[0] == '<p>&lt;img src=x&gt; &amp; "Q"</p>'
    assert wanted.without("Ann Roe", "summary", 1)[0] == '<img src=x> & "Q"'


def test_what_keeps_nothing_finds_nothing():
    assert Wanted().without("Ann Roe", "note", 1) == ("Ann Roe", set())
