"""Who may give accounts their roles, and switch them off: nobody gives more than they have, or changes who has more."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.db.models import Q

# One of these each person has; whoever is in another group besides, stays in it.
GIVEN = ("Viewers", "Editors", "Publishers")
# Accounts of another kind are looked after where they are kept.
IS_OURS = issubclass(get_user_model(), AbstractUser)


def may_hand_out(user) -> bool:
    return IS_OURS and user.has_perm("departments.manage_people")


def roles_to_give(user) -> list[Group]:
    """The roles that `user` may give, the smallest first: those that may do nothing that `user` may not."""
    groups = [group for group in Group.objects.filter(name__in=GIVEN) if _rights(group=group) <= _own(user)]
    return sorted(groups, key=lambda group: GIVEN.index(group.name))


def may_change_account(user, account) -> bool:
    """Whether `user` may change `account`: not their own, nor one that has, or had, a right that they have not."""
    if not may_hand_out(user) or account.pk == user.pk or account.is_superuser:
        return False
    return _rights(Q(user=account) | Q(group__user=account)) <= _own(user)  # asked of an account switched off, too


def _own(user):
    return user.get_all_permissions()


def _rights(*of, **kwargs):
    found = Permission.objects.filter(*of, **kwargs).values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in found}
