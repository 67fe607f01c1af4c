"""Real lookups in both sample years: what was typed, and what stands first."""

import pytest

from departments.search import find, suggest

pytestmark = pytest.mark.thorough  # the sample years are loaded, and each is asked 230 things

THEN, NOW = "2016-17", "2024-25"

SUPERINTENDENT = "Office of the Superintendent"
STAFF = "Office of the Chief of Staff"
ACADEMICS = "Office of Academics"
SCHOOLS = "Office of School Administration"
OPERATIONS = "Office of Operations"
INNOVATION = "Office of Innovation & Information"
BLMA = "Black and Latino Male Achievement"
EQUITY = "Equity, Access, and Inclusion"
GENDER = "Gender & Identity Inclusion"
PRACTICES = "Restorative Practices"
BILINGUAL = "Bilingual Multicultural Education"
BUSINESS = "Business and Transportation Services"
SAFETY = "School Safety & Security"
FOUNDATION = "Milwaukee Public Schools Foundation"
CAREERS = "Department of College & Career Readiness"
FACILITIES = "Department of Facilities and Maintenance"
RECREATION = "Department of Recreation and Community"
NUTRITION = "Department of Nutrition Services"
PARTNERSHIPS = "Department of Business, Community and Family Partnerships"
LEARNING = "Instructional Technology & Personalized Learning"
HILL, SPANG, SIGH = "John R. Hill, Ph.D.", "Gina Spang, P.E.", "Kellie J. Sigh"
ELLIS, COTTON, MIMS_HOWELL = "Dr. Patricia A. Ellis", "Katrice Cotton, Ed.D.", "Jennifer Mims-Howell"

