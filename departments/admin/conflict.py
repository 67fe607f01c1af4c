"""
Two editors at once: what only one of them changed is saved beside the other's, and what both changed is asked.

The page that asks is a form that carries all that was typed, what the person saw (`_seen`) and what the page shows
beside it (`_shown`). Sent, it makes the choices part of what was typed and runs the ordinary save, which may ask again.
"""

from dataclasses import replace

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from ..drafts import confirming, history
from ..models import Office
from ..models.accounts import account_name
from ..models.facts import ENTRY
from ..page import pictures
from . import presence
from .assigned import office_id_of
from .forms import PictureField
from .meanwhile import AsOpened, Layout, Sides, kept_beside, saved_since
from .meanwhile.posting import rows


class MergesSaves:
    """A ModelAdmin whose form knows what it showed. It needs `WithScreens`."""

    def kept_with(self, row) -> QuerySet:
        """The one row that is locked while `row` is saved, and whose savers are told."""
        return type(row).objects.filter(pk=row.pk)

    def opened(self, request, row, seen) -> dict:
        """What the form of `row` needs besides what it showed."""
        return {}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        request.checked_meanwhile, request.saved_beside = None, []
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():  # comparing and saving: nobody saves between the two
            question = self._question(request, unquote(object_id))
            return question or super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        for sentence, both in request.saved_beside:
            told = _("Saved. {what}; both are kept.") if both else _("Saved. {what}; it is kept.")
            messages.success(request, told.format(what=sentence))

    def render_change_form(self, request, context, **kwargs) -> HttpResponse:
        obj = context["original"]
        for sentence, _both in request.saved_beside:
            told = _("{what}: it stands on this form beside what you typed. Nothing is saved yet.")
            messages.info(request, told.format(what=sentence))
        if obj and self.has_change_permission(request, obj):
            rows = [inline.formset for inline in context["inline_admin_formsets"] if inline.has_change_permission]
            seen = AsOpened.now(Layout(context["adminform"].form, rows))
            context |= {"seen": seen.token(obj), **self.opened(request, obj, seen)}
        return super().render_change_form(request, context, **kwargs)

    def _question(self, request, pk):
        """The page that asks, or None where the save may go on, with `request.POST` as it is to be saved."""
        entry = self.get_object(request, pk)
        if entry is None or not self.has_change_permission(request, entry):
            return None  # Django says so itself
        # Who comes second waits here until the first has saved. SQLite has the whole file already (IMMEDIATE).
        row = self.kept_with(entry).select_for_update().first()
        entry = self.get_object(request, pk)
        if entry is None:
            return None
        layout = Layout.of(self, request, entry)
        now = AsOpened.now(layout)
        data, seen, unanswered = self._with_choices(request, layout)
        if seen and seen.checked and seen.checked != now.checked:
            request.checked_meanwhile = seen.checked
        if seen != now:
            problems = _accept_pictures(layout, data, request.FILES)
            sides = Sides(layout, data, seen, now)
            sides = sides if sides.found.choices else sides.savable(request.FILES)
            savers = saved_since(row, seen.at, reader=request.user) if seen else []
            if sides.found.choices:
                return self._page(request, sides, seen, savers, problems=problems, unanswered=unanswered)
            self._keep_moved(request, sides, {})
            if sides.found.kept:
                sentence = kept_beside(sides.found, savers, self.opts.verbose_name)
                request.saved_beside = [(sentence, bool(sides.found.typed))]
            data = sides.merged({})
        request.POST = data
        return None

    def _with_choices(self, request, layout):
        """
        What is to be saved: `(data, seen, unanswered)`.

        Where the page that asks was sent, its choices become part of what was typed, and what it showed is what the
        person has seen. With a choice missing nothing is decided, and `unanswered` is true.
        """
        posted, data = request.POST, request.POST.copy()
        tokens = {name: data.pop(name, [""])[-1] for name in ("_seen", "_shown", "csrfmiddlewaretoken")}
        refused = dict.fromkeys(data.pop("_refused", []), "")
        for name in [name for name in data if name.startswith("_take-")]:
            del data[name]
        seen, shown = (AsOpened.read(tokens[name], layout) for name in ("_seen", "_shown"))
        if shown is None:
            return data, seen, False
        sides = Sides(layout, data, seen, shown, refused)
        chosen = sides.chosen(posted)
        if len(chosen) < len(sides.found.choices) or not self._keep_moved(request, sides, chosen):
            return data, seen, True
        return sides.merged(chosen), replace(shown, checked=seen and seen.checked), False

    def _keep_moved(self, request, sides, chosen):
        """Save what was typed into departments that are in another office by now; whether all of it can be."""
        changed = [form for row in sides.found.moved if (form := row.form(sides.data, chosen)).has_changed()]
        if any(form.errors for form in changed):
            return False
        for form in changed:
            history.watch(form.instance.office_id)
            self.log_change(request, form.save(), self.construct_change_message(request, form, []))
            told = _("{department} was moved to {office} meanwhile: what you typed is saved there.")
            messages.success(request, told.format(department=form.instance, office=form.instance.office))
        return True

    def _page(self, request, sides, seen, savers, **context):
        entry = sides.layout.entry
        context |= {
            "original": entry,
            "savers": savers,
            "is_own": {saver.is_reader for saver in savers} == {True},
            "found": sides.found,
            "refused": sides.refused,
            "chosen": sides.chosen(request.POST),
            "typed_values": [(name, value) for name, values in sides.data.lists() for value in values],
            "seen": seen.token(entry) if seen else "",
            "shown": sides.theirs.token(entry),
        }
        return self.show(
            request, "conflict.html", title=_("Saved meanwhile: {entry}").format(entry=entry), status=409, **context
        )


