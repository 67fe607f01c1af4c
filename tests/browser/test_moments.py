"""A day that is filled in means that day: with scripts the button says what it will do; without, the server asks."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from departments.models import Publication
from departments.publishing import publish
from departments.words import days
from departments.words.typed_moment import understood
from tests.making import make_office, make_person, make_year

TYPED = f"11/30/{timezone.now().year + 1} 8am"
MEANT = days.to_come(understood(TYPED))
REFUSED = "A day is filled in beside “Now”. Choose “On a day to come”, or empty the day."


@pytest.fixture
def office(transactional_db):
    office = make_office("academics", departments=1, publish=True)
    for number, summary in enumerate(["As it is", "As it will be"]):
        office.summary = summary
        office.save()
        if not number:
            publish(office, by=None)
    make_year("2025-26", opened=False)
    return office


@pytest.fixture
def signed_in(page_signed_in, client, office):
    """A page of the admin, of a publisher."""

    def open_(address, *, width=1280, **options):
        client.force_login(make_person("publisher", "Publishers"))
        page = page_signed_in(width, **options)
        page.goto(address)
        return page

    return open_


def _address(screen, office):
    noun, name, *row = {
        "form": ("office", "change", office.pk),
        "review": ("office", "review", office.pk),
        "again": ("office", "again", office.pk, 1),
        "publish several": ("office", "publish_several"),
        "take off": ("office", "take_off", office.pk),
        "take off several": ("office", "take_off_several"),
        "take off a department": ("department", "take_off", office.departments.get().pk),
        "open": ("schoolyear", "open", make_year("2025-26").pk),
        "close": ("schoolyear", "close", office.school_year.pk),
    }[screen]
    return reverse(f"admin:departments_{noun}_{name}", args=row) + f"?ids={office.pk}"


def test_a_day_typed_by_keyboard_publishes_on_that_day(signed_in, office):
    page = signed_in(_address("review", office))
    button = page.locator("[data-does]")
    assert button.input_value() == "Publish now"

    page.get_by_label("Now").focus()
    page.keyboard.press("Tab")
    page.keyboard.type(TYPED)
    page.get_by_text(f"Understood as {MEANT}.").wait_for()
    assert button.input_value() == f"Publish on {MEANT}"
    assert page.get_by_label("On a day to come").is_checked()
    page.keyboard.press("Enter")  # does nothing beside a button that publishes
    assert not Publication.objects.filter(number=3).exists()
    button.focus()
    page.keyboard.press("Enter")

    page.get_by_text(f"visitors will see it from {days.moment(understood(TYPED))}").wait_for()
    assert [one.number for one in Publication.objects.live()] == [2]


def test_now_is_chosen_again_by_mouse_and_the_day_is_put_aside(signed_in, office):
    page = signed_in(_address("review", office))
    day, button = page.get_by_label("Day and time"), page.locator("[data-does]")
    day.fill("Nov 30, 8:00")
    page.get_by_text("Is 8:00 before or after noon?").wait_for()
    assert button.input_value() == "Publish on a day to come"
    page.get_by_label("Now").check()
    assert (day.input_value(), button.input_value()) == ("", "Publish now")
    page.get_by_label("On a day to come").check()
    assert day.input_value() == "Nov 30, 8:00"
    day.fill("")
    assert button.input_value() == "Publish on a day to come"
    button.click()
    page.get_by_text("Say from which day and time on.").first.wait_for()
    page.get_by_label("Now").check()
    button.click()
    page.get_by_text("visitors see it since").wait_for()


def test_without_scripts_a_day_beside_now_is_refused(signed_in, office):
    page = signed_in(_address("review", office), java_script_enabled=False)
    page.get_by_label("Day and time").fill(TYPED)
    page.get_by_role("button", name="Publish", exact=True).click()
    assert REFUSED in page.inner_text(".moment-form")
    assert page.get_by_label("Day and time").input_value() == TYPED
    page.get_by_label("On a day to come").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    assert f"visitors will see it from {days.moment(understood(TYPED))}" in page.inner_text(".messagelist")


SCREENS = ["review", "again", "publish several", "take off", "take off several", "take off a department"]
SCREENS += ["open", "close"]


@pytest.mark.exhaustive
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("scripts", [True, False])
def test_on_every_screen_a_day_that_is_typed_is_no_now(signed_in, office, screen, scripts):
    page = signed_in(_address(screen, office), width=390, java_script_enabled=scripts)
    button = page.locator(".submit-row input[type=submit]")
    page.get_by_label("Now").check()
    says = button.input_value().removesuffix(" now")
    page.get_by_label("Day and time").fill(TYPED)
    if scripts:
        page.get_by_text(f"Understood as {MEANT}.").wait_for()
        assert button.input_value() == f"{says} on {MEANT}"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    button.click()
    if not scripts:
        expect(page.locator(".moment-form")).to_contain_text(REFUSED)
    elif screen in ("open", "close"):
        expect(page.locator(".turn-outcome").first).to_contain_text(days.moment(understood(TYPED)))
        assert "Nothing was done yet" in page.inner_text("#content")
    else:
        page.get_by_text(days.moment(understood(TYPED))).first.wait_for()
    assert [one.number for one in Publication.objects.live()] == [2]


@pytest.mark.parametrize("has_scripts", [True, pytest.param(False, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize(
    "screen",
    ["review", "take off", *(pytest.param(one, marks=pytest.mark.exhaustive) for one in ("again", "publish several"))],
)
def test_enter_in_a_line_publishes_nothing_and_takes_nothing_off(signed_in, office, screen, has_scripts):
    page = signed_in(_address(screen, office), java_script_enabled=has_scripts)
    before = Publication.objects.values_list("pk", "live_until")
    before = list(before)
    assert page.locator(".moment-form button[disabled]").is_hidden()
    for name in ("note", "at"):
        page.press(f"[name={name}]", "Enter")
    page.fill("[name=note]", "Why")
    page.press("[name=note]", "Enter")
    assert (page.input_value("[name=note]"), list(Publication.objects.values_list("pk", "live_until"))) == (
        "Why",
        before,
    )
    page.click("[data-does]")
    page.wait_for_load_state()
    assert list(Publication.objects.values_list("pk", "live_until")) != before


@pytest.mark.exhaustive
@pytest.mark.parametrize("scripts", [True, False])
def test_a_day_chosen_in_the_bar_of_a_form_stands_in_the_review(signed_in, office, scripts):
    page = signed_in(_address("form", office), java_script_enabled=scripts, width=390 if scripts else 1280)
    page.fill("#id_hours", "9 to 5")
    page.locator(".publish-when summary").click()
    page.locator(".publish-when").get_by_label("Day and time").fill(TYPED)
    if scripts:
        expect(page.locator("[data-when]")).to_have_text(f"On {MEANT}")
        expect(page.locator(".save-count")).to_have_text("1 change not saved")
    page.get_by_role("button", name="Publish…").click()
    expect(page.get_by_label("On a day to come")).to_be_checked()
    page.get_by_role("button", name=f"Publish on {MEANT}" if scripts else "Publish", exact=True).click()
    page.locator(".messagelist").wait_for()
    scheduled = Publication.objects.get(number=3)
    assert (scheduled.live_from, scheduled.published_by.username) == (understood(TYPED), "publisher")