FIRST = [
    # Names of people, in any order, without capitals and accents, begun, and with what is left out or added.
    (NOW, "Paulette Chambers", "Paulette Chambers"),
    (NOW, "chambers, paulette", "Paulette Chambers"),
    (NOW, "PAULETTE", "Paulette Chambers"),
    (NOW, "chamb", "Paulette Chambers"),
    (NOW, "p chambers", "Paulette Chambers"),
    (NOW, "P. Chambers", "Paulette Chambers"),
    (NOW, "Ms. Chambers", "Paulette Chambers"),
    (NOW, "chambers's", "Paulette Chambers"),
    (NOW, "Chambers’ number", "Paulette Chambers"),
    (NOW, "phone number of Paulette Chambers", "Paulette Chambers"),
    (NOW, "Eduardo Galván", "Eduardo Galvan"),
    (NOW, "galvan eduardo", "Eduardo Galvan"),
    (NOW, "ellis", ELLIS),
    (NOW, "Dr. Ellis", ELLIS),
    (NOW, "Dr Patricia Ellis", ELLIS),
    (NOW, "patricia ellis phd", ELLIS),
    (NOW, "P. A. Ellis", ELLIS),
    (NOW, "PA Ellis", ELLIS),
    (NOW, "Ellis, Patricia A.", ELLIS),
    (NOW, "Mims-Howell", MIMS_HOWELL),
    (NOW, "mims howell", MIMS_HOWELL),
    (NOW, "mimshowell", MIMS_HOWELL),
    (NOW, "howell mims jennifer", MIMS_HOWELL),
    (NOW, "Katrice Cotton, Ed.D.", COTTON),
    (NOW, "cotton edd", COTTON),
    (NOW, "Dr. Cotton", COTTON),
    (NOW, "willie jude", "Willie Jude"),
    (NOW, "lorena", "Lorena Gueny"),
    (NOW, "Ebony Lewis", "Ebony Lewis"),
    (NOW, "lewis's phone", "Ebony Lewis"),
    (NOW, "groce leon", "Leon Groce"),
    (NOW, "N. Deans", "Nathaniel Deans"),
    (THEN, "john hill", HILL),
    (THEN, "J. R. Hill", HILL),
    (THEN, "jr hill", HILL),
    (THEN, "Hill, Ph.D.", HILL),
    (THEN, "phd", HILL),
    (THEN, "dr hill", HILL),
    (THEN, "Gina Spang P.E.", SPANG),
    (THEN, "spang pe", SPANG),
    (THEN, "P.E.", SPANG),
    (THEN, "kellie sigh", SIGH),
    (THEN, "Kellie J Sigh", SIGH),
    (THEN, "barkstrom", "Tina Barkstrom"),
    (THEN, "wendell willis", "Wendell Willis"),
    (THEN, "Travis Luzney", "Travis Luzney"),
    (THEN, "greb", "Lynn Greb"),
    (THEN, "neva moga", "Neva Moga"),
    (THEN, "ashley adsit", "Ashley Adsit"),
    (THEN, "tonya adair", "Tonya Adair"),
    # Titles.
    (NOW, "acting superintendent", "Eduardo Galvan"),
    (NOW, "superintendent acting", "Eduardo Galvan"),
    (NOW, "acting supt", "Eduardo Galvan"),
    (NOW, "chief academic officer", MIMS_HOWELL),
    (NOW, "Chief School Administration Officer", COTTON),
    (NOW, "executive director", "Willie Jude"),
    (NOW, "director of equity", ELLIS),
    (NOW, "bilingual director", "Lorena Gueny"),
    (NOW, "director restorative practices", "Leon Groce"),
    (THEN, "interim chief academic officer", "Tonya Adair"),
    (THEN, "chief operations officer", "Wendell Willis"),
    (THEN, "acting director", SIGH),
    (THEN, "senior director", "Lynn Greb"),
    (THEN, "school nutrition services administrator", "Tina Barkstrom"),
    (THEN, "nutrition svcs administrator", "Tina Barkstrom"),
    (THEN, "director of innovation development", "Marie Thompson"),
    (THEN, "supervisor", "Neva Moga"),
    (THEN, "grants manager", "Ashley Adsit"),
    # Offices and departments, with and without the small words, in any order, "&" or "and".
    (NOW, "superintendent", SUPERINTENDENT),
    (NOW, "the superintendent's office", SUPERINTENDENT),
    (NOW, "chief of staff", STAFF),
    (NOW, "who is the chief of staff?", STAFF),
    (NOW, "Office of the Chief of Staff", STAFF),
    (NOW, "academics office", ACADEMICS),
    (NOW, "Office of School Administration", SCHOOLS),
    (NOW, "school admin", SCHOOLS),
    (NOW, "admin school", SCHOOLS),
    (NOW, "equity, access & inclusion", EQUITY),
    (NOW, "inclusion access equity", EQUITY),
    (NOW, "Department of Equity", EQUITY),
    (NOW, "Gender & Identity Inclusion", GENDER),
    (NOW, "gender and identity", GENDER),
    (NOW, "restorative", PRACTICES),
    (NOW, "business & transportation", BUSINESS),
    (NOW, "transportation services", BUSINESS),
    (NOW, "school safety and security", SAFETY),
    (NOW, "student services", "Student Services"),
    (NOW, "contracted schools", "Contracted School Services"),
    (NOW, "black & latino male achievement", BLMA),
    (NOW, "Milwaukee Public Schools Foundation", FOUNDATION),
    (THEN, "Office of Operations", OPERATIONS),
    (THEN, "operations office", OPERATIONS),
    (THEN, "OPERATIONS", OPERATIONS),
    (THEN, "dept of nutrition", NUTRITION),
    (THEN, "Dept. of Nutrition Services", NUTRITION),
    (THEN, "nutrition department", NUTRITION),
    (THEN, "facilities & maintenance", FACILITIES),
    (THEN, "department of facilities and maintenance", FACILITIES),
    (THEN, "college & career", CAREERS),
    (THEN, "college and career readiness", CAREERS),
    (THEN, "innovation & information", INNOVATION),
    (THEN, "Office of Innovation and Information", INNOVATION),
    (THEN, "communications and outreach", "Communications & Outreach"),
    (THEN, "recreation", RECREATION),
    (THEN, "mps foundation", "MPS Foundation Support"),
    (THEN, "grant development", "Grant Development"),
    # Acronyms and everyday words.
    (NOW, "blma", BLMA),
    (NOW, "curriculum", ACADEMICS),
    (NOW, "bus", BUSINESS),
    (NOW, "buses", BUSINESS),
    (NOW, "security", SAFETY),
    (NOW, "donations", FOUNDATION),
    (NOW, "donation", FOUNDATION),
    (NOW, "multilingual", BILINGUAL),
    (NOW, "school emergency", SCHOOLS),
    (NOW, "restorative circles", PRACTICES),
    (THEN, "CCR", CAREERS),
    (THEN, "bcfp", PARTNERSHIPS),
    (THEN, "B.C.F.P.", PARTNERSHIPS),
    (THEN, "volunteer", PARTNERSHIPS),
    (THEN, "adopt a school", PARTNERSHIPS),
    (THEN, "Adopt-A-School", PARTNERSHIPS),
    (THEN, "adoptaschool", PARTNERSHIPS),
    (THEN, "lunch", NUTRITION),
    (THEN, "school meals", NUTRITION),
    (THEN, "repairs", FACILITIES),
    (THEN, "buildings & grounds", FACILITIES),
    (THEN, "bldgs and grounds", FACILITIES),
    (THEN, "rec", RECREATION),
    (THEN, "grants", "Grant Development"),
    (THEN, "office of innovation", INNOVATION),
    # Words of the text, after names.
    (NOW, "repair harm", PRACTICES),
    (NOW, "enrollment", STAFF),
    (NOW, "trauma-informed", ACADEMICS),
    (NOW, "dignity", BLMA),
    (NOW, "strategic planning", SUPERINTENDENT),
    (THEN, "telepresence", LEARNING),
    (THEN, "room 230", LEARNING),
    (THEN, "230", LEARNING),
    (THEN, "Math/Science Plan", ACADEMICS),
    (THEN, "systems thinking", "Innovation Development"),
    (THEN, "2010-11", ACADEMICS),
    # Numbers, however typed or pasted: whole, seven, the last four, a fax; the main number before a lead's.
    (NOW, "414-475-8393", STAFF),
    (NOW, "(414) 475-8393", STAFF),
    (NOW, "414.475.8393", STAFF),
    (NOW, "414 475 8393", STAFF),
    (NOW, "4144758393", STAFF),
    (NOW, "14144758393", STAFF),
    (NOW, "+1 (414) 475-8393", STAFF),
    (NOW, "1-414-475-8393", STAFF),
    (NOW, "+14144758393", STAFF),
    (NOW, "0014144758393", STAFF),
    (NOW, "414/475-8393", STAFF),
    (NOW, "414‑475‑8393", STAFF),
    (NOW, "414–475–8393", STAFF),
    (NOW, "\u202a+1 414\xa0475\xa08393\u202c", STAFF),
    (NOW, "４１４－４７５－８３９３", STAFF),
    (NOW, "٤١٤٤٧٥٨٣٩٣", STAFF),
    (NOW, "tel:+14144758393", STAFF),
    (NOW, "tel:+14144758393;ext=12", STAFF),
    (NOW, "tel:+1-414-475-8393", STAFF),
    (NOW, "Phone: 414-475-8393", STAFF),
    (NOW, "475-8393", STAFF),
    (NOW, "475 8393", STAFF),
    (NOW, "4758393", STAFF),
    (NOW, "8393", STAFF),
    (NOW, "８３９３", STAFF),
    (NOW, "58393", STAFF),
    (NOW, "414-475-83", STAFF),
    (NOW, "414-475-8393 x12", STAFF),
    (NOW, "chambers 8393", "Paulette Chambers"),
    (NOW, "please call 414-475-8466 today", EQUITY),
    (NOW, "Missed call from (414) 252-0221, 9:14 a.m.", PRACTICES),
    (NOW, "my number is 874-5290, thanks", FOUNDATION),
    (NOW, "414-475-8188", BILINGUAL),
    (NOW, "fax 475-8457", BLMA),
    (NOW, "7864", GENDER),
    (NOW, "8001", SUPERINTENDENT),
    (THEN, "8457", CAREERS),
    (THEN, "Fax: 414-475-8387", NUTRITION),
    (THEN, "283-4600", FACILITIES),
    (THEN, "8845", PARTNERSHIPS),
    (THEN, "+1 414 773 9826", LEARNING),
    (THEN, "8528", OPERATIONS),
    # Other forms of a word, and what is said for a name.
    (NOW, "superintendant", SUPERINTENDENT),
    (NOW, "enrolment", STAFF),
    (NOW, "leongroce", "Leon Groce"),
    (NOW, "ebony louis", "Ebony Lewis"),
    (THEN, "acting directer", SIGH),
    # Lines of the district, which no office has.
    (NOW, "school board", "School Board"),
    (NOW, "board of schools", "School Board"),
    (NOW, "switchboard", "Switchboard"),
    (NOW, "tty", "TTY"),
    (NOW, "8284", "School Board"),
    (NOW, "888-814-4026", "TTY"),
]

