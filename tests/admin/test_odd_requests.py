"""Whatever is typed or asked for gets an answer in words: no address, lookup, number or text is an error of ours."""

import io
import itertools
import logging
import re
from contextlib import ExitStack, contextmanager
from unittest import mock

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import QueryDict
from django.utils.log import CallbackFilter

from departments.admin.offered_lookups import OfferedLookups
from departments.models import Office
from tests import addresses as every
from tests.addresses import admin_patterns, public_addresses, public_patterns
from tests.admin.test_office import _posted
from tests.every import EVERY
from tests.making import make_district, make_office
from tests.test_addresses import head

__all__ = ["head"]  # a fixture: everything that has a page, and a superuser
pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
HUGE = "9" * 30
ODD = ["", "\x00", "a\x00b", HUGE, "-1", "1e5", "²", "٣", "x" * 3000, "[", "'\"<>", "null", "2024-13-45", "0001-01-01"]
ODD += ["9999-12-31 23:59", "%", "\\", "1,2", "\ufffe", "\u202e", "☃", "a" * 300 + "@example.org", "=1+1"]
ENDINGS = ["", "contains", "in", "isnull", "gte", "range", "regex", "year", "has_key", "folded", "nothing__such"]
OURS = [model for model, one in admin.site._registry.items() if isinstance(one, OfferedLookups)]


def admin_addresses():
    """Without the lists and forms of accounts, which are Django's own."""
    return [address for address in every.admin_addresses() if not address.path.startswith("/admin/auth/")]


def _broken(client, requests) -> dict:
    """Of `requests`, pairs of words and a function that asks `client`, those that end in an error of ours."""
    client.raise_request_exception = False
    broken = {}
    for words, ask in requests:
        with transaction.atomic():  # what one did is not there for the next
            response = ask()
            if response.streaming:
                response.getvalue()
            status = response.status_code
            transaction.set_rollback(True)
        if status >= 500 and status != 503:  # not ready, in a room without what a server has
            broken[words] = status
    return broken


def _get(client, path, name, value):
    return f"{path}?{name}={value[:20]!r}", lambda: client.get(path, {name: value})


def _post(client, path, posted, words=""):
    return f"POST {path} {words}", lambda: client.post(path, posted)


def _list_of(model):
    return f"/admin/departments/{model._meta.model_name}/"


def _lookups(model):
    names = [field.name for field in model._meta.get_fields()]
    return ["__".join(filter(None, pair)) for pair in itertools.product(names, ENDINGS)]


def test_every_list_of_ours_refuses_what_it_does_not_offer():
    ours = {model for model in admin.site._registry if model._meta.app_label == "departments"}
    assert set(OURS) == ours


@pytest.mark.parametrize("lookup", ["payload__contains", "digest__regex", "nothing", "school_year__starts_on__year"])
def test_a_lookup_that_no_filter_offers_is_refused(admin_client, lookup):
    make_office(publish=True)
    assert admin_client.get("/admin/departments/publication/", {lookup: "x"}).status_code == 400


@pytest.mark.parametrize("value", ["\x00", HUGE, "x"])
def test_a_value_no_filter_can_take_leads_back_to_the_list(admin_client, value):
    office = make_office(publish=True)
    there = admin_client.get("/admin/departments/publication/", {"school_year__id__exact": office.school_year_id})
    assert there.status_code == 200 and there.context["cl"].result_count == 1
    for name in ("school_year__id__exact", "live_from__gte"):
        assert admin_client.get("/admin/departments/publication/", {name: value}).status_code in (200, 302)


@pytest.mark.parametrize(
    ("path", "posted"),
    [
        ("/admin/auth/user/?groups__exact=", None),
        ("/admin/auth/group/?permissions__in=", None),
        ("/admin/auth/group/add/", {"name": "Readers", "permissions": HUGE}),
        ("/admin/auth/group/", {"action": "delete_selected", "_selected_action": HUGE}),
        ("/admin/auth/user/", {"action": "delete_selected", "_selected_action": HUGE}),
    ],
)
def test_a_key_that_no_column_holds_breaks_no_form_of_accounts(admin_client, path, posted):
    response = admin_client.get(path + HUGE) if posted is None else admin_client.post(path, posted)
    if connection.vendor == "sqlite":  # PostgreSQL looks for it and finds nothing
        assert response.status_code == 400 and "We could not read what your browser sent" in response.content.decode()
    else:
        assert response.status_code == 200 and not Group.objects.exists()


@pytest.mark.parametrize("noun", ["user", "group"])
@pytest.mark.parametrize("key", ["x", "\x00", "²"])
def test_rows_of_accounts_that_cannot_be_are_refused(admin_client, noun, key):
    chosen = {"action": "delete_selected", "_selected_action": key}
    assert admin_client.post(f"/admin/auth/{noun}/", chosen).status_code == 400


