"""Previews: the real page of a draft, for those it was shown to and as long as they may see it."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.utils import timezone

from departments import publishing
from departments.drafts import preview
from departments.models import Alert, Department, Office, PreviewLink
from departments.reading.directory import Directory
from tests.making import make_contact, make_department, make_district, make_office, make_person, make_picture, make_year

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
START = "2025-03-03T18:00:00Z"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def ann():
    user = make_person("ann", "Publishers")
    user.first_name, user.last_name = "Ann", "Roe"
    user.save()
    return user


def _address(link):
    return f"/preview/{preview.token_of(link)}/"


# The verbs


def test_a_page_is_what_publishing_would_show():
    office = make_office("academics", departments=2, image=make_picture())
    Office.objects.update(body="<p>Hi<script>x</script></p>")  # round the form, as a fixture would
    office.refresh_from_db()
    make_contact(office)
    make_department(office, "old", retired_at=timezone.now() - DAY)
    page = preview.page_of(office)
    assert [part.slug for part in page.departments] == ["academics-1", "academics-2"]
    assert (page.picture, page.body) == (None, "<p>Hi</p>")

    office.image_alt = "A school"
    office.save()
    assert preview.page_of(office).picture.alt == "A school"
    publishing.publish(office, by=None)
    assert preview.page_of(office) == Directory.at().page("academics")


def test_a_page_leaves_out_a_picture_that_is_missing_from_the_store():
    name = make_picture(colour="red")
    office = make_office(image=name.replace(name[7:11], "0000"), image_alt="A school")
    assert preview.page_of(office).picture is None


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_link_opens_for_its_days_and_not_a_second_longer(days, ann, clock):
    office = make_office()
    link = preview.make_link(office, by=ann, days=days, note="For Ms. Chambers")
    token = preview.token_of(link)
    assert (link.office, link.created_by, link.note) == (office, ann, "For Ms. Chambers")

    clock.shift(days * DAY - SECOND)
    assert preview.open_link(token) == link
    clock.shift(SECOND)
    with pytest.raises(preview.LinkExpired):
        preview.open_link(token)


def test_a_link_opens_for_a_week_unless_told_otherwise(ann):
    link = preview.make_link(make_office(), by=ann)
    assert link.expires_at - link.created_at == 7 * DAY


@pytest.mark.parametrize("days", [-1, 0, 31])
def test_a_link_for_too_few_or_too_many_days_is_refused(days, ann):
    office = make_office(name="Academics")
    with pytest.raises(preview.PreviewRefused) as refusal:
        preview.make_link(office, by=ann, days=days)
    assert str(refusal.value) == f"Academics: a preview link lasts 1 to 30 days, and {days} were asked for."
    assert not PreviewLink.objects.exists()


def test_a_revoked_link_says_when_it_ended_and_whom_to_ask(ann, clock):
    office = make_office(name="Secret")
    link = preview.make_link(office, by=ann)
    clock.shift(DAY)
    preview.revoke(link, by=ann)
    clock.shift(DAY)
    revoked_at = link.revoked_at
    assert preview.revoke(link, by=ann).revoked_at == revoked_at  # a second time changes nothing
    with pytest.raises(preview.LinkExpired) as reason:
        preview.open_link(preview.token_of(link))
    assert str(reason.value) == "This preview ended on March 4, 2025. Ask Ann Roe for a new one."


def test_an_expired_link_is_not_revoked_afterwards(ann, clock):
    link = preview.make_link(make_office(), by=ann, days=1)
    clock.shift(2 * DAY)
    assert preview.revoke(link, by=ann).revoked_at is None


def _deactivated(person, office):
    person.is_active = False
    person.save()


def _no_longer_staff(person, office):
    person.is_staff = False
    person.save()


def _no_longer_an_editor(person, office):
    person.groups.clear()


def _no_longer_assigned(person, office):
    office.editors.remove(person)


@pytest.mark.parametrize("became", [_deactivated, _no_longer_staff, _no_longer_an_editor, _no_longer_assigned])
def test_a_link_ends_with_the_right_of_its_maker(client, became):
    person, office = make_person("ben", "Editors"), make_office("academics")
    office.editors.add(person)
    link = preview.make_link(office, by=person)
    assert client.get(_address(link)).status_code == 200

    became(person, office)

    response = client.get(_address(link))
    assert response.status_code == 410
    html = response.content.decode()
    assert "This preview has ended. Ask the office it was about for a new one." in html
    assert "Academics" not in html and "ben" not in html


def test_a_link_ends_with_the_account_that_made_it(ann):
    link = preview.make_link(make_office(), by=ann)
    ann.delete()
    with pytest.raises(preview.LinkExpired, match=r"^This preview has ended\. Ask the office it was about"):
        preview.open_link(preview.token_of(link))


def test_someone_without_a_full_name_is_called_by_the_account_s():
    link = preview.make_link(make_office(), by=make_person("publisher"))
    assert preview.maker_of(link) == "publisher"


def _tampered(link):
    good = preview.token_of(link)
    return {
        "nothing": "x",
        "the bare key": link.key,
        "another key": good.replace(good[0], "A" if good[0] != "A" else "B", 1),
        "another signature": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "no signature": f"{link.key}.",
        "two signatures": f"{good}.{good.split('.')[1]}",
        "signed for something else": signing.Signer(salt="departments.other", sep=".").sign(link.key),
        "signed elsewhere": signing.Signer(key="other", salt="departments.preview", sep=".").sign(link.key),
        "signed for no link": signing.Signer(salt="departments.preview", sep=".").sign("nobody"),
        "beyond ASCII": "é\x00.☃",
    }


def test_a_wrong_or_tampered_token_opens_nothing(ann):
    link = preview.make_link(make_office(), by=ann)
    for token in _tampered(link).values():
        with pytest.raises(preview.LinkInvalid):
            preview.open_link(token)
    assert preview.open_link(preview.token_of(link)) == link


# The page


@pytest.fixture
def link(ann):
    office = make_office("academics", name="Academics", lead_title="Chief", lead_name="Gina Spang", departments=1)
    return preview.make_link(office, by=ann)


def test_a_link_shows_the_draft_as_the_real_page_and_says_so(client, link):
    response = client.get(_address(link))

    html = response.content.decode()
    assert response.status_code == 200
    assert "departments/office.html" in [template.name for template in response.templates]
    assert "Gina Spang" in html and 'id="academics-1"' in html
    assert "Draft – not published" in html
    assert "Made by Ann Roe. Only people with this link see it, until March 10, 2025, 1:00 PM." in html
    assert "<title>Draft: Academics" in html
    assert "/admin/" not in html


def test_a_preview_is_never_indexed_or_kept(client, link, ann, clock):
    addresses = {_address(link): 200, "/preview/wrong/": 404}
    ended = preview.make_link(link.office, by=ann)
    preview.revoke(ended, by=ann)
    addresses[_address(ended)] = 410
    for address, status in addresses.items():
        response = client.get(address)
        html = response.content.decode()
        assert response.status_code == status
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert response.headers["Cache-Control"] == "no-store, private"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert '<meta name="robots" content="noindex' in html
        assert 'rel="canonical"' not in html and "application/ld+json" not in html
        assert not response.cookies
    published = client.get("/")
    assert "canonical" in published.content.decode() and "X-Robots-Tag" not in published.headers


def test_a_preview_has_the_strict_policy_and_nothing_inline(client, link):
    response = client.get(_address(link))
    assert response.headers["Content-Security-Policy"] == client.get("/").headers["Content-Security-Policy"]
    html = response.content.decode()
    for inline in ("<style", " style=", "onclick", "javascript:"):
        assert inline not in html


def test_a_link_shows_the_draft_as_it_is_then(client, link):
    Department.objects.update(lead_name="Kellie J. Sigh")
    assert "Kellie J. Sigh" in client.get(_address(link)).content.decode()
    assert client.get("/offices/academics/").status_code == 404


def test_a_link_shows_its_office_and_no_other(client, link, ann):
    other = preview.make_link(make_office("finance", name="Finance"), by=ann)
    assert "Academics" not in client.get(_address(other)).content.decode()
    assert "Finance" not in client.get(_address(link)).content.decode()


def test_a_preview_of_a_year_that_is_not_open_leads_to_what_is(client, ann):
    make_district()
    make_office("academics", publish=True)
    Alert.objects.create(message="<p>School is closed.</p>")
    office = make_office("academics", year=make_year("2025-26", opened=False), name="Next", departments=1)

    html = client.get(_address(preview.make_link(office, by=ann))).content.decode()

    assert "A page for the school year 2025–26" in html and "School is closed." in html
    assert "/years/2025-26/" not in html
    for address in ("/", "/a-z/", "/years/"):
        assert f'href="{address}"' in html
    assert client.get("/years/2025-26/offices/academics/").status_code == 404


def test_a_preview_of_an_earlier_year_leads_around_in_that_year(client, ann):
    make_year("2024-25")
    office = make_office("academics", year=make_year("2016-17"))
    html = client.get(_address(preview.make_link(office, by=ann))).content.decode()
    assert 'href="/years/2016-17/a-z/"' in html


def test_a_preview_works_before_any_year_is_open(client, ann):
    office = make_office("academics", year=make_year(opened=False))
    assert client.get(_address(preview.make_link(office, by=ann))).status_code == 200


def test_a_link_that_has_ended_says_nothing_of_the_draft(client, link, clock):
    clock.shift(7 * DAY)
    response = client.get(_address(link))
    html = response.content.decode()
    assert response.status_code == 410
    assert "This preview ended on March 10, 2025. Ask Ann Roe for a new one." in html
    for word in ("Academics", "academics", "Gina Spang"):
        assert word not in html


def test_a_wrong_token_is_the_ordinary_404(client, link):
    for token in _tampered(link).values():
        response = client.get(f"/preview/{token}/")
        assert response.status_code == 404
        assert "We could not find that page" in response.content.decode()


def test_the_link_to_a_deleted_office_is_not_found(client, link):
    link.office.delete()
    assert client.get(_address(link)).status_code == 404


def test_a_preview_is_only_read(client, link):
    for method in (client.post, client.put, client.delete):
        assert method(_address(link)).status_code == 405
    assert client.head(_address(link)).status_code == 200


@pytest.mark.parametrize("departments", [1, 3, 200])
def test_a_preview_takes_nine_queries_however_long_it_is(client, ann, departments, django_assert_num_queries):
    make_district()
    office = make_office("academics", departments=departments)
    for department in office.departments.all():
        make_contact(department)
    address = _address(preview.make_link(office, by=ann))
    with django_assert_num_queries(9):
        response = client.get(address)
    assert f"Academics {departments}" in response.content.decode()