class MergesDrafts(MergesSaves):
    """The same for drafts: they belong to an office, and who has it open is told. It needs `Assigned` as well."""

    def kept_with(self, row) -> QuerySet:
        return Office.objects.filter(pk=office_id_of(row))

    def opened(self, request, row, seen) -> dict:
        return {"presence": presence.opened(request, office_id_of(row), row, seen)}

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        presence.saved(request.user, office_id_of(form.instance))
        if request.checked_meanwhile and "_confirm" not in request.POST and _changes_details(form, formsets):
            self._take_back_the_check(request, form.instance)

    def _take_back_the_check(self, request, entry):
        """Whoever said that the details are right did not see what this save makes of them."""
        office = Office.objects.select_related("confirmed_by").get(pk=office_id_of(entry))
        who = account_name(office.confirmed_by) or _("Somebody")
        on, by = request.checked_meanwhile
        confirming.take_back(office, on=on, by=by)
        told = _(
            "{who} marked the details as checked meanwhile, without what you changed: that no longer counts. Look at "
            "them, and press “These details are right” on the office."
        )
        messages.warning(request, told.format(who=who))


def _changes_details(form, formsets):
    rows = [row for formset in formsets for row in formset.forms]
    return any(name in ENTRY and ENTRY[name].is_checked for name in form.changed_data) or any(
        set(row.changed_data) - {"position"} for row in rows
    )


def _accept_pictures(layout, data, files):
    """Take `files` by their names, as the form does when it is shown again; a sentence for each that is refused."""
    problems, fields = [], dict(layout.fields)
    for inline in layout.inlines:
        fields |= {
            row.name + name: field for row in rows(inline, data) for name, field in inline.fields_of(row).items()
        }
    for name, field in fields.items():
        if isinstance(field.field, PictureField) and files.get(name):
            try:
                data[f"{name}-kept"] = pictures.accept(files[name])
                del files[name]
            except pictures.PictureRefused as reason:
                problems.append(f"{reason} {_('Choose it again once you have saved.')}")
    return problems
