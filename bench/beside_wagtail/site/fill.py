"""
Fill Wagtail's site with the directory of content.py: `python -m bench.beside_wagtail.site.fill`.

Who edits what is a group for each office, since Wagtail gives rights on pages to groups alone; and one for all forty
offices, for whoever is to have just those.
"""

from .. import content


def fill():
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group, Permission
    from django.core.management import call_command
    from wagtail.models import GroupPagePermission, Page, Site

    call_command("makemigrations", "home", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)

    from .home.models import OfficePage, OfficesPage

    Group.objects.all().delete()  # its own two are for another site
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    home = Page.objects.get(depth=1).add_child(instance=OfficesPage(title="Offices", slug="offices"))
    Site.objects.create(hostname="localhost", is_default_site=True, root_page=home)
    rights = {one.codename: one for one in Permission.objects.all()}

    def group(name, page, *may):
        made = Group.objects.create(name=name)
        made.permissions.add(rights["access_admin"])
        for one in may:
            GroupPagePermission.objects.create(group=made, page=page, permission=rights[f"{one}_page"])
        return made

    groups = {"Publishers": group("Publishers", home, "add", "change", "publish")}
    groups["Publishers"].permissions.add(*(rights[f"{one}_user"] for one in ("add", "change", "view")))
    groups["Editors"] = group("Editors", home)
    group("Editors of all offices", home, "change")
    pages = []
    for told in content.offices():
        name, departments = told.pop("name"), told.pop("departments")
        told["lines"] = [("line", line) for line in told["lines"]]
        told["departments"] = [("department", one | {"units": []}) for one in departments]
        pages.append(home.add_child(instance=OfficePage(title=name, **told)))
        groups[name] = group(f"Editors of {name}", pages[-1], "change")
    for name, role in content.PEOPLE.items():
        person = get_user_model().objects.create_user(
            name, f"{name}@example.org", content.PASSWORD, first_name=name.title(), last_name="Roe"
        )
        person.groups.add(groups[role])
    editor = get_user_model().objects.get(username="editor")
    editor.groups.add(*(groups[name] for name in content.MINE))
    for page in pages:  # the first page shows what one edited last
        page.save_revision(user=editor if page.title in content.MINE else None, log_action=True).publish()
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)


if __name__ == "__main__":
    import django

    django.setup()
    fill()