def test_an_error_of_ours_is_not_told_as_one_of_the_browser(admin_client, monkeypatch):
    monkeypatch.setattr("departments.admin.to_do.first_page", lambda *_: int("x"))
    with pytest.raises(ValueError, match="invalid literal"):
        admin_client.get("/admin/")


@pytest.mark.parametrize(
    ("path", "status"), [("office/?summary__contains=x", 400), ("district/{}/delete/", 403), ("office/{}/change/", 200)]
)
def test_what_is_refused_leaves_one_line_of_warning_in_the_log(admin_client, caplog, path, status):
    make_office()
    handler = logging.StreamHandler(log := io.StringIO())
    handler.addFilter(CallbackFilter(settings.LOGGING["filters"]["refused"]["callback"]))
    logging.getLogger("django").addHandler(handler)
    try:
        row = make_district() if "district" in path else Office.objects.get()
        assert admin_client.get(f"/admin/departments/{path.format(row.pk)}").status_code == status
    finally:
        logging.getLogger("django").removeHandler(handler)
    assert (len(caplog.records), log.getvalue().count("\n")) == ((0, 0) if status == 200 else (1, 1))
    assert {record.levelname for record in caplog.records} <= {"WARNING"}


@pytest.mark.parametrize("key", ["\x00", HUGE, "x", "²"])
def test_rows_that_cannot_be_are_passed_over(admin_client, key):
    office = make_office()
    there = admin_client.get("/admin/departments/office/publish/", {"ids": f"{key},{office.pk}"})
    assert [state.office for state, *_ in there.context["states"]] == [office]
    chosen = {"action": "publish_selected", "_selected_action": key}
    assert admin_client.post("/admin/departments/office/", chosen).status_code == 302
    typed = admin_client.post("/admin/departments/office/", chosen | {"_selected_action": [key, office.pk]})
    assert typed.url == f"/admin/departments/office/publish/?ids={office.pk}"


@pytest.mark.parametrize(
    ("noun", "typed"),
    [
        ("office", {"editors": [HUGE]}),
        ("office", {"editors": [HUGE], "_seen": ""}),
        ("office", {"departments-0-id": "", "departments-0-DELETE": "on"}),
        ("office", {"departments-0-id": HUGE, "departments-0-DELETE": "on"}),
        ("district", {"lines-INITIAL_FORMS": 0, "lines-0-id": "", "lines-1-id": ""}),
    ],
)
def test_a_forged_number_of_a_row_breaks_and_loses_nothing(admin_client, noun, typed):
    row = make_office(departments=1) if noun == "office" else make_district()
    address = f"/admin/departments/{noun}/{row.pk}/change/"
    before = list((row.departments if noun == "office" else row.lines).order_by("pk").values())
    assert admin_client.post(address, _posted(admin_client.get(address)) | typed).status_code in (200, 302, 409)
    assert list((row.departments if noun == "office" else row.lines).order_by("pk").values()) == before


@pytest.mark.parametrize("noun", ["departments", "contacts"])
def test_a_number_of_rows_that_is_too_high_draws_no_more_than_came(admin_client, noun):
    office = make_office(departments=2)
    address = f"/admin/departments/office/{office.pk}/change/"
    posted = _posted(admin_client.get(address)) | {f"{noun}-TOTAL_FORMS": 99999999, "name": ""}
    response = admin_client.post(address, posted)
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    assert [len(formset.forms) for formset in formsets] == [2, 0]


@pytest.mark.parametrize("noun", ["departments", "contacts"])
def test_a_number_of_rows_that_is_too_high_breaks_nothing(admin_client, noun):
    office = make_office(departments=1)
    address = f"/admin/departments/office/{office.pk}/change/"
    posted = _posted(admin_client.get(address)) | {f"{noun}-TOTAL_FORMS": 9, "_seen": ""}
    assert admin_client.post(address, posted).status_code in (200, 302, 409)
    assert office.departments.count() == 1


def test_half_a_character_in_a_school_year_is_refused_in_a_sentence(admin_client):
    half = '[{"model": "departments.office", "fields": {"school_year": ["2025-26"], "slug": "a", "name": "\\ud800"}}]'
    response = admin_client.post("/admin/departments/load/add/", {"file": SimpleUploadedFile("a.json", half.encode())})
    assert response.status_code == 200 and "problem" in response.content.decode()


@pytest.mark.exhaustive
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_no_lookup_breaks_a_list(head, model):
    asked = itertools.product(_lookups(model), ["\x00", HUGE, "-1", "["])
    assert _broken(head, (_get(head, _list_of(model), *one) for one in asked)) == {}


