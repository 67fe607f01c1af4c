"""The directory laid out as lists: the A–Z, people, the chart, the phone book and the sheet of main numbers."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..reading.directory import Directory
from ..reading.lists import chart as charts
from ..reading.lists import letters, main_numbers
from ..reading.lists import people as persons


@require_safe
def a_z(request, label=None):
    directory = Directory.at(label=label)
    return render(request, "departments/a_z.html", {"directory": directory, "letters": letters.of(directory)})


@require_safe
def people(request, label=None):
    directory = Directory.at(label=label)
    return render(request, "departments/people.html", {"directory": directory, "letters": persons.of(directory)})


@require_safe
def chart(request, label=None):
    directory = Directory.at(label=label)
    return render(request, "departments/chart.html", {"directory": directory, "top": charts.of(directory)})


@require_safe
def phone_book(request, label=None):
    directory = Directory.at(label=label)
    context = {"directory": directory, "index": letters.of(directory), "people": persons.of(directory)}
    return render(request, "departments/phone_book.html", context)


@require_safe
def main_numbers_sheet(request, label=None):
    directory = Directory.at(label=label)
    context = {"directory": directory, "sheet": main_numbers.of(directory)}
    return render(request, "departments/main_numbers.html", context)
