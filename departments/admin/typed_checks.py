"""The checks beside a form, asked again of what is typed while somebody types it. Nothing is saved."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from ..drafts.state import State
from ..models import Contact, Department, Office
from ..publishing.draft import drafted
from .review import links_of
from .screens import ROW, Screen


def checks(model_admin, request, entry) -> HttpResponse:
    """What the checks say of `entry` as the posted form has it, as HTML for a script, each with its field there."""
    office = entry if isinstance(entry, Office) else entry.office
    rows = {
        Department: {row.pk: row for row in office.departments.all()},
        Contact: {row.pk: row for row in Contact.objects.of_offices([office])},
    }
    form = model_admin.get_form(request, entry, change=True)(request.POST, instance=entry)
    form.full_clean()
    forms = [form, *_rows(model_admin, request, entry, rows)]
    for number, one in enumerate(forms):
        if type(one.instance) in rows:
            one.instance.pk = one.instance.pk or -number
            rows[type(one.instance)][one.instance.pk] = one.instance
    now = timezone.now()
    draft = drafted(office, rows[Department].values(), rows[Contact].values(), now)
    state = State(office, now, draft, live=None, ahead=())
    problems = links_of(state, None if entry is office else entry.slug, forms)
    return HttpResponse(render_to_string("admin/departments/_problems.html", {"problems": problems}, request))


def _rows(model_admin, request, entry, rows):
    """The forms of the rows that stay; those that go leave `rows`."""
    for formset in model_admin._create_formsets(request, entry, change=True)[0]:
        for form in formset.forms:
            form.full_clean()  # what is no value yet leaves the row as it is
            if formset.can_delete and formset._should_delete_form(form):
                rows[formset.model].pop(form.instance.pk, None)
            else:
                yield form


SCREEN = Screen("checks", f"{ROW}/checks/", checks, may="change", only_posts=True, by_script=True)