@contextmanager
def _names_read():
    """The set of names that views look up in the question of a request, filled while they do."""
    read = set()

    def noting(lookup):
        def look_up(self, name, *rest):
            read.add(name)
            return lookup(self, name, *rest)

        return look_up

    with ExitStack() as stack:
        for name in ("__getitem__", "__contains__", "get", "getlist"):
            stack.enter_context(mock.patch.object(QueryDict, name, noting(getattr(QueryDict, name))))
        yield read


@pytest.mark.exhaustive
@pytest.mark.parametrize("addresses", [admin_addresses, public_addresses])
def test_no_question_breaks_a_page(head, addresses):
    usual, values = {"q", "p", "page", "year"}, ["\x00", HUGE, "-1", "²"]
    of_api = {"limit", "offset", "since", "next"}  # declared there, and taken from the question all at once
    paths = {address.pattern: address.path.partition("?")[0] for address in addresses()}.values()
    broken, asked = {}, {path: set() for path in paths}
    for path in paths:
        names = usual | (of_api if path.startswith("/api/") else set())
        while names:  # what is read only where another name is given comes to light then
            with _names_read() as read:
                broken |= _broken(head, (_get(head, path, *one) for one in itertools.product(names, values)))
            asked[path] |= names
            names = read - asked[path]
    assert broken == {}
    assert any(names > usual for names in asked.values())


@pytest.mark.exhaustive
@pytest.mark.parametrize("patterns", [admin_patterns, public_patterns])
def test_no_address_breaks(head, patterns):
    typed = ["%00", HUGE, "-1", "_00", "_ED_A0_80", "%ED%A0%80", "a%00b", "1%2F2", "%C2%B2", "_", "x" * 3000]
    paths = [
        "/" + re.sub(r"<[^>]*>", lambda _, value=value: value, pattern.route).strip("^$").replace("\\Z", "")
        for pattern, value in itertools.product(patterns(), typed)
    ]
    asked = ((f"{method} {path}", lambda m=method, p=path: getattr(head, m)(p)) for path in paths for method in METHODS)
    assert _broken(head, asked) == {}


METHODS = ["get", "post"]
COUNTS = ["", "-1", HUGE, "x", "1001", "²"]


def _forms(client):
    """The forms a superuser may send: the path with what a browser would post, untouched."""
    paths = {address.pattern: address.path for address in admin_addresses()}.values()
    for path in paths:
        response = client.get(path)
        if response.status_code == 200 and response.context and "adminform" in response.context:
            yield path, _posted(response)


@pytest.mark.exhaustive
def test_no_value_breaks_a_form(head):
    requests, forms = [], dict(_forms(head))
    for path, posted in forms.items():
        typed = [name for name in posted if not (name.endswith("_FORMS") or name.startswith("_"))]
        for value in ODD:  # into all of them at once
            requests.append(_post(head, path, posted | dict.fromkeys(typed, value), f"all={value[:20]!r}"))
        for number, name in enumerate(posted):
            odd = COUNTS if name.endswith("_FORMS") else [HUGE] if EVERY or number % 2 else []
            requests += [_post(head, path, posted | {name: value}, f"{name}={value[:20]!r}") for value in odd]
            if EVERY or not odd:
                others = {key: posted[key] for key in posted if key != name}
                requests.append(_post(head, path, others, f"without {name}"))
    assert len(forms) > 10
    assert _broken(head, requests) == {}


@pytest.mark.exhaustive
def test_nothing_posted_breaks_a_page(head):
    bodies = [{}, {"_save": "1"}, {"post": "yes"}, {"action": "delete_selected", "_selected_action": "\x00"}]
    bodies += [{"action": name, "_selected_action": HUGE} for name in ("delete_selected", "publish_selected", "x")]
    bodies += [{"when": "later", "at": at, "reviewed": "x"} for at in ("9999-12-31T23:59", "0001-01-01", "\x00", HUGE)]
    bodies += [{"kind": kind, "pk": HUGE} for kind in ("office", "x")]
    bodies += [{"file": SimpleUploadedFile(name, b"x")} for name in ("a\x00.csv", "x" * 300 + ".csv", "2025-26.zip")]
    paths = sorted({address.path for address in admin_addresses()})
    posted = itertools.product(paths, bodies)
    # Every third: each path has some of them, and each of them comes to a third of the paths.
    posted = [one for number, one in enumerate(posted) if EVERY or number % 3 == number // len(bodies) % 3]
    assert _broken(head, (_post(head, *one, str(one[1])[:60]) for one in posted)) == {}


@pytest.mark.exhaustive
@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "utf-16", "punycode"])
def test_no_alphabet_breaks_a_form(head, charset):
    body = b'--B\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800 +2AA-\r\n--B--\r\n'
    kind = f"multipart/form-data; boundary=B; charset={charset}"
    asked = ((path, lambda p=path: head.post(p, body, content_type=kind)) for path, _ in list(_forms(head)))
    assert _broken(head, asked) == {}
