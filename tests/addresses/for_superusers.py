"""The addresses of the admin, as a superuser may open them."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from reversion.models import Version

from departments.models import Department, Office, PreviewLink, Publication, SchoolYear

from .url_patterns import ELSEWHERE, NOT_FOUND, NOWHERE, OK, ONLY_POST, REFUSED, Address, address_of, unfilled


def of_admin(pattern):
    base = pattern.name.removeprefix("admin:")
    answers = ANSWERS.get(base, OK)
    if not pattern.name:
        yield from _nameless(pattern)
    elif base in VALUES:
        for values in VALUES[base]():
            yield address_of(pattern, answers, values.pop("?", ""), **values)
    elif not pattern.parameters:
        yield address_of(pattern, answers)
        if base.endswith("_changelist"):
            yield address_of(pattern, answers, "q=a")
    elif pattern.parameters == {"object_id"} and (model := _model_of(base)):
        yield from (address_of(pattern, answers, object_id=pk) for pk in _keys(model))
    else:
        unfilled(pattern)


def _nameless(pattern):
    """Django's own: an address without its last part leads to the form, and any other is not found."""
    model = _first(m for m in admin.site._registry if f"/{m._meta.app_label}/{m._meta.model_name}/<" in pattern.route)
    if model:
        pk = _first(_keys(model))
        if pk is not None:
            yield Address(
                f"{reverse('admin:index')}{model._meta.app_label}/{model._meta.model_name}/{pk}/",
                pattern.key,
                ELSEWHERE,
            )
    elif pattern.parameters == {"url"}:
        yield Address(f"{reverse('admin:index')}{NOWHERE}/", pattern.key, NOT_FOUND)
    else:
        unfilled(pattern)


def _model_of(base):
    """The model that the address is about an object of: "departments_office_review" is about an office."""
    return _first(m for m in admin.site._registry if base.startswith(f"{m._meta.app_label}_{m._meta.model_name}_"))


def _first(found):
    return next(iter(found), None)


def _keys(model):
    return model.objects.order_by("pk").values_list("pk", flat=True)


# Values for the parameters of an address, and under "?" what follows its question mark.


def _publications():
    for office, number in Publication.objects.values_list("office", "number"):
        yield {"object_id": office, "number": number}


def _comparisons():
    yield from ({"object_id": pk} for pk in _keys(Office))
    yield from (values | {"?": f"older={values.pop('number')}&newer=draft"} for values in _publications())


def _versions():
    offices = set(_keys(Office))  # those of deleted ones have no page
    for pk, revision in Version.objects.get_for_model(Office).values_list("object_id", "revision"):
        if int(pk) in offices:
            yield {"object_id": pk, "version_id": revision}


def _several():
    yield from ({}, {"?": "ids=" + ",".join(map(str, _keys(Office)))})


def _links(opens):
    rows = PreviewLink.objects.exclude(**{opens: None})
    return ({"object_id": of, "link_id": pk} for of, pk in rows.values_list(opens, "pk"))


def _cards():
    for office, pk in Department.objects.values_list("office", "pk"):
        yield {"object_id": office, "department_id": pk}


def _years():
    return ({"year_id": pk} for pk in _keys(SchoolYear))


def _on_site():
    """“View on site” of everything that says it has an address."""
    for model in admin.site._registry:
        if hasattr(model, "get_absolute_url"):
            kind = ContentType.objects.get_for_model(model).pk
            yield from ({"content_type_id": kind, "object_id": pk} for pk in _keys(model))


VALUES = {
    "app_list": lambda: ({"app_label": label} for label in {model._meta.app_label for model in admin.site._registry}),
    "autocomplete": lambda: [{"?": "app_label=departments&model_name=department&field_name=office&term=a"}],
    "view_on_site": _on_site,
    "auth_user_password_change": lambda: ({"id": pk} for pk in _keys(get_user_model())),
    "departments_load_bundle": _years,
    **dict.fromkeys(["departments_load_plan", "departments_load_sheet"], lambda: [{"token": NOWHERE}]),
    "departments_load_spreadsheet": _years,
    "departments_office_again": _publications,
    "departments_office_call_off": _publications,
    "departments_office_card": _cards,
    "departments_office_compare": _comparisons,
    "departments_office_help_job": lambda: [{"name": "number"}],
    "departments_office_people_account": lambda: (
        {"account_id": pk} for pk in get_user_model().objects.filter(is_staff=True).values_list("pk", flat=True)
    ),
    "departments_office_assign_several": _several,
    "departments_office_preview_revoke": lambda: _links("office"),
    "departments_schoolyear_preview_revoke": lambda: _links("school_year"),
    "departments_office_publish_several": _several,
    "departments_office_version": _versions,
    "departments_office_take_off_several": _several,
}
# Where it is not 200: what is kept is only read, and what only does something is asked for by POST.
ANSWERS = {
    **dict.fromkeys(["account_login", "login"], ELSEWHERE),
    **dict.fromkeys(["account_logout", "logout"], ONLY_POST),
    "mfa_authenticator_add": REFUSED,
    **dict.fromkeys(["account_change_password", "password_change"], OK + ELSEWHERE),  # who has none sets one
    "view_on_site": ELSEWHERE,
    "departments_department_history": ELSEWHERE,  # its office's
    # What visitors have seen is kept.
    **dict.fromkeys([f"departments_{noun}_delete" for noun in ("office", "department", "schoolyear")], OK + ELSEWHERE),
    "departments_district_add": REFUSED,
    "departments_district_delete": REFUSED,
    "departments_load_delete": REFUSED,
    **dict.fromkeys(["departments_load_plan", "departments_load_sheet"], ELSEWHERE),
    "departments_missedsearch_add": REFUSED,
    "departments_missedsearch_delete": REFUSED,
    "departments_office_call_off": ELSEWHERE,
    **dict.fromkeys([f"departments_{noun}_checks" for noun in ("office", "department")], ONLY_POST),
    "departments_office_checks": ONLY_POST,
    "departments_office_closed": ONLY_POST,
    "departments_office_confirm": ONLY_POST,
    "departments_office_open": ONLY_POST,
    "departments_office_preview_revoke": ONLY_POST,
    "departments_office_publications": ELSEWHERE,
    "departments_schoolyear_preview_revoke": ONLY_POST,
    "departments_publication_add": REFUSED,
    "departments_publication_delete": REFUSED,
    "departments_removal_delete": REFUSED,
}