MEANT = [
    (NOW, "Chambrs", "Chambers"),
    (NOW, "chambres", "Chambers"),
    (NOW, "paulete chambers", "Paulette chambers"),
    (NOW, "Paulette Chambrs", "Paulette Chambers"),
    (NOW, "galvin", "Galvan"),
    (NOW, "elis patrica", "Ellis Patricia"),
    (NOW, "restoritive practices", "Restorative practices"),
    (NOW, "mims howel jenifer", "mims howel Jennifer"),
    (NOW, "transporation", "Transportation"),
    (THEN, "nutriton services", "Nutrition services"),
    (THEN, "barkstorm", "Barkstrom"),
    (THEN, "wendel wilis", "wendel Willis"),
    (THEN, "maintainance", "Maintenance"),
    (THEN, "recration", "Recreation"),
]

NEAREST = [
    (NOW, "414-475-8394", STAFF),
    (NOW, "414-457-8393", STAFF),
    (NOW, "415-475-8393", STAFF),
    (NOW, "475-8339", STAFF),
    (NOW, "8467", EQUITY),
    (THEN, "414-475-8371", NUTRITION),
]

FORMER = [
    # What, until when and where, and what stands in its place today.
    ("Gina Spang", SPANG, "listed until June 2017 under Office of the Chief of Staff", (STAFF,)),
    ("Tonya Adair", "Tonya Adair", "listed until June 2017 under Office of Academics", (ACADEMICS,)),
    ("wendell willis", "Wendell Willis", "listed until June 2017 under Office of Operations", ()),
    ("Office of Operations", OPERATIONS, "listed until June 2017", ()),
    ("lunch", NUTRITION, "listed until June 2017 under Office of Operations", ()),
    ("CCR", CAREERS, "listed until June 2017 under Office of Academics", ()),
    ("414-475-8370", NUTRITION, "listed until June 2017 under Office of Operations", ()),
    ("8370", NUTRITION, "listed until June 2017 under Office of Operations", ()),
    ("777-7806", ACADEMICS, "listed until June 2017", (ACADEMICS,)),
    ("(414) 283-4682", FACILITIES, "listed until June 2017 under Office of Operations", ()),
]


