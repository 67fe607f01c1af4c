"""Addresses: the admin, and everything else to the directory. The smallest site there is, see docs/module.md."""

from django.contrib import admin
from django.urls import include, path

handler400 = "departments.views.errors.bad_request"
handler403 = "departments.views.errors.forbidden"
handler404 = "departments.views.errors.not_found"
urlpatterns = [path("admin/", admin.site.urls), path("", include("departments.urls"))]
