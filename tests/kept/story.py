"""
What happens in the directory that is kept of a release: two months of a district's work, told with its own moments.

    python tests/kept/story.py FOLDER MOMENT

Run by scripts/keep_release.py in a checkout of the release, on an empty database. So it goes only through what all
releases have: commands, addresses with their forms, the models, and the verbs of `departments.publishing`. When it is
told, FOLDER has payloads.json, bundle/ and 2024-25.xlsx.
"""

import json
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import django
import time_machine

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mpsdir.settings")
sys.path.insert(0, os.getcwd())
django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from posted_form import fields_of  # noqa: E402
from rich_office import LABEL, SLUG, write_bundle  # noqa: E402

from departments import publishing  # noqa: E402
from departments.models import (  # noqa: E402
    Alert,
    Arrival,
    Department,
    District,
    MissedSearch,
    Office,
    PreviewLink,
    Publication,
    SchoolYear,
)

OFFICES = "/admin/departments/office/"
INSTEAD = "Ask the Office of Academics, 414-777-7806."


def main(folder, now):
    chapters = {
        90: the_sample_is_set_up,
        85: lambda: a_bundle_is_loaded(folder),
        80: the_rich_office_is_published,
        75: editors_save_drafts,
        70: publishers_publish_them,
        60: an_earlier_page_is_published_again,
        55: an_office_is_withdrawn,
        50: alerts_are_written,
        45: a_preview_is_sent_and_ends,
        40: visitors_search_for_what_is_not_there,
        35: a_draft_is_deleted,
        30: lambda: next_years_are_prepared(folder),
        20: previews_are_sent,
        10: a_version_is_put_back,
        5: pages_are_scheduled,
        0: lambda: forms_are_left_open(now),
    }
    call_command("migrate", verbosity=0)
    for days, chapter in chapters.items():
        with time_machine.travel(now - timedelta(days=days, minutes=2), tick=False):
            chapter()
    with time_machine.travel(now, tick=False):
        write_down(folder)


# --- the chapters ---


def the_sample_is_set_up():
    call_command("demo", verbosity=0)
    head = User.objects.create_superuser("head", first_name="Ada", last_name="Head")
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="Viewers"))
    for user in [head, viewer, person("editor"), person("publisher")]:
        user.set_unusable_password()
        user.save()


def a_bundle_is_loaded(folder):
    call_command("load_school_year", str(write_bundle(folder / "sent")), verbosity=0)
    District.objects.update(
        logo=Department.objects.get(slug="translation").image,
        address="5225 W. Vliet Street\nMilwaukee, WI 53208",
    )
    office(SLUG).editors.add(person("editor"))


def the_rich_office_is_published():
    post("publisher", f"{OFFICES}{office(SLUG).pk}/confirm/")
    publish(SLUG, note="First edition")


def editors_save_drafts():
    since_0_2 = {"languages": "Spanish", "website": "https://example.org/chief"} if hasattr(Office, "languages") else {}
    save("editor", office("chief-of-staff"), phone="414-475-8393 ext. 4", hours="Weekdays 8 to 4", **since_0_2)
    save("editor", Department.objects.get(school_year__label=LABEL, slug="restorative-practices"), location="Room 9")
    rich = office(SLUG)
    added = {"lead_standing": "on_leave", "contacts-TOTAL_FORMS": "6", "contacts-5-position": "6"}
    added |= {"contacts-5-role": "Records", "contacts-5-email": "records@example.org", "contacts-5-kind": "voice"}
    save("editor", rich, **added)


def publishers_publish_them():
    publish("chief-of-staff", note="A new extension")
    publish(SLUG)


def an_earlier_page_is_published_again():
    earlier = Publication.objects.get(office=office(SLUG), number=1)
    publishing.publish_again(earlier, by=person("publisher"), note="")


def an_office_is_withdrawn():
    publishing.withdraw(
        office("school-administration"), by=person("publisher"), note="Divided in summer", instead=INSTEAD
    )


