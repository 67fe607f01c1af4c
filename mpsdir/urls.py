"""Addresses: the admin, the API, and everything else to the directory."""

from django.contrib import admin
from django.urls import include, path

from departments import api

handler404 = "departments.views.errors.not_found"
handler500 = "departments.views.errors.server_error"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("", include("departments.urls")),
]
