"""Searches that found nothing, for publishers: make one another name of something, or dismiss it."""

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import MissedSearch, Office
from ..search import missed_searches
from ..words.days import day
from .entry_choice import EntryChoiceField, drafts_of, label_of, offered
from .forms import line
from .named_anew import tell_of_removed
from .publication import ReadOnly
from .screens import ROW, Screen, WithScreens


class OutcomeFilter(admin.SimpleListFilter):
    """What waits, unless something else is asked for."""

    title = gettext_lazy("answer")
    parameter_name = "answer"

    def lookups(self, request, model_admin) -> list:
        return [(value, label) for value, label in MissedSearch.Outcome.choices if value != "waiting"]

    def choices(self, changelist) -> list:
        first, *others = super().choices(changelist)
        return [first | {"display": _("Waiting")}, *others]

    def queryset(self, request, queryset) -> QuerySet:
        return queryset.filter(outcome=self.value() or "waiting")


class NameForm(forms.Form):
    name = line(gettext_lazy("Other name"), gettext_lazy("As the A–Z will show it."), max_length=200, required=True)

    def __init__(self, data, *, user, url, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["entry"] = EntryChoiceField(
            user,
            url,
            label=_("Another name of"),
            help_text=_("An office or department of this school year’s drafts, or of a later year’s."),
            error_messages={"required": _("Choose the office or department that people mean by it.")},
        )


@admin.register(MissedSearch)
class MissedSearchAdmin(ReadOnly, WithScreens):
    list_title = gettext_lazy("Searches that found nothing")
    list_display = ["typed", "what_to_do", "count", "last_on"]
    list_display_links = None
    list_filter = [OutcomeFilter]
    list_per_page = 50
    search_fields = ["typed__folded"]
    actions = ["dismiss_selected", "wait_again_selected"]
    fields = ["typed", ("count", "first_on", "last_on"), ("outcome", "answered_on"), "answer"]

    class Media:
        css = {"all": ["departments/admin/admin.css"]}

    def has_answer_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("departments.change_missedsearch")

    @admin.display(description=gettext_lazy("what to do"))
    def what_to_do(self, missed) -> str:
        if missed.outcome == MissedSearch.Outcome.WAITING:
            address = reverse("admin:departments_missedsearch_add_name", args=[missed.pk])
            link = _('<a href="{url}">Add as another name<span class="visually-hidden"> for “{typed}”</span></a>')
            return format_html(link, url=address, typed=missed.typed)
        outcome, on = missed.get_outcome_display(), day(missed.answered_on)
        if not missed.answer:
            return f"{outcome}, {on}"
        return _("{outcome} of {answer}, {day}").format(outcome=outcome, answer=missed.answer, day=on)

    @admin.action(description=gettext_lazy("Dismiss: nothing should have that name"), permissions=["answer"])
    def dismiss_selected(self, request, queryset) -> None:
        self._each(request, queryset, missed_searches.dismiss, _("Dismissed “{typed}”."))

    @admin.action(description=gettext_lazy("Put back on the list"), permissions=["answer"])
    def wait_again_selected(self, request, queryset) -> None:
        self._each(request, queryset, missed_searches.wait_again, _("“{typed}” is on the list again."))

    def _each(self, request, queryset, verb, sentence):
        for missed in queryset:
            verb(missed)
            self.log_change(request, missed, sentence.format(typed=missed))
            messages.success(request, sentence.format(typed=missed))

    def add_name(self, request, missed) -> HttpResponse:
        """Make the words another name of an office or department, or dismiss them."""
        if "_dismiss" in request.POST:
            self._each(request, [missed], missed_searches.dismiss, _("Dismissed “{typed}”."))
            return redirect("admin:departments_missedsearch_changelist")
        url = reverse("admin:departments_missedsearch_drafts")
        form = NameForm(request.POST or None, user=request.user, url=url, initial={"name": missed.typed})
        if form.is_valid():
            self._add_name(request, missed, **form.cleaned_data)
            return redirect("admin:departments_missedsearch_changelist")
        context = {"missed": missed, "form": form, "media": self.media + form.media}
        title = _("Add “{missed}” as another name").format(missed=missed)
        return self.show(request, "missedsearch/add_name.html", title=title, **context)

    def _add_name(self, request, missed, name, entry):
        is_new = missed_searches.add_name(missed, entry, name, by=request.user)
        told = _("The draft has “{name}” as a name of {entry} already.")
        told = _("Added “{name}” as another name of {entry}.") if is_new else told
        self.log_change(request, missed, told.format(name=name, entry=entry))
        office = entry if isinstance(entry, Office) else entry.office
        review = reverse("admin:departments_office_review", args=[office.pk])
        on = _('Visitors find it under that name once the page is published: <a href="{url}">review it</a>.')
        told = format_html(told, name=name, entry=label_of(entry))
        messages.success(request, format_html("{} {}", told, format_html(on, url=review)))
        tell_of_removed(request, entry, other_name=name)

    def drafts(self, request) -> HttpResponse:
        """What may be chosen, as the list on the form asks for it."""
        return offered(request, *drafts_of(request.user))

    screens = (
        Screen("add_name", f"{ROW}/add-name/", add_name, may="answer"),
        Screen("drafts", "drafts/", drafts, may="answer"),
    )
