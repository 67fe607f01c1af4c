"""
Odd but legal content, published: what pages and screens have to hold.

In a site whose settings the environment names, `python -m tests.odd_content odd` makes it there; or `many`, `one`,
`none`.
"""

import sys

ARABIC = {"name": "مكتب شؤون الأسرة والمجتمع", "lead_title": "مدير", "lead_name": "فاطمة الزهراء", "written_in": "ar"}
LONG = "Office of Interdisciplinary Multilingual Family Engagement, Community Partnerships and Accountability Affairs"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LINES = [
    {"role": "Secretary", "name": "Cy Example", "phone": "414-555-0171"},
    {"role": "Bus", "phone": "414-555-0172", "email": "bus@example.org", "note": "Weekdays 6 to 6, and 414-555-0173"},
    {"role": "", "phone": "414-555-0174", "kind": "tty"},
    {"role": "", "phone": "414-555-0175", "kind": "text", "note": "Texts only"},
    {"role": "After hours", "phone": "414-555-0176 ext. 123456"},
    {"role": "Help desk", "name": "Dee Example", "phone": "", "email": "help@example.org"},
    {"role": "Room bookings", "phone": ""},
    {"role": "Línea en español", "phone": "414-555-0177", "note": "Lunes a viernes"},
    {"role": "Hmong / Hmoob", "name": "Xòng Vàng Thao", "phone": "414-555-0178"},
    {"role": "International", "phone": "+44 20 7946 0958"},
    {"role": "Fax of the annex", "phone": "414-555-0179", "kind": "fax"},
    {"role": WORD, "phone": "", "email": f"{'mail' * 14}@example.org"},
]
TEXT = "<h2>Heading</h2><p>{}</p><ul><li>A point, https://example.org/{}</li></ul><blockquote><p>Said.</p></blockquote>"


def odd():
    """Long, foreign, much, little and vacant, beside ten alerts and many lines of the district."""
    from departments import publishing
    from departments.models import Alert, District, DistrictLine

    from .making import make_contact, make_department, make_office

    text = TEXT.format("Long text about many things. " * 25, "a/very/long/address/without/spaces/" * 3)
    offices = [
        make_office(
            "long",
            name=LONG,
            lead_title="Senior Executive Director of Interdisciplinary Programs and Community Partnerships",
            lead_name="Dr. Maria-Guadalupe Fernández-Villanueva de la Torre y Santos-Oliveira, Ed.D., Ph.D.",
            lead_standing="interim",
            phone="414-555-0100 ext. 123456",
            fax="414-555-0101",
            email=f"{'community' * 6}@example.org",
            hours="Monday to Thursday 7:30 a.m. to 4:30 p.m., Friday to noon, closed on days when school is closed",
            summary="One sentence. " * 30,
            also_known_as="\n".join(f"Everyday name {number}" for number in range(15)),
            body=text * 10,
        ),
        make_office("forty", name="Office of Forty Departments", departments=40, lead_name="Ann Example"),
        make_office("twelve", name="Office of Twelve Lines", phone="414-555-0170"),
        make_office("nothing", name="Office with Nothing"),
        make_office(
            "arabic", **ARABIC, body="<h2>نظرة عامة</h2><p>اتصل بنا على 414-555-0180</p><ul><li>ترجمة</li></ul>"
        ),
        make_office("vacant", name="Office of the Vacant Chief", lead_title="Chief", lead_standing="vacant"),
    ]
    for line in LINES:
        make_contact(offices[2], **line)
    make_department(offices[0], "long-word", name=WORD, body=text)
    make_department(offices[4], "translation", name="قسم الترجمة", written_in="ar", lead_name="عمر Example")
    parent = make_department(offices[5], "parent", name="Parent", lead_title="", lead_name="", phone="", position=1)
    for place in range(4):
        make_department(offices[5], f"unit-{place}", parent=parent, body=text, phone="", fax="414-555-0197", position=9)
    for office in offices:
        publishing.publish(office, by=None)
    for number in range(10):
        message = f"<p>Schools open late, number {number}. <a href='https://example.org/'>More</a></p>"
        Alert.objects.create(message=message, level=Alert.Level.values[number % 3])
    district, _ = District.objects.get_or_create(defaults={"name": "Milwaukee Public Schools"})
    for number in range(8):
        label = {"label": f"District line number {number} with a long label"}
        DistrictLine.objects.create(district=district, number="414-555-0150 ext. 12", position=10 + number, **label)


def many():
    """200 offices of five departments."""
    from departments import publishing
    from departments.models import Office

    from .making import make_office

    words = ("Alpha", "Bravo", "Central", "Delta", "Eastern", "Family", "General", "Health")
    for number in range(200):
        name = f"Office of {words[number % 8]} Services {number}"
        lead = {"lead_title": "Chief", "lead_name": f"Ann Surname{number}"}
        make_office(f"many-{number}", name=name, phone=f"414-555-{number:04}", departments=5, **lead)
    list(publishing.publish_many(Office.objects.filter(slug__startswith="many-"), by=None))


def one():
    """One office alone."""
    from departments import publishing

    from .making import make_office, make_year

    kept = make_office("alone", departments=1, publish=True)
    for office in make_year().offices.exclude(pk=kept.pk):
        publishing.withdraw(office, by=None)


def none():
    """No school year is open."""
    from departments.models import SchoolYear

    SchoolYear.objects.update(opened_at=None, closed_at=None)


CASES = {case.__name__: case for case in (odd, many, one, none)}

if __name__ == "__main__":
    import django

    django.setup()
    CASES[sys.argv[1]]()