def test_a_lookup_finds_first(sample_years):
    found = [(year, query, find(query, sample_years[year]).results[:1]) for year, query, _ in FIRST]
    assert [(year, query, *(one.name for one in first)) for year, query, first in found] == FIRST
    for year, query, (first,) in found:
        assert "".join(text for text, _ in first.name_pieces) == first.name
        assert suggest(query, sample_years[year])[0] == first


def test_a_misspelling_finds_what_looks_like_it_and_says_what_was_meant(sample_years):
    answers = [(year, query, find(query, sample_years[year])) for year, query, _ in MEANT]
    assert [(year, query, *answer.did_you_mean[:1]) for year, query, answer in answers] == MEANT
    for year, query, answer in answers:
        assert not answer.is_certain and answer.results[0].why[0][0] == "Looks like ", query
        for meant in answer.did_you_mean:
            assert answer.results[0] == find(query, sample_years[year], 1).results[0]
            assert find(meant, sample_years[year]).is_certain, meant


def test_a_number_that_is_nearly_right_finds_the_nearest(sample_years):
    answers = [(year, query, find(query, sample_years[year])) for year, query, _ in NEAREST]
    assert [(year, query, *(one.name for one in a.nearest[:1])) for year, query, a in answers] == NEAREST
    assert [a.nearest[0].why[0][0] for *_, a in answers[:2]] == [
        "Number differs in one digit",
        "Number differs in two digits",
    ]
    assert [query for _, query, answer in answers if answer.results] == []


def test_what_was_listed_before_says_until_when_and_where_it_leads(sample_years):
    answers = [(query, find(query, sample_years[NOW]).former[0]) for query, *_ in FORMER]
    told = [(query, one.name, one.sentence, tuple(now.name for now in one.now)) for query, one in answers]
    assert told == FORMER
    assert {one.url.partition("#")[0].rpartition("offices/")[0] for _, one in answers} == {"/years/2016-17/"}


def test_there_are_lookups_enough():
    assert len(FIRST) + len(MEANT) + len(NEAREST) + len(FORMER) >= 120
    assert all(len(rows) == len(set(rows)) for rows in (FIRST, MEANT, NEAREST, FORMER))


def test_what_another_year_has_is_not_among_this_years_results(sample_years):
    for query in ("gina", "Tina Barkstrom", "12"):
        assert find(query, sample_years[NOW]).results == ()
    # Nor does an earlier year know of what came later.
    assert not find("galvan", sample_years[THEN]) and find("galvan", sample_years[THEN]).former == ()
