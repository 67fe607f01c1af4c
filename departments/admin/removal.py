"""Taking a person out everywhere: what is typed, each place it stands at, and the button that takes it out for good."""

import re
from collections import Counter
from itertools import takewhile
from operator import eq

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext
from django.views.decorators.debug import sensitive_post_parameters

from ..drafts.roles import may_take_out
from ..models import Department, Office, Removal
from ..models.accounts import account_name
from ..models.entry import PICTURE_NAME
from ..models.facts import ENTRY, LINE
from ..models.text_field import EmailLineField
from ..page import pictures
from ..removal import FoundDiffers, Wanted, find, take_out
from ..words import prose
from .forms import line
from .publication import ReadOnly
from .screens import WithScreens

_AROUND = 70  # characters shown before and after what changes
_MOST = 400  # places that somebody can look through
_LABELS = {fact.name: fact.label for fact in (*LINE.values(), *ENTRY.values())}
_LABELS |= {
    "username": gettext_noop("username, to sign in with"),
    "first_name": gettext_noop("first name"),
    "last_name": gettext_noop("last name"),
}
_LABELS |= {"number": LINE["phone"].label}  # of a line of the district


class WantedForm(forms.Form):
    name = line(gettext_lazy("Name"), gettext_lazy("As it is known best, for example Dr. Ann Roe."))
    instead = line(
        gettext_lazy("New name"), gettext_lazy("For a change of name. Left empty, “name withheld” stands in its place.")
    )
    number = line(gettext_lazy("Number"), gettext_lazy("The whole number; with its extension, only that one."))
    email = line(gettext_lazy("E-mail"), of=EmailLineField)
    words = line(gettext_lazy("Other words"), gettext_lazy("For example a postal address, or a nickname."))
    picture = line(
        gettext_lazy("Picture"),
        gettext_lazy("Its address: on the page, press the right mouse button on it, “Copy image address”."),
    )

    def clean_number(self) -> str:
        number = self.cleaned_data["number"]
        if number and len(re.findall(r"\d", number)) < 7:
            raise forms.ValidationError(_("Write the whole number, for example 414-475-8393."))
        return number

    def clean_picture(self) -> str:
        given = self.cleaned_data["picture"]
        stem = re.search(r"[0-9a-f]{64}-\d+x\d+", given)
        if given and not stem:
            raise forms.ValidationError(_("This is no address of a picture of the directory. Copy it from the page."))
        return f"images/{stem[0]}.webp" if stem else ""

    def clean(self) -> dict:
        cleaned = super().clean()
        for name in ("name", "words"):
            if cleaned.get(name) and sum(map(str.isalnum, cleaned[name])) < 3:
                self.add_error(name, _("Write more of it: this stands everywhere."))
        if not self.errors and not any(cleaned[name] for name in cleaned if name != "instead"):
            self.add_error(None, _("Fill in what is to be taken out: a name, a number, an e-mail, words or a picture."))
        return cleaned


@admin.register(Removal)
class RemovalAdmin(ReadOnly, WithScreens, admin.ModelAdmin):
    list_title = gettext_lazy("People taken out")
    list_display = ["at", "who", "came_to"]
    list_display_links = None
    list_select_related = ["by"]
    actions = None
    change_list_template = "admin/departments/removal/change_list.html"

    def has_view_permission(self, request, obj=None) -> bool:
        return may_take_out(request.user)

    has_add_permission = has_module_permission = has_view_permission

    @admin.display(description=gettext_lazy("by"), ordering="by")
    def who(self, removal) -> str:
        return account_name(removal.by) or _("an account that was deleted")

    @admin.display(description=gettext_lazy("what changed"))
    def came_to(self, removal) -> str:
        return removal.in_words

    @method_decorator(sensitive_post_parameters())
    def add_view(self, request, form_url="", extra_context=None) -> HttpResponse:
        """The form; a POST shows every place, or takes out what is ticked where nothing was saved since."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = WantedForm(request.POST or None)
        if not form.is_valid():
            return self._page(request, form)
        wanted, ticked = Wanted(**form.cleaned_data), set(request.POST.getlist("place"))
        if "_take_out" not in request.POST:
            return self._page(request, form, find(wanted))
        try:
            removal = take_out(wanted, ticked, by=request.user, shown=request.POST.get("shown", ""))
        except FoundDiffers as reason:
            messages.warning(request, str(reason))
            return self._page(request, form, reason.found)
        except IntegrityError:
            sentence = _("Nothing was taken out: two pages would have one address. Change one of them first.")
            messages.error(request, sentence)
            return self._page(request, form, find(wanted))
        self.log_addition(request, removal, _("Took a person out: {counts}.").format(counts=removal.in_words))
        messages.success(request, _("Taken out for good: {counts}.").format(counts=removal.in_words))
        if wanted.picture and pictures.is_stored(wanted.picture):
            sentence = _("The files of the picture stay: a page still shows it, or the store did not answer.")
            messages.warning(request, sentence)
        return redirect("admin:departments_removal_changelist")

    def _page(self, request, form, found=None):
        found_places = list(found.places.values()) if found else []
        homes = {place.home for place in found_places}
        drafts = [row for model in (Office, Department) for row in model.objects.filter(slug__in=homes)]
        names = {row.slug: row.name for row in drafts}
        seen, ticked = (request.POST.getlist(name) for name in ("seen", "place"))
        # As the person left it who saw it; what is new to them where it is sure.
        places = [
            _told(place, names) | {"is_ticked": place.key in ticked if place.key in seen else place.is_sure}
            for place in found_places
        ]
        beside = dict.fromkeys(row.image for row in drafts if PICTURE_NAME.fullmatch(row.image))
        context = {"form": form, "found": found, "places": places, "hidden": max(len(places) - _MOST, 0)}
        others = [name for name in beside if name != form.cleaned_data["picture"]]
        context["pictures"] = [pictures.small_url(name) for name in others]
        return self.show(request, "removal/take_out.html", title=_("Take a person out"), **context)


def _told(place, names):
    """A place as the page shows it: whose it is, the text around it, before and after, and the rows it stands in."""
    before, after = (prose.plain(text) if "<" in text else text for text in (place.before, place.after))
    if before == after:  # only where a link leads is another
        before, after = place.before, place.after
    start, end = (sum(takewhile(bool, map(eq, before[::step], after[::step]))) for step in (1, -1))
    start, end = max(start - _AROUND, 0), max(min(end, len(before) - start, len(after) - start) - _AROUND, 0)
    cut = [("…" if start else "") + text[start : len(text) - end] + ("…" if end else "") for text in (before, after)]
    rows = sorted(Counter(place.rows).items(), key=lambda pair: pair[0] not in place.drafts)
    rows = [_times(row, count) if count > 1 else row for row, count in rows]
    return vars(place) | {
        "about": names.get(place.home, place.home) or rows[0],
        "label": _(_LABELS.get(place.field, "")),
        "of": ", ".join(sorted(place.whose)) if place.field in LINE and not place.is_sure else "",
        "before": cut[0],
        "after": cut[1] or _("nothing"),
        "rows": rows,
    }


def _times(row, count):
    return ngettext("{row} ({number} time)", "{row} ({number} times)", count).format(row=row, number=count)
