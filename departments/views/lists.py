"""The directory laid out as lists: the A–Z, people, the chart, the phone book and the sheet of main numbers."""

from ..reading.lists import chart as charts
from ..reading.lists import letters, main_numbers
from ..reading.lists import people as persons
from .directory_page import directory_page

a_z = directory_page("a_z", letters=letters.of)
people = directory_page("people", letters=persons.of)
chart = directory_page("chart", top=charts.of)
phone_book = directory_page("phone_book", index=letters.of, people=persons.of)
main_numbers_sheet = directory_page("main_numbers", sheet=main_numbers.of)
