"""Public addresses. The archive is the same pages under /years/<label>/; names there begin with "archive-"."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path, register_converter
from django.views.decorators.http import conditional_page

from .views import exports, feeds, finding, lists, pages, plumbing, previews


class SchoolYearLabel:
    regex = r"\d{4}-\d{2}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(SchoolYearLabel, "school_year")


def _directory_pages(prefix, name_prefix):
    return [
        path(f"{prefix}", pages.home, name=f"{name_prefix}home"),
        path(f"{prefix}offices/<slug:slug>/", pages.office, name=f"{name_prefix}office"),
        path(f"{prefix}departments/<slug:slug>/", pages.department, name=f"{name_prefix}department"),
        path(f"{prefix}a-z/", lists.a_z, name=f"{name_prefix}a-z"),
        path(f"{prefix}people/", lists.people, name=f"{name_prefix}people"),
        path(f"{prefix}chart/", lists.chart, name=f"{name_prefix}chart"),
        path(f"{prefix}print/", lists.phone_book, name=f"{name_prefix}print"),
        path(f"{prefix}print/main-numbers/", lists.main_numbers_sheet, name=f"{name_prefix}main-numbers"),
        path(f"{prefix}search/", finding.find, name=f"{name_prefix}search"),
        *_exports(prefix, name_prefix),
        path(f"{prefix}search/suggest/", finding.suggest, name=f"{name_prefix}suggest"),
    ]


def _exports(prefix, name_prefix):
    # A person's card is at their name: where somebody else leads tomorrow, it is gone and not somebody else's.
    addresses = [
        ("directory.csv", exports.directory_csv, "directory-csv"),
        ("directory.xlsx", exports.directory_xlsx, "directory-xlsx"),
        ("directory.vcf", exports.directory_cards, "directory-cards"),
        ("offices/<slug:slug>.vcf", exports.office_card, "office-card"),
        ("departments/<slug:slug>.vcf", exports.department_card, "department-card"),
        ("offices/<slug:slug>/people/<str:key>.vcf", exports.office_person_card, "office-person-card"),
        ("departments/<slug:slug>/people/<str:key>.vcf", exports.department_person_card, "department-person-card"),
    ]
    return [path(prefix + route, view, name=name_prefix + name) for route, view, name in addresses]


app_name = "departments"
urlpatterns = [
    *_directory_pages("", ""),
    *_directory_pages("years/<school_year:label>/", "archive-"),
    path("years/", pages.years, name="years"),
    path("years/<school_year:label>/changes/", pages.changes, name="archive-changes"),
    path("feed/", conditional_page(feeds.Changes()), name="feed"),
    path("sitemap.xml", sitemap, {"sitemaps": feeds.SITEMAPS}, name="sitemap"),
    path("robots.txt", plumbing.robots, name="robots"),
    path("preview/<str:token>/", previews.preview, name="preview"),
    path("health/live/", plumbing.live, name="health-live"),
    path("health/ready/", plumbing.ready, name="health-ready"),
    # Exactly the names pictures.py makes: nothing else in the store has an address.
    re_path(
        r"^media/images/(?P<name>[0-9a-f]{64}-\d+x\d+(?:-w\d+\.(?:avif|webp|jpg)|\.webp))\Z",
        plumbing.picture,
        name="picture",
    ),
]
