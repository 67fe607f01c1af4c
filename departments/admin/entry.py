"""What the forms of offices and departments share."""

from adminsortable2.admin import CustomInlineFormSet, SortableStackedInline
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import models
from django.forms import Field, HiddenInput, ModelChoiceField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from js_asset import Media

from ..drafts.state import state_of
from ..drafts.taking_off import was_seen
from ..models import Contact, Office
from ..models.facts import ENTRY, LINE, group_of, of_group
from ..models.lead import Lead
from ..models.number_field import NumberField
from ..page.kept_page import Unreadable
from ..reading.directory import Directory, NotListed
from ..words import phones
from . import asking, leading_on, preview, review, taking_off
from .assigned import Assigned, InlineOfAssigned, office_id_of
from .conflict import MergesDrafts
from .deleting import KeepingEntries
from .forms import EntryForm, PhoneWidget, RowForm, SplitMomentField
from .meanwhile import posting
from .moment_form import MomentForm
from .named_anew import TellsOfRemoved
from .recorded import Recorded
from .screens import WithScreens

AS_WRITTEN = {NumberField: {"widget": PhoneWidget}, models.DateTimeField: {"form_class": SplitMomentField}}

# The page from its top: what it is, who leads it and the number; how else to reach it, what it says; the rest.
HEAD = (None, {"fields": ["name", "lead_standing", "lead_title", "lead_name", "phone", "lead_as_typed"]})
_DETAILS = [fact for fact in ENTRY.values() if fact.in_details]
REACH = (gettext_lazy("How to reach it"), {"fields": [fact.name for fact in _DETAILS if fact.name != "phone"]})
TEXT = (gettext_lazy("What the page says"), {"fields": ["written_in", "summary", "body"]})
PICTURE = (gettext_lazy("Picture"), {"fields": of_group(ENTRY, "picture")})
SELDOM = (gettext_lazy("Seldom needed"), {"classes": ["collapse"], "fields": ["succeeds"]})
WHEN = "_when"  # before the names of the fields by which the bar of a form asks when; what they hold is no draft
LONG = 8  # departments: from here on the other parts of a form are closed to a line


class _RowChoice(ModelChoiceField):
    """The row that a form of a formset is of: fetched already, where Django asks for each one anew."""

    def __init__(self, row, *args, **kwargs):
        super().__init__(*args, required=False, widget=HiddenInput, **kwargs)
        self.row = row

    def to_python(self, value) -> models.Model | None:
        is_it = self.row.pk and value == str(self.row.pk)
        return self.row if is_it else super().to_python(value)


class InPlaces(CustomInlineFormSet):
    """Rows in the order of the screen: after a save their places are 1, 2, 3… and a new row comes last."""

    default_error_messages = {
        "missing_management_form": gettext_lazy(
            "A part of the form did not arrive, and nothing of it is saved. Send it again."
        )
    }

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        key = form.fields[self._pk_field.name]
        form.fields[self._pk_field.name] = _RowChoice(form.instance, key.queryset, initial=key.initial)

    @property
    def there(self) -> list:
        """The forms of the rows that are there, in the order of the screen: a refused form shows that again."""
        if not self.is_bound:
            return self.initial_forms
        return sorted(self.initial_forms, key=lambda form: form.cleaned_data.get("position") or 0)

    def total_form_count(self) -> int:
        """No more than arrived or are there, whatever number a post says: it would draw as many empty rows."""
        total = super().total_form_count()
        if self.is_bound:
            return min(total, max(posting.count(self.prefix, self.data), len(self.get_queryset())))
        return total

    def save(self, commit=True) -> list:
        rows = super().save(commit=commit)
        if commit:
            in_order = self.model.objects.filter(**{self.fk.name: self.instance}).order_by("position", "pk")
            moved = [(place, row) for place, row in enumerate(in_order, 1) if row.position != place]
            for place, row in moved:
                row.position = place
            self.model.objects.bulk_update([row for _, row in moved], ["position"])
        return rows


class InGroups:
    """An admin or an inline of entries or lines, whose fields tell the browser what makes sense only together."""

    def formfield_for_dbfield(self, db_field, request, **kwargs) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        group = group_of(LINE if self.model is Contact else ENTRY, db_field.name)
        if field and group != db_field.name:
            field.widget.attrs["data-group"] = group
        return field


class ContactInline(InGroups, InlineOfAssigned, SortableStackedInline):
    model = Contact
    form = RowForm
    formset = InPlaces
    extra = 0
    fields = [
        ("role", "name"),
        ("kind", "phone", "email"),
        "note",
        *(fact.name for fact in LINE.values() if fact.in_details),
    ]
    formfield_overrides = AS_WRITTEN
    template = "admin/departments/cards.html"
    verbose_name_plural = gettext_lazy("further contact lines")


