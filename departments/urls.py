"""
Public addresses, under whatever prefix a site includes them. The archive is the same pages under years/<label>/,
a rehearsal of a year to come under rehearsal/<token>/; names there begin with "archive-" and "rehearsal-".
"""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import conditional_page

from . import api
from .views import exports, feeds, finding, pages, phones, plumbing, previews
from .views.errors import told
from .views.rehearsals import rehearsed


class SchoolYearLabel(StringConverter):
    regex = r"\d{4}-\d{2}"  # a year kept from before the rule may have digits of another script


register_converter(SchoolYearLabel, "school_year")


# What every edition has. A person's card is at their name: where somebody else leads tomorrow, it is gone and not
# somebody else's.
EDITION = [
    ("", pages.home, "home"),
    ("offices/<slug:slug>/", pages.office, "office"),
    ("departments/<slug:slug>/", pages.department, "department"),
    ("a-z/", pages.a_z, "a-z"),
    ("people/", pages.people, "people"),
    ("chart/", pages.chart, "chart"),
    ("print/", pages.phone_book, "print"),
    ("print/main-numbers/", pages.main_numbers_sheet, "main-numbers"),
    ("search/", finding.find, "search"),
    ("search/suggest/", finding.suggest, "suggest"),
    ("directory.csv", exports.directory_csv, "directory-csv"),
    ("directory.xlsx", exports.directory_xlsx, "directory-xlsx"),
    ("directory.vcf", exports.directory_cards, "directory-cards"),
    ("offices/<slug:slug>.vcf", exports.office_card, "office-card"),
    ("departments/<slug:slug>.vcf", exports.department_card, "department-card"),
    ("offices/<slug:slug>/all.vcf", exports.office_cards, "office-cards"),
    ("departments/<slug:slug>/all.vcf", exports.department_cards, "department-cards"),
    ("offices/<slug:slug>/picture.vcf", exports.office_picture, "office-picture-card"),
    ("departments/<slug:slug>/picture.vcf", exports.department_picture, "department-picture-card"),
    ("offices/<slug:slug>/people/<str:key>.vcf", exports.office_card, "office-person-card"),
    ("departments/<slug:slug>/people/<str:key>.vcf", exports.department_card, "department-person-card"),
]


# What every edition but today's has: what changed is told under its year.
OF_A_YEAR = [
    *EDITION,
    ("changes/", pages.changes, "changes"),
    ("changes/letter/", pages.change_letter, "change-letter"),
    ("changes.csv", exports.changes_csv, "changes-csv"),
]


def _edition(prefix, name_prefix, routes, answered=told):
    return [path(prefix + route, answered(view), name=name_prefix + name) for route, view, name in routes]


app_name = "departments"
urlpatterns = [
    *_edition("", "", EDITION),
    *_edition("years/<school_year:label>/", "archive-", OF_A_YEAR),
    *_edition("rehearsal/<str:token>/", "rehearsal-", OF_A_YEAR, rehearsed),
    path("years/", pages.years, name="years"),
    path("api/v1/", api.urls),
    path("phones/cisco.xml", phones.cisco, name="phones-cisco"),
    path("phones/yealink.xml", phones.yealink, name="phones-yealink"),
    path("feed/", conditional_page(feeds.Changes()), name="feed"),
    path("sitemap.xml", sitemap, {"sitemaps": feeds.SITEMAPS}, name="sitemap"),
    path("robots.txt", plumbing.robots, name="robots"),
    path("preview/<str:token>/", previews.preview, name="preview"),
    path("health/live/", plumbing.live, name="health-live"),
    path("health/ready/", plumbing.ready, name="health-ready"),
    # Exactly the names pictures.py makes: nothing else in the store has an address.
    re_path(
        r"^media/images/(?P<name>[0-9a-f]{64}-[0-9]+x[0-9]+(?:-w[0-9]+\.(?:avif|webp|jpg)|\.webp))\Z",
        plumbing.picture,
        name="picture",
    ),
]
