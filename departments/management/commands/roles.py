"""`manage.py roles`: the groups of `departments/drafts/roles.py`, and who may do what."""

from collections.abc import Iterator

from django.contrib.auth.models import Permission

from departments.drafts.roles import editable_offices, ensure_roles
from departments.exports import delimited
from departments.management.year_commands import DirectoryCommand
from departments.models.accounts import account_name, staff


class Command(DirectoryCommand):
    help = "Makes the groups Viewers, Editors, Publishers and Privacy, or gives them back exactly their permissions."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--who", action="store_true", help="instead, who may do what: CSV of those the admin lets in"
        )

    def handle(self, *, who=False, **options) -> None:
        if who:
            self.stdout.write(delimited.lines(_rows()).decode(), ending="")
            return
        for name, group in ensure_roles().items():
            self.stdout.write(f"{name}: {group.permissions.count()} permissions.")


def _rows() -> Iterator[list[str]]:
    names = {f"{one.content_type.app_label}.{one.codename}": one.name for one in Permission.objects.select_related()}
    yield ["Account", "Name", "Groups", "Offices they may change", "What they may do", "Last signed in"]
    for user in staff():
        groups = [group.name for group in user.groups.order_by("name")]
        offices = editable_offices(user).order_by("school_year", "slug").select_related("school_year")
        may = "everything" if user.is_superuser else "; ".join(sorted(names[one] for one in user.get_all_permissions()))
        changes = "; ".join(f"{office} ({office.school_year})" for office in offices)
        last = user.last_login.isoformat(timespec="minutes") if user.last_login else ""
        yield [user.get_username(), account_name(user), "; ".join(groups), changes, may, last]
