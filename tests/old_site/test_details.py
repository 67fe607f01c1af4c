"""What one line of the old site's pages says by itself."""

import pytest

from departments.old_site.details import Detail, ReadNumber, detail
from departments.old_site.frame import frame
from departments.old_site.names_and_titles import holder, is_name, is_title
from departments.words.standing_words import without_standing


def _numbers(*texts, kind="voice"):
    return tuple(ReadNumber(text, kind) for text in texts)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Director: Nathaniel Deans", Detail("lead", "Director", "Nathaniel Deans")),
        ("Director:", Detail("lead", "Director")),
        ("Acting Director: Kellie J. Sigh", Detail("lead", "Director", "Kellie J. Sigh", standing="acting")),
        ("Director, Interim: Lynn Greb", Detail("lead", "Director", "Lynn Greb", standing="interim")),
        ("Director (Acting): Lynn Greb", Detail("lead", "Director", "Lynn Greb", standing="acting")),
        ("Director: Lynn Greb (on leave)", Detail("lead", "Director", "Lynn Greb", standing="on_leave")),
        ("Director: VACANT", Detail("lead", "Director", standing="vacant")),
        ("Acting Director: currently vacant", Detail("lead", "Director", standing="vacant")),
        ("Director – Vacant", Detail("lead", "Director", standing="vacant")),
        ("Director: TBA", Detail("lead", "Director", standing="vacant")),
        ("Interim Asst. Director: TBD", Detail("lead", "Asst. Director", standing="vacant")),
        ("Director: Open position", Detail("lead", "Director", standing="vacant")),
        ("414-475-8393 (phone)", Detail("phone", "phone", "", _numbers("414-475-8393"))),
        ("(414) 475-8457 x12 (fax)", Detail("fax", "fax", "", _numbers("(414) 475-8457 x12", kind="fax"))),
        ("Leon Groce, Ph.D., Acting Director", Detail("lead", "Director", "Leon Groce, Ph.D.", standing="acting")),
        ("Vacant, Chief Operations Officer", Detail("lead", "Chief Operations Officer", standing="vacant")),
        ("MPS StudentsChief of Staff: Gina Spang, P.E.",
         Detail("lead", "Chief of Staff", "Gina Spang, P.E.", picture="MPS Students")),
        ("Director: Travis Luzney 414-283-4600 fax 414-283-4682",
         Detail("lead", "Director", "Travis Luzney",
                (ReadNumber("414-283-4600", "voice"), ReadNumber("414-283-4682", "fax")))),
        ("Office Main Phone:  414-475-8393", Detail("phone", "Office Main Phone", "", _numbers("414-475-8393"))),
        ("Tel. (414) 475-8393 x12", Detail("phone", "Tel.", "", _numbers("(414) 475-8393 x12"))),
        ("Phone: 414-475-8393 (mornings)", Detail("phone", "Phone", "(mornings)", _numbers("414-475-8393"))),
        ("Phone: ext. 12", Detail("phone", "Phone", "ext. 12")),
        ("Phone & Fax: 414-475-8387",
         Detail("phone", "Phone & Fax", "", (ReadNumber("414-475-8387", "voice"), ReadNumber("414-475-8387", "fax")))),
        ("FAX:", Detail("fax", "FAX")),
        ("E-mail Address: a@example.org", Detail("email", "E-mail Address", "a@example.org")),
        ("Location: Central Services - Room 230", Detail("location", "Location", "Central Services - Room 230")),
        ("Office Hours: 8:00 to 4:30", Detail("hours", "Office Hours", "8:00 to 4:30")),
        ("Photo: Teacher with Students", Detail("picture", "Photo", "Teacher with Students")),
        ("TTY: 888-814-4026", Detail("contact", "TTY", "", _numbers("888-814-4026", kind="tty"))),
        ("Secretary: Ebony Lewis", Detail("contact", "Secretary", "Ebony Lewis")),
        ("Secretary: Vacant", Detail("contact", "Secretary", standing="vacant")),
        ("Meals: 414-475-8373, weekdays", Detail("contact", "Meals", "weekdays", _numbers("414-475-8373"))),
    ],
)  # fmt: skip
def test_a_line_of_details_is_read(line, expected):
    assert detail(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Nathaniel Deans",
        "Director, Restorative Practices",
        "Director - Restorative Practices",
        "Restorative Practices",
        "Our goals: high standards for all.",
        "Director: leads the department and its programs.",
        "Led by Leon Groce, Director of Restorative Practices.",
        "Call 414-475-8393 for help.",
        "414-475-8393",
        "Chief of Staff, Deputy Director",
        "Director: " + "x" * 300,
        "a:b",
        "Director: Vacant - contact Jane",
        "Supervisor: Phone: 414-555-0120 Email:",
    ],
)
def test_what_is_no_detail_is_text(line):
    assert detail(line) is None


@pytest.mark.parametrize(
    ("words", "name", "title"),
    [
        ("Dr. Patricia A. Ellis", True, False),
        ("Katrice Cotton, Ed.D.", True, False),
        ("Ludwig van der Berg", True, False),
        ("Jennifer Mims-Howell", True, False),
        ("Chief of Staff", False, True),
        ("Director of Innovation Development", False, True),
        ("Deputy Director", False, True),
        ("director", False, False),
        ("Leads the Department.", False, False),
        ("Room 230", False, False),
        ("", False, False),
    ],
)
def test_names_and_titles_are_told_apart(words, name, title):
    assert (is_name(words), is_title(words)) == (name, title)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Acting Superintendent", ("Superintendent", "acting")),
        ("Superintendent, Interim", ("Superintendent", "interim")),
        ("Acting", ("", "acting")),
        ("Interacting Director", ("Interacting Director", "")),
        ("Director of Acting Classes", ("Director of Acting Classes", "")),
    ],
)
def test_a_standing_is_taken_only_where_it_is_set_apart(words, expected):
    assert without_standing(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Leon Groce", ("Leon Groce", "")),
        ("Interim Leon Groce", ("Leon Groce", "interim")),
        ("Position Vacant", ("", "vacant")),
        ("(vacant)", ("", "vacant")),
        ("N/A", ("", "vacant")),
        ("Vacant - contact Jane", None),
        ("Jane Doe or TBD", None),
        ("Jane Doe (vacant)", None),
        ("", ("", "")),
        ("see below", None),
    ],
)
def test_who_holds_a_post_is_a_name_nobody_or_not_known(words, expected):
    assert holder(words) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Home | Schools | Board",
        "Home > Offices > Academics",
        "Server Error in '/' Application.",
        "System.NullReferenceException: Object reference not set to an instance of an object.",
        "© 2024",
        "Last updated 5/1/2024",
        "Back to top",
        "———",
        "",
    ],
)
def test_the_frame_of_the_page_is_known(line):
    assert frame(line)


@pytest.mark.parametrize(
    "line",
    [
        "With the exception of summer, we are open.",
        "Home visits",
        "We search for talent.",
        "The top of the class",
        "Director: Leon Groce",
        "Reading > writing",
    ],
)
def test_what_the_page_says_is_not_its_frame(line):
    assert not frame(line)
