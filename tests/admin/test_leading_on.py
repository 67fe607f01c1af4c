"""What is said once a draft is saved: what visitors see meanwhile, and the ways on."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from departments.words.days import day
from tests.admin.test_office import _posted
from tests.making import make_office

pytestmark = pytest.mark.django_db


def _saved(client, office, **changes):
    """The sentence without its links, and the words of these; where the answer leads."""
    address = reverse("admin:departments_office_change", args=[office.pk])
    response = client.post(address, _posted(client.get(address)) | changes)
    (told, *_) = (str(message) for message in get_messages(response.wsgi_request))
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', told)
    assert all(client.get(url).status_code == 200 for url, _ in links)
    return re.sub(r"<a .*", "", told).strip(), [words for _, words in links], response.url == address


@pytest.mark.thorough
def test_a_save_stays_and_says_what_visitors_see_meanwhile(publisher):
    office, today = make_office("academics", name="Academics", publish=True), day(timezone.localdate())
    still = f"Saved the draft of Academics. Visitors still see the page of {today}."
    assert _saved(publisher, office, summary="New") == (still, ["Review 1 change", "See it", "Undo"], True)
    assert _saved(publisher, office, hours="Always") == (still, ["Review 2 changes", "See it", "Undo"], True)
    same = "Saved the draft of Academics. Visitors see the same."
    assert _saved(publisher, office, summary="", hours="") == (same, ["Undo"], True)


def test_what_was_never_published_is_led_to_that(publisher):
    office = make_office("academics", name="Academics")
    once = "Saved the draft of Academics. Visitors see it once it is published."
    assert _saved(publisher, office, summary="New")[:2] == (once, ["Review and publish", "See it", "Undo"])


@pytest.mark.thorough
def test_the_very_first_save_is_undone_also_where_it_changed_nothing(publisher):
    office = make_office("academics", name="Academics", summary="As it was")
    address = reverse("admin:departments_office_change", args=[office.pk])

    def undo():
        (told, *_) = (str(message) for message in get_messages(publisher.post(address, typed).wsgi_request))
        return re.search(r'<a href="([^"]+)">Undo', told)[1]

    typed = _posted(publisher.get(address))
    assert publisher.get(undo(), follow=True).redirect_chain
    typed["summary"] = "New"
    back = undo()
    page = publisher.get(back)
    assert [change.field for change in page.context["plan"].changes] == ["summary"]
    publisher.post(back, {"newest": page.context["form"]["newest"].value(), "why": ""})
    office.refresh_from_db()
    assert office.summary == "As it was"
