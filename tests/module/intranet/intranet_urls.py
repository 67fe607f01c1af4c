from django.contrib import admin
from django.shortcuts import render
from django.urls import include, path

urlpatterns = [
    path("", lambda request: render(request, "intranet.html"), name="front"),
    path("staff/", admin.site.urls),
    path("directory/", include("departments.urls")),
]
