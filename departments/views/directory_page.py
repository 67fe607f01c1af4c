"""A page that shows the directory of a year as it is, and what is made of it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..reading.directory import Directory


def directory_page(name: str, **parts: Callable[[Directory], Any]) -> Callable[..., HttpResponse]:
    """A view of the template `name`, which gets the directory, and by name what each of `parts` makes of it."""

    @require_safe
    def show(request, label=None):
        directory = Directory.at(label=label)
        made = {part: make(directory) for part, make in parts.items()}
        return render(request, f"departments/{name}.html", {"directory": directory} | made)

    return show
