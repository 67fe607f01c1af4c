"""Fill our directory with that of content.py: `python -m bench.beside_wagtail.filling`, in the settings of the site."""

from datetime import date

from . import content


def fill():
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from departments import publishing
    from departments.drafts.roles import ensure_roles
    from departments.models import Department, District, Office, SchoolYear

    today = timezone.localdate()
    first = today.year - (today.month < 7)
    year = SchoolYear.objects.create(
        label=f"{first}-{(first + 1) % 100:02}",
        starts_on=date(first, 7, 1),
        ends_on=date(first + 1, 6, 30),
        opened_at=timezone.now(),
    )
    District.objects.create(name=content.DISTRICT)
    for place, told in enumerate(content.offices(), 1):
        departments = told.pop("departments")
        office = _made(Office, told, place, school_year=year)
        for number, department in enumerate(departments, 1):
            _made(Department, department, number, office=office)
        publishing.publish(office, by=None)
    roles = ensure_roles()
    for name, role in content.PEOPLE.items():
        person = get_user_model().objects.create_user(name, f"{name}@example.org", content.PASSWORD, is_staff=True)
        person.groups.add(roles[role])
    get_user_model().objects.get(username="editor").offices.set(Office.objects.filter(name__in=content.MINE))


def _made(model, told, place, **home):
    from django.utils.text import slugify

    from departments.models import Contact

    lines = told.pop("lines")
    entry = model.objects.create(**told, **home, slug=slugify(told["name"]), position=place)
    for number, line in enumerate(lines, 1):
        Contact.objects.create(**{model._meta.model_name: entry}, **line, position=number)
    return entry


if __name__ == "__main__":
    import django

    django.setup()
    fill()