def alerts_are_written():
    now = timezone.now()
    day = timedelta(days=1)
    Alert.objects.create(message="<p>Offices close at noon. <a href='https://example.org'>Why</a></p>", show_from=now)
    Alert.objects.create(message="<p>All lines are down.</p>", level="1-emergency", show_from=now, show_until=now + day)
    Alert.objects.create(message="<p>Closed in January.</p>", level="2-warning", show_from=now + 90 * day)
    broken = Alert.objects.create(message="<p>Broken</p>", show_from=now)
    Alert.objects.filter(pk=broken.pk).update(message="<p><br></p>")  # as an older editor left it: no words


def a_preview_is_sent_and_ends():
    post("editor", f"{OFFICES}{office('academics').pk}/preview-links/", days="7", note="The board, to read")


def visitors_search_for_what_is_not_there():
    visitor = client()
    for words in ("payrol office", "payrol office", "lunch menu", "Grüße", "bus pass", "yearbook"):
        assert visitor.get("/search/", {"q": words}).status_code == 200
    answered = MissedSearch.objects.get(typed="lunch menu")
    entry = Office.objects.get(school_year__label=LABEL, slug="academics")
    address = f"/admin/departments/missedsearch/{answered.pk}/add-name/"
    post("publisher", address, name="Lunch menu", entry=f"office-{entry.pk}")
    dismissed = MissedSearch.objects.get(typed="bus pass")
    post("publisher", f"/admin/departments/missedsearch/{dismissed.pk}/add-name/", _dismiss="1")
    answers = dict(MissedSearch.objects.values_list("typed", "outcome"))
    assert (answers["lunch menu"], answers["bus pass"]) == ("added", "dismissed"), answers


def a_draft_is_deleted():
    year = str(SchoolYear.objects.get(label=LABEL).pk)
    row = {"departments-TOTAL_FORMS": "1", "departments-0-name": "Pilot", "departments-0-slug": "pilot"}
    row |= {"departments-0-position": "1", "departments-0-lead_standing": "appointed"}
    line = {"contacts-TOTAL_FORMS": "1", "contacts-0-role": "Secretary", "contacts-0-phone": "414-475-8100"}
    line |= {"contacts-0-position": "1", "contacts-0-kind": "voice"}
    add("publisher", "office", name="Temporary Projects", slug="temporary-projects", school_year=year, **row, **line)
    add("publisher", "office", name="Office of Early Childhood", slug="early-childhood", school_year=year)
    early = office("early-childhood")
    add("publisher", "department", name="Head Start", slug="head-start", office=str(early.pk))
    post("publisher", f"{OFFICES}{office('temporary-projects').pk}/delete/", post="yes")
    start = Department.objects.get(slug="head-start", school_year__label=LABEL)
    post("publisher", f"/admin/departments/department/{start.pk}/delete/", post="yes")
    assert not Office.objects.filter(slug="temporary-projects").exists()
    assert not Department.objects.filter(slug="head-start").exists()


def next_years_are_prepared(folder):
    """2025-26 is not open and has pages; 2026-27 opens on a day to come, and its first load was taken back."""
    call_command("roll_over", LABEL, "2025-26", verbosity=0)
    for slug in ("academics", SLUG):
        publish(slug, label="2025-26", note="Ready for the new year")
    call_command("roll_over", "2025-26", "2026-27", verbosity=0)
    call_command("undo_load", "2026-27", verbosity=0)
    sheet = folder / "sent" / "2026-27.csv"
    sheet.write_text("Office,Department,Title,Name,Phone\nOffice of Academics,,Chief,Ann Roe,414-777-7806\n")
    call_command("load_school_year", str(sheet), verbosity=0)
    publish("academics", label="2026-27")
    call_command("open_school_year", "2026-27", on=timezone.now() + timedelta(days=90), verbosity=0)


def previews_are_sent():
    address = f"{OFFICES}{office('early-childhood').pk}/preview-links/"
    post("publisher", address, days="30", note="Ms. Chambers, to check")
    post("publisher", f"{OFFICES}{office(SLUG).pk}/preview-links/", days="30", note="The translators")
    post("publisher", address, days="30", note="Sent to the wrong person")
    wrong = PreviewLink.objects.get(note="Sent to the wrong person")
    post("publisher", f"{address}{wrong.pk}/revoke/")


