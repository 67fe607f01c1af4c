"""Help where one is: what “?” says, the pages it leads to, and that their pictures are there."""

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from departments.admin.help_pages import JOBS, SCREENS
from tests.addresses import admin_patterns
from tests.making import make_office, make_person

pytestmark = pytest.mark.django_db
HELP = "/admin/departments/office/help/"


@pytest.fixture
def viewer(client):
    client.force_login(make_person("viewer", "Viewers"))
    return client


def _links(page):
    return [job for job in JOBS if f'{HELP}{job}/"' in page.content.decode()]


def test_a_screen_says_what_it_is_for_and_leads_to_its_three_commonest_jobs(viewer):
    office = make_office()
    form = f"/admin/departments/office/{office.pk}/change/"
    found = {
        path: _links(viewer.get(path))
        for path in ("/admin/", "/admin/departments/office/", form, "/admin/departments/alert/")
    }
    assert found == {
        "/admin/": ["number", "publish", "invite"],
        "/admin/departments/office/": ["number", "publish", "sheet"],
        form: ["number", "publish", "department"],
        "/admin/departments/alert/": ["number", "plan", "alert"],
    }
    assert str(SCREENS["departments_office_change"]["says"]) in viewer.get(form).content.decode()


def test_help_has_a_page_for_each_of_twelve_jobs_with_a_small_picture(viewer):
    assert (len(JOBS), _links(viewer.get(HELP))) == (12, list(JOBS))
    for name, job in JOBS.items():
        page = viewer.get(f"{HELP}{name}/")
        assert all(str(step) in page.content.decode() for step in job["steps"])
        with Image.open(finders.find(f"departments/help/{name}.webp")) as picture:
            assert (picture.format, picture.size) == ("WEBP", (960, 640))
    assert viewer.get(f"{HELP}nothing/").status_code == 404
    viewer.logout()
    assert viewer.get(HELP).status_code == 302


def test_the_table_names_only_screens_and_jobs_that_there_are():
    names = {pattern.name.removeprefix("admin:") for pattern in admin_patterns()}
    unknown = [one for one in SCREENS if not any(f"{name}_".startswith(f"{one}_") for name in names)]
    assert unknown == ["other"]
    assert {job for screen in SCREENS.values() for job in screen["jobs"]} == JOBS.keys()
    assert {len(screen["jobs"]) for screen in SCREENS.values()} == {3}
