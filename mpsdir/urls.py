"""Addresses: the admin, and everything else to the directory."""

from django.contrib import admin
from django.urls import include, path

handler404 = "departments.views.errors.not_found"
handler500 = "departments.views.errors.server_error"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("departments.urls")),
]
