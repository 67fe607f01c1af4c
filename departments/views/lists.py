"""The directory laid out as lists: the A–Z, people, the chart, the phone book and the sheet of main numbers."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..reading.directory import Directory
from ..reading.lists import chart as charts
from ..reading.lists import letters, main_numbers
from ..reading.lists import people as persons


def _list(template, **parts):
    """The page `template` with each of `parts` as it is made of the directory."""

    @require_safe
    def view(request, label=None):
        directory = Directory.at(label=label)
        made = {name: make(directory) for name, make in parts.items()}
        return render(request, f"departments/{template}.html", {"directory": directory} | made)

    return view


a_z = _list("a_z", letters=letters.of)
people = _list("people", letters=persons.of)
chart = _list("chart", top=charts.of)
phone_book = _list("phone_book", index=letters.of, people=persons.of)
main_numbers_sheet = _list("main_numbers", sheet=main_numbers.of)
