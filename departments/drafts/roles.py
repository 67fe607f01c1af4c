"""Who may do what: the groups people are put into, the permissions each has, and whose drafts they reach."""

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet

from ..models import Office, SchoolYear
from ..models.accounts import staff

_DRAFTS = ("office", "department", "contact")
_OF_ALL = ("schoolyear", "district", "districtline", "alert", "oldaddress", "everydaywords")
_SEEN_BY_ALL = (*_DRAFTS, "publication", "listing", *_OF_ALL)
_SEE = [f"view_{noun}" for noun in _SEEN_BY_ALL]

# Editors have no "add_office" and "delete_office": an office comes from a publisher, who assigns its editors.
ROLES = {
    "Viewers": [*_SEE, "see_every_office"],
    "Editors": [
        *_SEE,
        "change_office",
        *(f"{verb}_{noun}" for noun in ("department", "contact") for verb in ("add", "change", "delete")),
    ],
    "Publishers": [
        *_SEE,
        *(f"{verb}_{noun}" for noun in (*_DRAFTS, *_OF_ALL) for verb in ("add", "change", "delete")),
        "see_every_office",
        "edit_every_office",
        "publish_office",
        "manage_people",
        "view_load",
        "add_load",
        "view_missedsearch",
        "change_missedsearch",
    ],
    # For a publisher who is in this group as well: by itself it opens nothing.
    "Privacy": ["take_out_person"],
}


def ensure_roles() -> dict[str, Group]:
    """The groups with exactly these permissions, made where they are missing. By name."""
    groups = {}
    for name, codenames in ROLES.items():
        groups[name], _ = Group.objects.get_or_create(name=name)
        permissions = Permission.objects.filter(content_type__app_label="departments", codename__in=codenames)
        groups[name].permissions.set(permissions)
    return groups


def visible_offices(user) -> QuerySet:
    """The offices whose drafts `user` may read: those assigned, or all. Lists, forms and pickers start from these."""
    if sees_every_office(user):
        return Office.objects.all()
    return Office.objects.filter(editors=user.pk) if user.is_authenticated else Office.objects.none()


def sees_every_office(user) -> bool:
    """Whether `user` may read the drafts of every office, and so what is told of a school year as a whole."""
    return user.has_perm("departments.see_every_office") or user.has_perm("departments.edit_every_office")


def may_take_out(user) -> bool:
    """Whether `user` may take a person out of everything that is kept: a publisher with a right of its own."""
    rights = ("take_out_person", "publish_office", "see_every_office")
    return user.has_perms([f"departments.{right}" for right in rights])


def editable_offices(user) -> QuerySet:
    """The offices whose drafts `user` may change."""
    if not user.has_perm("departments.change_office"):
        return Office.objects.none()
    if user.has_perm("departments.edit_every_office"):
        return Office.objects.all()
    return Office.objects.filter(editors=user.pk)


def may_edit_whole(user) -> bool:
    """Whether `user` may change all of an office that they edit: its departments and contact lines as well."""
    return user.has_perms([f"departments.{name}" for name in ROLES["Editors"]])


def may_edit(user, office: Office) -> bool:
    """Whether `user` may change the draft of `office`. One query."""
    return editable_offices(user).filter(pk=office.pk).exists()


def may_share(user, opens: Office | SchoolYear) -> bool:
    """
    Whether `user` may show the draft of an office to people without an account: who may change or publish it, as long
    as the admin lets them in; or a school year before it opens: who may publish all of it. Four queries at most.
    """
    if user is None or not staff().filter(pk=user.pk).exists():
        return False
    if isinstance(opens, SchoolYear):
        return user.has_perm("departments.publish_office") and sees_every_office(user)
    return user.has_perm("departments.publish_office") or may_edit(user, opens)


def publishers() -> list:
    """The accounts that may publish, of those that the admin lets in. Two queries for each that it lets in."""
    return [one for one in staff() if one.has_perm("departments.publish_office")]