def a_version_is_put_back():
    """The draft of the chief of staff, as it was before the editor's save."""
    draft = office("chief-of-staff")
    page = client("publisher").get(f"{OFFICES}{draft.pk}/history/").content.decode()
    kept = [int(part.split("/")[0]) for part in page.split(f"{OFFICES}{draft.pk}/history/")[1:] if part[0].isdigit()]
    newest, oldest = max(kept), min(kept)
    post("publisher", f"{OFFICES}{draft.pk}/history/{oldest}/", newest=str(newest), why="It was right before")
    assert office("chief-of-staff").hours == ""


def pages_are_scheduled():
    now, by = timezone.now(), person("publisher")
    save("publisher", office(SLUG), name="Office of Family and Community Services")
    publish(SLUG, at=now + timedelta(days=40), note="From the new term on")
    publishing.withdraw(office("superintendent"), by=by, at=now + timedelta(days=50), note="Moves", instead=INSTEAD)
    save("publisher", office("academics"), summary="Plans what is taught.")
    publishing.call_off(publish("academics", at=now + timedelta(days=30)), by=by, note="Too early")


def forms_are_left_open(now):
    for name in ("editor", "publisher"):
        assert client(name).get(f"{OFFICES}{office(SLUG).pk}/change/").status_code == 200
    names = [f"images/{'0' * 64}-60x40.webp"]
    Arrival.objects.create(began_at=now - timedelta(hours=1), host="another-server", process=4242, names=names)


# --- what they do it with ---


def person(name):
    return User.objects.get(username=name)


def office(slug, label=LABEL):
    return Office.objects.get(school_year__label=label, slug=slug)


def publish(slug, *, label=LABEL, at=None, note=""):
    return publishing.publish(office(slug, label), by=person("publisher"), at=at, note=note)


def client(name=None):
    made = Client(SERVER_NAME="localhost")
    if name:
        made.force_login(person(name))
    return made


def post(name, address, /, **values):
    """Post what a page's button would, and be led on to another page, as all of them do when it was done."""
    response = client(name).post(address, values)
    if response.status_code != 302:
        raise RuntimeError(f"{address} answered {response.status_code}: {_errors(response)}")


def save(name, entry, /, **changes):
    """Open the form of `entry`, change some fields and save it."""
    _fill(name, entry._meta.model_name, f"{entry.pk}/change/", changes)


def add(name, model, /, **values):
    _fill(name, model, "add/", values)


def _fill(name, model, page, changes):
    address = f"/admin/departments/{model}/{page}"
    form = fields_of(client(name).get(address).content.decode(), f"{model}_form")
    unknown = [field for field in changes if field not in form and "-" not in field]
    assert not unknown, f"{address} has no field {unknown}"
    post(name, address, **form | changes)


def _errors(response):
    page = response.content.decode()
    return [part.split("</ul>")[0] for part in page.split('class="errorlist')[1:]] or page[:300]


# --- what is kept beside the database ---


def write_down(folder):
    Session.objects.all().delete()
    call_command("dump_school_year", LABEL, str(folder / "bundle"), verbosity=0)
    year = SchoolYear.objects.get(label=LABEL)
    addresses = [f"/admin/departments/load/years/{key}/spreadsheet/" for key in (year.pk, LABEL)]  # today's, earlier
    sheet = next(sheet for sheet in map(client("publisher").get, addresses) if sheet.status_code == 200)
    (folder / f"{LABEL}.xlsx").write_bytes(sheet.getvalue())
    Session.objects.all().delete()
    with (folder / "payloads.json").open("w") as file:
        file.write("[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in payloads()) + "\n]\n")


def payloads():
    """Each publication as `{"school_year", "office", "number", "digest", "payload"}`."""
    rows = Publication.objects.select_related("school_year").order_by("school_year__label", "office__slug", "number")
    for row in rows:
        yield {
            "school_year": row.school_year.label,
            "office": row.slug,
            "number": row.number,
            "digest": row.digest,
            "payload": row.payload,
        }


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
