"""Public addresses. The archive is the same pages under /years/<label>/; names there begin with "archive-"."""

from django.urls import path, re_path, register_converter

from . import views


class SchoolYearLabel:
    regex = r"\d{4}-\d{2}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(SchoolYearLabel, "school_year")


def _directory_pages(prefix, name_prefix):
    return [
        path(f"{prefix}", views.home, name=f"{name_prefix}home"),
        path(f"{prefix}offices/<slug:slug>/", views.office, name=f"{name_prefix}office"),
        path(f"{prefix}departments/<slug:slug>/", views.department, name=f"{name_prefix}department"),
        path(f"{prefix}a-z/", views.a_z, name=f"{name_prefix}a-z"),
        path(f"{prefix}search/", views.find, name=f"{name_prefix}search"),
    ]


app_name = "departments"
urlpatterns = [
    *_directory_pages("", ""),
    *_directory_pages("years/<school_year:label>/", "archive-"),
    path("years/", views.years, name="years"),
    path("years/<school_year:label>/changes/", views.changes, name="archive-changes"),
    path("preview/<str:token>/", views.preview, name="preview"),
    path("health/live/", views.live, name="health-live"),
    path("health/ready/", views.ready, name="health-ready"),
    # Exactly the names pictures.py makes: nothing else in the store has an address.
    re_path(
        r"^media/images/(?P<name>[0-9a-f]{64}-\d+x\d+(?:-w\d+\.(?:avif|webp|jpg)|\.webp))\Z",
        views.picture,
        name="picture",
    ),
]
