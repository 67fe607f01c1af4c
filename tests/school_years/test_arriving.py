"""The pictures that a load brought and then died: gone again, but for those that somebody shows by now."""

import os
import socket
from datetime import timedelta

import pytest
from django.utils import timezone

from departments import publishing
from departments.models import Arrival
from departments.page import pictures
from departments.school_years import arriving
from tests.making import make_department, make_district, make_office, make_picture

pytestmark = pytest.mark.django_db


def _office_shows(name):
    make_office(image=name)


def _department_shows(name):
    make_department(make_office(), image=name)


def _district_shows(name):
    district = make_district()
    district.logo = name
    district.save()


def _only_a_publication_shows(name):
    office = make_office(image=name, image_alt="A door")
    publishing.publish(office, by=None)
    office.image = ""
    office.save()


@pytest.mark.thorough
@pytest.mark.parametrize("show", [_office_shows, _department_shows, _district_shows, _only_a_publication_shows])
def test_what_a_dead_load_brought_is_removed_unless_it_is_shown(show):
    shown, nowhere = make_picture(), make_picture(colour="navy")
    show(shown)
    began = timezone.now() - timedelta(days=2)
    Arrival.objects.create(began_at=began, host="another-server", process=1, names=[shown, nowhere])
    make_office("other", image=make_picture(colour="red"), image_alt="Red", publish=True)

    arriving.clear_up()

    assert (pictures.is_stored(shown), pictures.is_stored(nowhere)) == (True, False)
    assert not Arrival.objects.exists()


HERE, NOBODY = socket.gethostname(), 2**31 - 1  # a process that no machine has


@pytest.mark.parametrize(
    ("host", "process", "age", "is_dead"),
    [
        (HERE, os.getpid(), timedelta(days=2), False),
        (HERE, NOBODY, timedelta(0), True),
        (HERE, os.getppid(), timedelta(hours=23), False),
        ("another-server", NOBODY, timedelta(hours=23), False),
        ("another-server", NOBODY, timedelta(hours=25), True),
    ],
    # Not the numbers of processes, which are others in each worker.
    ids=["this process", "a dead one", "a living one", "elsewhere today", "elsewhere yesterday"],
)
def test_a_load_that_may_be_at_work_keeps_its_pictures(host, process, age, is_dead):
    name = make_picture()
    Arrival.objects.create(began_at=timezone.now() - age, host=host, process=process, names=[name])
    arriving.clear_up()
    assert (pictures.is_stored(name), Arrival.objects.exists()) == (not is_dead, not is_dead)
