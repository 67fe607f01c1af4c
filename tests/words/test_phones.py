"""Numbers as people see, dial, keep and look for them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumber_field.phonenumber import to_python
from phonenumbers.phonemetadata import PhoneMetadata
from phonenumbers.phonenumberutil import region_codes_for_country_code

from departments.models import Contact, Office
from departments.words import phones
from tests.making import make_contact, make_office

DIGIT = st.sampled_from("0123456789")
EXTENSION = st.text(DIGIT, max_size=9)
# Of every area code, and mostly of Milwaukee's, where most numbers are valid.
TEN_DIGITS = st.tuples(st.just("414") | st.text(DIGIT, min_size=3, max_size=3), st.text(DIGIT, min_size=7, max_size=7))
WRITING = st.sampled_from([("+1 {}-{}-{}", " ext. "), ("tel:+1-{}-{}-{}", ";ext="), ("({}) {}.{}", " x")])


@pytest.mark.parametrize(
    ("written", "shown", "link"),
    [
        ("+1 414-475-8393", "414-475-8393", "tel:+14144758393"),
        ("414-475-8393 ext. 12", "414-475-8393 ext. 12", "tel:+14144758393;ext=12"),
        ("tel:+1-414-475-8393;ext=0012", "414-475-8393 ext. 0012", "tel:+14144758393;ext=0012"),
        ("(414) 475.8393 x12", "414-475-8393 ext. 12", "tel:+14144758393;ext=12"),
        ("+44 20 7946 0958", "+44 20 7946 0958", "tel:+442079460958"),
        ("+44 20 7946 0958 x456", "+44 20 7946 0958 ext. 456", "tel:+442079460958;ext=456"),
        ("tel:+54-11-4321-1234;ext=7", "+54 11 4321-1234 ext. 7", "tel:+541143211234;ext=7"),
        ("", "", ""),
        (None, "", ""),
        ("call the front desk", "call the front desk", ""),
        ("12", "12", ""),
    ],
)
def test_a_number_is_shown_and_dialled_in_one_way(written, shown, link):
    assert (phones.display(written), phones.link(written)) == (shown, link)


@pytest.mark.parametrize(
    ("written", "parts", "international"),
    [
        ("+1 414-475-8393", ("414-475-8393", ""), "+1-414-475-8393"),
        ("414-475-8393 ext. 0012", ("414-475-8393", "0012"), "+1-414-475-8393"),
        ("+44 20 7946 0958 x5", ("+44 20 7946 0958", "5"), "+44-20-7946-0958"),
        ("", ("", ""), ""),
        (None, ("", ""), ""),
        ("call the front desk", ("call the front desk", ""), ""),
        ("12 x5", ("12 x5", ""), ""),
    ],
)
def test_a_number_and_its_extension_come_apart(written, parts, international):
    assert (phones.parts(written), phones.international(written)) == (parts, international)


@given(TEN_DIGITS, EXTENSION)
def test_a_number_as_it_is_kept_is_told_as_the_library_tells_it(ten_digits, extension):
    area, line = ten_digits
    text = f"+1 {area}-{line[:3]}-{line[3:]}" + (f" ext. {extension}" if extension else "")
    if phones.is_written(text):
        number = to_python(text.partition(" ext. ")[0], region="US")
        national = number.as_national.strip("(").replace(") ", "-")
        assert phones.parts(text) == (national, extension)
        assert phones.link(text) == f"tel:{number.as_e164}" + (f";ext={extension}" if extension else "")
        assert phones.international(text) == number.as_rfc3966.removeprefix("tel:")


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        ("414-475-8393 ext. 12", "+1-414-475-8393 ext. 12"),
        ("+44 20 7946 0958 x456", "+44-20-7946-0958 ext. 456"),
        ("front desk", "front desk"),
        ("", ""),
    ],
)
def test_a_number_is_read_out_as_the_whole_world_dials_it(number, spoken):
    assert phones.spoken(number) == spoken


def test_a_number_is_taken_apart_into_digits_and_extension():
    assert phones.digits("+1 414-475-8393 ext. 0012") == ("14144758393", "0012")
    assert phones.digits("+44 20 7946 0958") == ("442079460958", "")
    assert (
        phones.digits("+44 20 7946 0958 x456") == phones.digits("+44 20 7946 0958 ext. 456") == ("442079460958", "456")
    )
    assert phones.digits("front desk") == ("", "")


@pytest.mark.django_db
def test_an_extension_survives_the_store():
    office = make_office(phone="414-475-8393 ext. 12", fax="414-475-8457")

    kept = Office.objects.get(pk=office.pk)

    assert phones.display(kept.phone) == "414-475-8393 ext. 12"
    assert phones.display(kept.fax) == "414-475-8457"


def test_numbers_in_a_text_are_found_with_what_they_dial():
    assert phones.pieces("Call 414-475-8393 ext. 12 or (414) 475-8457.") == [
        ("Call ", ""),
        ("414-475-8393 ext. 12", "tel:+14144758393;ext=12"),
        (" or ", ""),
        ("(414) 475-8457", "tel:+14144758457"),
        (".", ""),
    ]
    found = phones.pieces("Call 414-475-8393 fax 414-475-8457, or 414-475-8394 fax")
    assert [(words, address is None) for words, address in found if address != ""] == [
        ("414-475-8393", False),
        ("414-475-8457", True),
        ("414-475-8394", True),
    ]
    assert phones.pieces("Room 230, 2024-25.") == [("Room 230, 2024-25.", "")]
    assert phones.pieces("") == []


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("(414) 475.8393 x12", "+1 414-475-8393 ext. 12"),
        ("tel:+1-414-475-8393;ext=0012", "+1 414-475-8393 ext. 0012"),
        ("+1 414-475-8393", "+1 414-475-8393"),
        ("tel:+44-20-7946-0958", "+44 20 7946 0958"),
        ("tel:+44-20-7946-0958;ext=456", "+44 20 7946 0958 ext. 456"),
        # As phonenumbers writes them for the United Kingdom, Taiwan, Peru, Uruguay and Argentina, and kept them once.
        ("+44 20 7946 0958 x456", "+44 20 7946 0958 ext. 456"),
        ("+886 2 2345 6789#12", "+886 2 2345 6789 ext. 12"),
        ("+51 1 2345678 Anexo 9", "+51 1 2345678 ext. 9"),
        ("+598 2123 4567 int. 4", "+598 2123 4567 ext. 4"),
        ("+54 11 4321-1234 int 7", "+54 11 4321-1234 ext. 7"),
        (to_python("414-475-8393", region="US"), "+1 414-475-8393"),
        ("+1 111-475-8393", "+1 111-475-8393"),  # no number, so it stays as it is
        ("tel:+1-111-475-8393", "tel:+1-111-475-8393"),
        ("front desk", "front desk"),
        ("", ""),
        (None, ""),
    ],
)
def test_fixtures_have_a_number_in_one_way(number, written):
    assert phones.written(number) == written


@given(TEN_DIGITS, EXTENSION, WRITING)
def test_what_is_told_without_the_library_is_what_the_library_says(digits, extension, writing):
    (area, rest), (number, before_extension) = digits, writing
    text = number.format(area, rest[:3], rest[3:]) + (before_extension + extension if extension else "")
    said = to_python(text, region="US")
    assert phones.written(text) == str(said)
    assert phones.is_written(text) <= (said.is_valid() and text == str(said))
    column, made = Office._meta.get_field("phone"), phones.for_column(phones.written(text))
    assert (str(made), column.get_prep_value(made)) == (str(said), column.get_prep_value(text))


def test_the_last_three_digits_decide_of_no_number_of_north_america():
    """Numbers are told by the thousand; so do the patterns that the library judges them by."""
    kinds = "general_desc fixed_line mobile toll_free premium_rate shared_cost personal_number voip pager uan voicemail"
    regions = map(PhoneMetadata.metadata_for_region, region_codes_for_country_code(1))
    described = [getattr(region, kind) for region in regions for kind in kinds.split()]
    patterns = {one.national_number_pattern for one in described if one and one.national_number_pattern}
    assert len(patterns) > 50
    for pattern in patterns:
        for alternative in _alternatives(pattern):
            assert re.search(r"\\d\{[3-9]\}$", alternative), pattern


def _alternatives(pattern):
    """A regular expression cut at each "|" that stands in no group."""
    found, depth = [""], 0
    for character in pattern:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and not depth:
            found.append("")
        else:
            found[-1] += character
    return found


@pytest.mark.django_db
def test_a_number_is_read_as_it_is_kept():
    make_contact(make_office(), phone="414-475-8393 ext. 12")
    assert list(Contact.objects.values_list(phones.as_kept("phone"))) == [("tel:+1-414-475-8393;ext=12",)]