class RichTextAdmin(admin.ModelAdmin):
    """An admin whose form has rich text: its scripts carry the nonce of the Content-Security-Policy."""

    formfield_overrides = AS_WRITTEN

    class Media:
        css = {"all": ["departments/admin/admin.css"]}
        js = ["departments/admin/editor-label.js"]

    def render_change_form(self, request, context, **kwargs) -> HttpResponse:
        context["has_texts"] = True
        context["media"] = Media.from_media(context["media"], nonce=getattr(request, "csp_nonce", ""))
        return super().render_change_form(request, context, **kwargs)


class EntryAdmin(
    InGroups, TellsOfRemoved, Recorded, MergesDrafts, Assigned, KeepingEntries, WithScreens, RichTextAdmin
):
    form = EntryForm
    prepopulated_fields = {"slug": ["name"]}
    list_per_page = 100

    class Media:
        js = ["departments/admin/sortable-keys.js"]

    def has_publish_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("departments.publish_office")

    def has_take_off_permission(self, request, obj=None) -> bool:
        """To take it off, or to ask for it."""
        return self.has_publish_permission(request, obj) or self.has_change_permission(request, obj)

    def get_prepopulated_fields(self, request, obj=None) -> dict:
        # An address that exists is somebody's bookmark: a new name must not change it behind the editor's back.
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def render_change_form(self, request, context, **kwargs) -> HttpResponse:
        context["show_publish"] = self.has_publish_permission(request)
        context["when"] = MomentForm(prefix=WHEN, initial=MomentForm.chosen(request.POST, f"{WHEN}-"))
        if entry := context.get("original"):
            office = getattr(entry, "office", entry)
            state = state_of(office)
            standing = taking_off.how_it_stands(self, request, entry, state)
            context |= self.admin_site.get_model_admin(Office).tabs(request, office)
            is_office = entry == office
            context |= {
                "state": state,
                "standing": standing,
                "differs": state.changes if is_office and state.live else state.changes_of(entry),
                "changed": {change.slug for change in state.changes if state.live},
                "faulty": {problem.slug for problem in state.draft.errors},
                "remarks": asking.remarks_of(office, entry),
                "problems": review.links_of(state, None if is_office else entry.slug),
                "is_long": is_office and len(state.draft.departments) >= LONG,
                "preview_url": preview.address_of(office, "" if is_office else entry.slug),
            }
            # What is seen stays to be deleted: whoever tries is led to taking it off.
            context["show_delete"] = standing["is_seen"] or not was_seen(entry)
        return super().render_change_form(request, context, **kwargs)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        forms = [form, *(row for formset in formsets for row in formset)]
        asking.end_mended(request, getattr(form.instance, "office", form.instance), forms)
        for one in forms:
            if replaced := getattr(one, "replaced", ""):
                messages.info(request, replaced)

    def response_add(self, request, obj, post_url_continue=None) -> HttpResponse:
        return self._saved(request, obj, super().response_add, is_new=True)

    def response_change(self, request, obj) -> HttpResponse:
        return self._saved(request, obj, super().response_change)

    def _saved(self, request, entry, of_a_small_window, **how):
        """Back to the form, which says what visitors see meanwhile; or to the list, for who asks for that."""
        if IS_POPUP_VAR in request.POST:
            return of_a_small_window(request, entry)
        if {"_publish", "_ask"} & {*request.POST}:
            when = MomentForm.chosen(request.POST, f"{WHEN}-")
            review = reverse("admin:departments_office_review", args=[office_id_of(entry)])
            return redirect(review if when["when"] == MomentForm.NOW else f"{review}?{urlencode(when)}")
        messages.success(request, leading_on.saved(entry, **how))
        if "_save" in request.POST:
            return self.response_post_save_change(request, entry)
        return redirect(f"admin:departments_{self.opts.model_name}_change", entry.pk)

    def view_on_site(self, entry) -> str | None:
        """Where visitors see it, at whatever address; None where they do not."""
        try:
            return Directory.at(label=entry.school_year.label).url_of(entry)
        except (NotListed, Unreadable):
            return None

    @admin.display(description=gettext_lazy("lead"), ordering="lead_name")
    def lead(self, entry) -> str:
        return str(Lead(entry.lead_title, entry.lead_name, entry.lead_standing)) or "—"

    @admin.display(description=gettext_lazy("phone"), ordering="phone")
    def number(self, entry) -> str:
        return phones.display(entry.phone) or "—"
