"""
Two editors at once: a save over somebody's newer save is refused, on a page that shows both and loses neither.

The page is a form that carries all that was typed, what the person saw (`_seen`) and what the page shows beside it
(`_shown`). Sent, it makes the choices part of what was typed and runs the ordinary save, which may be refused again.
"""

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpResponse

from ..models import Office
from ..page import pictures
from . import presence
from .forms import PictureField
from .meanwhile import AsOpened, Layout, Sides, saved_since


class RefusesStaleSaves:
    """A ModelAdmin of drafts whose form knows what it showed. It needs `office_id_of(row)`, and `WithScreens`."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():  # comparing and saving: nobody saves between the two
            refusal = self._refusal(request, unquote(object_id))
            return refusal or super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        presence.saved(request.user, self.office_id_of(form.instance))

    def render_change_form(self, request, context, **kwargs) -> HttpResponse:
        obj = context["original"]
        if obj and self.has_change_permission(request, obj):
            seen = AsOpened.of_forms(context["adminform"].form, context["inline_admin_formsets"])
            context["seen"] = seen.token(obj)
            context["presence"] = presence.opened(request, self.office_id_of(obj), obj, seen)
        return super().render_change_form(request, context, **kwargs)

    def _refusal(self, request, pk):
        """The page that asks, or None where the save may go on, with `request.POST` as it is to be saved."""
        entry = self.get_object(request, pk)
        if entry is None or not self.has_change_permission(request, entry):
            return None  # Django says so itself
        # Who comes second waits here until the first has saved. SQLite has the whole file already (IMMEDIATE).
        Office.objects.select_for_update().filter(pk=self.office_id_of(entry)).first()
        entry = self.get_object(request, pk)
        if entry is None:
            return None
        layout = Layout.of(self, request, entry)
        now = AsOpened.now(layout)
        data, seen, unanswered = _with_choices(layout, request.POST)
        problems = []
        if seen != now:
            problems = _accept_pictures(layout, data, request.FILES)
            sides = Sides(layout, data, seen, now)
            if not sides.agree:
                return self._page(request, layout, sides, seen, problems, unanswered)
            data = sides.merged({})
        request.POST = data
        return None

    def _page(self, request, layout, sides, seen, problems, unanswered):
        entry = layout.entry
        office = entry if isinstance(entry, Office) else entry.office
        context = {
            "original": entry,
            "savers": saved_since(office, seen.at, reader=request.user) if seen else [],
            "found": sides.found,
            "chosen": sides.chosen(request.POST),
            "unanswered": unanswered,
            "problems": problems,
            "typed_values": [(name, value) for name, values in sides.data.lists() for value in values],
            "seen": seen.token(entry) if seen else "",
            "shown": sides.theirs.token(entry),
        }
        return self.show(request, "conflict.html", title=f"Saved meanwhile: {entry}", status=409, **context)


def _with_choices(layout, posted):
    """
    What is to be saved: `(data, seen, unanswered)`.

    Where the page that asks was sent, its choices become part of what was typed, and what it showed is what the
    person has seen. With a choice missing nothing is decided, and `unanswered` is true.
    """
    data = posted.copy()
    tokens = {name: data.pop(name, [""])[-1] for name in ("_seen", "_shown", "csrfmiddlewaretoken")}
    for name in [name for name in data if name.startswith("_take-")]:
        del data[name]
    seen, shown = (AsOpened.read(tokens[name], layout) for name in ("_seen", "_shown"))
    if shown is None:
        return data, seen, False
    sides = Sides(layout, data, seen, shown)
    chosen = sides.chosen(posted)
    if len(chosen) < len(sides.found.choices):
        return data, seen, True
    return sides.merged(chosen), shown, False


def _accept_pictures(layout, data, files):
    """Keep uploads by their name, as the form does when it is shown again; a sentence for each that is refused."""
    problems = []
    for name, field in layout.fields.items():
        if isinstance(field.field, PictureField) and files.get(name):
            try:
                data[f"{name}-kept"] = pictures.accept(files[name])
            except pictures.PictureRefused as reason:
                problems.append(f"{reason} Choose it again once you have saved.")
    return problems
