"""
What the pages beside this module become: by file, the draft, and each line left out with why.

`chief-of-staff` is a page of the old site. The others say facts of the sample years in other layouts.
"""

from departments.old_site import OldPart
from departments.page.office_page import ContactLine

EXPECTED = {
    "chief-of-staff": {
        "office": OldPart(
            name="Office of the Chief of Staff",
            lead_title="Chief of Staff",
            lead_name="Paulette Chambers",
            phone="414-475-8393",
            image_alt="Teacher with Students",
            summary=(
                "The Office of the Chief of Staff helps to identify, develop, engage, and integrate "
                "resources to support schools, students, and their families."
            ),
            body=(
                "<h2>Overview</h2><p>The Office of the Chief of Staff helps to identify, develop, engage,"
                " and integrate external resources to support schools, students, and their families. This"
                " office collaborates with all chief offices to ensure the success of these supports. A "
                "strong emphasis is placed on efforts of student recruitment and retention geared toward "
                "stabilizing and growing MPS enrollment.</p>"
            ),
        ),
        "departments": (
            OldPart(
                name="Black and Latino Male Achievement",
                lead_title="Director",
                lead_name="Nathaniel Deans",
                phone="414-475-8631",
                fax="414-475-8457",
                body=(
                    "<p>The Department of Black and Latino Male Achievement creates systems, structures "
                    "and spaces that guarantee success for all Black and Latino boys and young men "
                    "through support for schools and students. It creates a vision that sees all boys "
                    "with an affirmed sense of identity, dignity and self-confidence with tools to "
                    "navigate college, career and life.</p>"
                ),
            ),
            OldPart(
                name="Equity, Access, and Inclusion",
                lead_title="Director",
                lead_name="Dr. Patricia A. Ellis",
                phone="414-475-8466",
                body=(
                    "<p>The Department of Equity, Access, and Inclusion works to build a welcoming and "
                    "inclusive culture that embraces and respects all humanity and relationships. These "
                    "efforts are accomplished through engagement with staff, students, families, and "
                    "community stakeholders in diverse, collaborative efforts and initiatives.</p>"
                ),
            ),
            OldPart(
                name="Gender & Identity Inclusion",
                lead_title="Director",
                lead_name="Ebony Lewis",
                phone="414-777-7864",
                body=(
                    "<p>The Department of Gender &amp; Identity Inclusion develops and implements "
                    "programs and initiatives to support students, guide staff, and inform district "
                    "planning and decision making.</p>"
                ),
            ),
            OldPart(
                name="Restorative Practices",
                lead_title="Director",
                lead_name="Leon Groce",
                phone="414-252-0221",
                body=(
                    "<p>Within MPS, restorative practices is a framework that emphasizes the value of "
                    "relationships and repairing harm to build and sustain a positive learning and "
                    "working space for students and adults districtwide. The restorative practices "
                    "continuum honors cultures/identities, values shared agreements, builds community, "
                    "engages students, uses restorative circles, and fosters responsive circles.</p>"
                ),
            ),
        ),
        "left_out": {
            1: "an error message of the old site",
            2: "the logo, or the name of the district",
            4: "a menu",
            8: "it repeats the name of the office",
            55: "the foot of the page",
            56: "a menu",
        },
    },
    "superintendent-double-spaced": {
        "office": OldPart(
            name="Office of the Superintendent",
            lead_title="Superintendent",
            lead_name="Eduardo Galvan",
            lead_standing="acting",
            phone="414-475-8001",
            image_alt="Dr. Posley",
            body=(
                "<h2>Overview</h2><ul><li>Works with all major offices, the board and schools to prepare "
                "students to compete globally</li><li>Sets goals on achievement, effective operation and "
                "family engagement</li></ul><h2>How We Support Schools</h2><ul><li>Leads strategic "
                "planning</li><li>Leads the daily operation of the district</li><li>Keeps clear "
                "communication with the board: every member, every month</li></ul><h2>Our Work</h2><p>The"
                " Foundation works to provide equitable opportunities for students.</p>"
            ),
        ),
        "departments": (
            OldPart(
                name="Milwaukee Public Schools Foundation",
                lead_title="Executive Director",
                lead_name="Willie Jude",
                phone="414-874-5290",
                body=("<p>The Foundation inspires the community, donors, businesses and families to support MPS.</p>"),
            ),
        ),
        "left_out": {
            1: "a menu",
            3: "the logo, or the name of the district",
            5: "a menu",
            9: "it repeats the name of the office",
            29: "it has no words",
            49: "a menu",
            51: "the foot of the page",
        },
    },
    "academics-2016-windows": {
        "office": OldPart(
            name="Office of Academics",
            lead_title="Chief Academic Officer",
            lead_name="Tonya Adair",
            lead_standing="interim",
            phone="414-777-7806",
            image_alt="Academics",
            summary="The Office of Academics works so that every student is career and college ready.",
            body=(
                "<h2>Academic Expectations</h2><p>MPS is committed to high standards. The Comprehensive "
                "Literacy Plan was first implemented in 2010-11.</p>"
            ),
        ),
        "departments": (
            OldPart(
                name="Department of College & Career Readiness",
                lead_title="Director",
                lead_name="John R. Hill, Ph.D.",
                phone="414-475-8873",
                fax="414-475-8457",
                body=(
                    '<p>We work to remove barriers students meet &amp; to make them ready for "what comes'
                    ' next" &lt;every day&gt;.</p>'
                ),
            ),
        ),
        "left_out": {
            1: "the logo, or the name of the district",
            21: "the foot of the page",
            22: "a menu",
        },
    },
    "operations-dense": {
        "office": OldPart(
            name="Office of Operations",
            lead_title="Chief Operations Officer",
            lead_name="Wendell Willis",
            phone="414-475-8528",
            image_alt="Operations",
            summary=("Supports, plans and monitors maintenance, recreation, transportation and nutrition services."),
        ),
        "departments": (
            OldPart(
                name="Department of Facilities and Maintenance",
                lead_title="Director",
                lead_name="Travis Luzney",
                phone="414-283-4600",
                fax="414-283-4682",
                body="<p>Maintains buildings and grounds. Seeks efficient use of facilities.</p>",
            ),
            OldPart(
                name="Department of Recreation and Community",
                lead_title="Senior Director",
                lead_name="Lynn Greb",
                phone="(414) 475-8180",
                fax="(414) 475-8541",
                body="<p>Promotes healthy lifestyles, personal development and fun.</p>",
            ),
            OldPart(
                name="Department of Nutrition Services",
                lead_title="School Nutrition Services Administrator",
                lead_name="Tina Barkstrom",
                phone="414.475.8370",
                fax="414.475.8387",
                body="<p>Provides quality, nutritious meals.</p>",
            ),
        ),
        "left_out": {
            1: "a menu",
            2: "it stands before the name of the office",
            3: "it stands before the name of the office",
            5: "it repeats the name of the office",
            9: "a heading with no text of its own under it",
            25: "the foot of the page",
        },
    },
    "innovation-and-information": {
        "office": OldPart(name="Office of Innovation & Information"),
        "departments": (
            OldPart(
                name="Innovation Development",
                lead_title="Director of Innovation Development",
                lead_name="Marie Thompson",
                phone="414-475-8260",
                body=("<p>Leads research and evaluation, instructional technology, grants and Systems Thinking.</p>"),
            ),
            OldPart(
                name="Instructional Technology & Personalized Learning",
                lead_title="Supervisor",
                lead_name="Neva Moga",
                phone="414-773-9826",
                location="Central Services - Room 230",
                body=(
                    "<p>Helps teachers use technology:</p><ul><li>telepresence, which widens Advanced "
                    "Placement</li><li>learner profiles</li></ul>"
                ),
            ),
            OldPart(
                name="Grant Development",
                lead_title="Manager",
                lead_name="Ashley Adsit",
                phone="414-475-8696 ext. 12",
                location="Central Services - Room 230",
            ),
        ),
        "left_out": {
            1: "an error message of the old site",
            2: "an error message of the old site",
        },
    },
    "chief-of-staff-2016": {
        "office": OldPart(
            name="Office of the Chief of Staff",
            lead_title="Chief of Staff",
            lead_name="Gina Spang, P.E.",
            image_alt="MPS Students",
            body=(
                "<p>Finds and brings in outside resources for schools, students and families. Leads and "
                "advises on strategic planning. Stresses student recruitment and retention.</p>"
            ),
        ),
        "departments": (
            OldPart(
                name="Department of Business, Community and Family Partnerships",
                lead_title="Director",
                lead_name="Kellie J. Sigh",
                lead_standing="acting",
                phone="414-475-8845",
                fax="414-475-8585",
                body=(
                    "<p>Builds partnerships with families, alumni, volunteers, businesses and the "
                    "community.</p><h2>Major Projects</h2><ul><li>Business partnerships and "
                    "Adopt-A-School</li><li>Volunteer program</li><li>Alumni engagement</li></ul>"
                ),
            ),
        ),
        "left_out": {
            1: "a menu",
            24: "a heading with no text of its own under it",
            26: "a heading with no text of its own under it",
            28: "a menu",
        },
    },
    "school-administration-wrapped": {
        "office": OldPart(
            name="Office of School Administration",
            lead_title="Chief School Administration Officer",
            lead_name="Katrice Cotton, Ed.D.",
            phone="414-475-8016",
            email="school.administration@example.org",
            hours="Monday to Friday, 8:00 a.m. to 4:30 p.m.",
            image_alt="School Administration",
            summary=(
                "The Office of School Administration promotes safe, secure learning and working places. "
                "It gives schools and leaders oversight, support and accountability."
            ),
            body=(
                "<p>Our work focuses on four areas:</p><ul><li>culture &amp; climate</li><li>effective "
                "&amp; efficient school operations, which means that every building opens on "
                "time</li><li>leadership development</li><li>community engagement</li></ul><h2>The office"
                " consists of</h2><ul><li>Contracted School Services</li><li>School Safety &amp; "
                "Security</li><li>School Services</li><li>Student Services</li></ul>"
            ),
        ),
        "departments": (
            OldPart(
                name="School Safety & Security", lead_title="Manager", lead_standing="vacant", phone="414-475-8016"
            ),
        ),
        "left_out": {
            1: "a menu",
            4: "it has no words",
            36: "it has no words",
            37: "the foot of the page",
        },
    },
    "academics-2024-vacant": {
        "office": OldPart(
            name="Office of Academics",
            lead_title="Chief Academic Officer",
            lead_standing="vacant",
            body="<h2>Academic Expectations</h2><p>MPS prepares all students for college and careers.</p>",
        ),
        "departments": (
            OldPart(
                name="Bilingual Multicultural Education",
                lead_title="Director",
                lead_name="Lorena Gueny",
                phone="414-475-8877",
                fax="414-475-8188",
                body="<p>Offers varied learning to multilingual learners.</p>",
            ),
            OldPart(
                name="Curriculum and Instruction",
                lead_title="Director",
                lead_standing="vacant",
                phone="414-475-8393",
                body="<p>Keeps curriculum in line with standards.</p>",
            ),
        ),
        "left_out": {
            1: "an error message of the old site",
            4: "it repeats the name of the office",
            16: "nothing says what this is for",
            17: "it has no phone number that could be dialled",
        },
    },
    "operations-lines": {
        "office": OldPart(
            name="Office of Operations",
            lead_title="Chief Operations Officer",
            lead_name="Wendell Willis",
            lead_standing="interim",
            phone="414-475-8528",
            contacts=(ContactLine(role="TTY", phone="888-814-4026", kind="tty"),),
        ),
        "departments": (
            OldPart(
                name="Department of Nutrition Services",
                lead_title="School Nutrition Services Administrator",
                lead_name="Tina Barkstrom",
                lead_standing="on_leave",
                phone="414-475-8370",
                fax="414-475-8387",
                body="<p>For questions about meals: call the school</p><p>Provides meals.</p>",
                contacts=(
                    ContactLine(role="Administrator", name="Lynn Greb", note="Acting"),
                    ContactLine(role="Secretary", name="Ebony Lewis", phone="414-475-8371"),
                    ContactLine(role="Phone", phone="414-475-8372"),
                    ContactLine(role="Phone/Fax", phone="414-475-8387"),
                    ContactLine(role="After hours", phone="414-475-8393 ext. 12"),
                    ContactLine(role="School menus line", phone="414-475-8373", note="weekdays only"),
                ),
            ),
        ),
        "left_out": {
            18: "a heading with no text of its own under it",
            20: "it stands under “Questions”, and nothing says whose it is",
        },
    },
    "operations-details-below": {
        "office": OldPart(
            name="The Office of Operations",
            lead_title="Chief Operations Officer",
            lead_name="Wendell Willis",
            phone="414-475-8528",
            summary="Supports maintenance, recreation and nutrition services.",
        ),
        "departments": (
            OldPart(
                name="Facilities and Maintenance",
                lead_title="Director",
                lead_name="Travis Luzney",
                lead_standing="acting",
                phone="414-283-4600",
                body="<p>Maintains buildings and grounds.</p>",
            ),
            OldPart(
                name="Recreation and Community",
                lead_title="Senior Director",
                lead_name="Lynn Greb",
                phone="414-475-8180",
                body="<p>Promotes healthy lifestyles.</p>",
            ),
        ),
        "left_out": {},
    },
    "chief-of-staff-twice": {
        "office": OldPart(
            name="Office of the Chief of Staff",
            lead_title="Chief of Staff",
            lead_name="Paulette Chambers",
            phone="414-475-8393",
        ),
        "departments": (
            OldPart(
                name="Equity, Access, and Inclusion",
                lead_title="Director",
                lead_name="Dr. Patricia A. Ellis",
                phone="414-475-8466",
                body="<p>The department builds a welcoming culture.</p>",
            ),
            OldPart(
                name="Restorative Practices",
                lead_title="Director",
                lead_name="Leon Groce",
                phone="414-252-0221",
                body="<p>A framework that values relationships.</p>",
            ),
        ),
        "left_out": {
            3: "it repeats the name of a department",
            5: "it may be a menu, or the text of a picture",
            27: "a menu",
            29: "it repeats the name of the office",
            31: "it repeats the name of a department",
            33: "it may be a menu, or the text of a picture",
            38: "it repeats the name of a department",
            44: "it stands in the text of Equity, Access, and Inclusion already",
            46: "it repeats the name of a department",
            53: "it stands in the text of Restorative Practices already",
            55: "a menu",
        },
    },
    "chief-of-staff-doubtful": {
        "office": OldPart(name="Office of the Chief of Staff", lead_title="Chief of Staff", phone="414-475-8393"),
        "departments": (
            OldPart(
                name="Gender & Identity Inclusion",
                lead_title="Director",
                lead_name="Ebony Lewis",
                phone="414-777-7864",
                body="<p>develops programs that support students.</p>",
            ),
            OldPart(
                name="Equity, Access, and Inclusion",
                lead_title="Director",
                lead_name="Dr. Patricia A. Ellis",
                phone="414-475-8466",
            ),
        ),
        "left_out": {
            1: "the logo, or the name of the district",
            2: "it stands before the name of the office",
            7: "it has no phone number that could be dialled",
            8: "it has no e-mail address",
            17: "Gender & Identity Inclusion has a Director above it, and no heading says of what this one is",
            18: "it stands under Director: Leon Groce, which was left out",
            19: "it stands under Director: Leon Groce, which was left out",
            25: "a heading with no text of its own under it",
            27: "it stands under “Contact”, and nothing says whose it is",
            29: "a heading with no text of its own under it",
            31: "a heading with no text of its own under it",
        },
    },
}
