"""Who may do what: the groups people are put into, and the permissions each has."""

from django.contrib.auth.models import Group, Permission

_DRAFTS = ("office", "department", "contact")
_SEEN_BY_ALL = (*_DRAFTS, "schoolyear", "publication", "listing", "district", "districtline", "alert")

ROLES = {
    "Viewers": [f"view_{noun}" for noun in _SEEN_BY_ALL],
    "Editors": [
        *(f"view_{noun}" for noun in _SEEN_BY_ALL),
        *(f"{verb}_{noun}" for noun in _DRAFTS for verb in ("add", "change", "delete")),
    ],
    "Publishers": [
        *(f"view_{noun}" for noun in _SEEN_BY_ALL),
        *(
            f"{verb}_{noun}"
            for noun in (*_DRAFTS, "schoolyear", "district", "districtline", "alert")
            for verb in ("add", "change", "delete")
        ),
        "publish_office",
    ],
}


def ensure_roles() -> dict[str, Group]:
    """The groups with exactly these permissions, made where they are missing. By name."""
    groups = {}
    for name, codenames in ROLES.items():
        groups[name], _ = Group.objects.get_or_create(name=name)
        groups[name].permissions.set(
            Permission.objects.filter(content_type__app_label="departments", codename__in=codenames)
        )
    return groups
