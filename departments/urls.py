"""Public addresses. The archive is the same pages under /years/<label>/; names there begin with "archive-"."""

from django.urls import path, re_path, register_converter

from .views import finding, pages, plumbing, previews


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
        path(f"{prefix}a-z/", pages.a_z, name=f"{name_prefix}a-z"),
        path(f"{prefix}search/", finding.find, name=f"{name_prefix}search"),
        path(f"{prefix}search/suggest/", finding.suggest, name=f"{name_prefix}suggest"),
    ]


app_name = "departments"
urlpatterns = [
    *_directory_pages("", ""),
    *_directory_pages("years/<school_year:label>/", "archive-"),
    path("years/", pages.years, name="years"),
    path("years/<school_year:label>/changes/", pages.changes, name="archive-changes"),
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
