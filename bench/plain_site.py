"""
What others would do for the page of an office, to measure ours beside: `bench.plain_site:application`.

/bare/ returns bytes that lie ready, those of our page in the file BENCH_PAGE, through the middleware of `startproject`.
/plain/<slug>/ is the page of an office with its departments, as the tutorial would write it: models, a DetailView that
prefetches, a template with as many facts. Nothing is kept.
"""

import json
import os
from pathlib import Path

import django
import environ
from django.conf import settings

from .startproject import MIDDLEWARE

settings.configure(
    SECRET_KEY=os.environ["MPSDIR_SECRET_KEY"],
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": environ.Env().db("DATABASE_URL")},
    INSTALLED_APPS=[
        *(
            f"django.contrib.{name}"
            for name in ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")
        ),
        "bench",
    ],
    MIDDLEWARE=[MIDDLEWARE[0], "whitenoise.middleware.WhiteNoiseMiddleware", *MIDDLEWARE[1:]],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        }
    ],
    STATIC_URL="static/",
    USE_TZ=True,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402  all these need the settings
from django.db import connection, models  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.generic import DetailView  # noqa: E402


class Alert(models.Model):
    message = models.TextField()

    class Meta:
        app_label = "bench"

    def __str__(self):
        return self.message


class Entry(models.Model):
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    lead_title = models.CharField(max_length=200)
    lead_name = models.CharField(max_length=200)
    phone = models.CharField(max_length=64)
    email = models.EmailField()
    location = models.CharField(max_length=200)
    hours = models.CharField(max_length=200)
    summary = models.TextField()
    body = models.TextField()
    position = models.IntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self):
        return self.name


class Office(Entry):
    class Meta(Entry.Meta):
        app_label = "bench"


class Department(Entry):
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="departments")

    class Meta(Entry.Meta):
        app_label = "bench"


class Line(models.Model):
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="lines")
    role = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=64)

    class Meta:
        app_label = "bench"

    def __str__(self):
        return self.role


class OfficePage(DetailView):
    queryset = Office.objects.prefetch_related("departments__lines")
    template_name = "plain_office.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(alerts=Alert.objects.all(), menu=Office.objects.all()[:20], **kwargs)


_page = Path(os.environ["BENCH_PAGE"]).read_bytes()
urlpatterns = [
    path("bare/", lambda request: HttpResponse(_page)),
    path("plain/<slug:slug>/", OfficePage.as_view(), name="office"),
]


def fill(told):
    """Make the tables, and in them the offices, departments and lines that the file `told` has."""
    with connection.schema_editor() as editor:
        for model in (Alert, Office, Department, Line):
            editor.create_model(model)
    Alert.objects.create(message="The central office is closed on Friday.")
    names = {field.name for field in Entry._meta.fields}
    for page in json.loads(Path(told).read_text()):
        office = Office.objects.create(**{name: page[name] for name in names})
        for part in page["departments"]:
            department = Department.objects.create(office=office, **{name: part[name] for name in names})
            for line in part["contacts"]:
                Line.objects.create(department=department, **{name: line[name] for name in ("role", "name", "phone")})


application = get_wsgi_application()
