"""What is done with the publications of one office: any two compared, one published again, or called off."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import publishing
from ..drafts.undone import undone_whenever
from ..models import Happening, Publication
from ..page import kept_page
from ..publishing import changes, two_offices
from ..words.days import moment
from .review import ReviewForm, publish


class CompareForm(forms.Form):
    DRAFT = "draft"

    def __init__(self, numbers, *args):
        super().__init__(*args)
        told = _("no. {number} of {moment}")
        choices = [(str(number), told.format(number=number, moment=moment(at))) for number, at in numbers]
        choices.insert(0, (self.DRAFT, _("the draft")))
        said = {"invalid_choice": _("This office has no such publication. Choose another.")}
        for name, label in (("older", _("From")), ("newer", _("To"))):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, error_messages=said)


def compare(model_admin, request, office) -> HttpResponse:
    """Any two publications of the office, or one and the draft."""
    numbers = list(Publication.objects.filter(office=office).order_by("-number").values_list("number", "live_from"))
    chosen = {"newer": CompareForm.DRAFT, "older": str(numbers[0][0]) if numbers else CompareForm.DRAFT}
    form = CompareForm(numbers, chosen | {name: request.GET[name] for name in chosen if name in request.GET})
    found = None
    if form.is_valid():
        try:
            older, newer = (_page(office, form.cleaned_data[name]) for name in ("older", "newer"))
        except kept_page.Unreadable as reason:
            told = _("One of them cannot be read: {reason} Choose another.")
            form.add_error(None, told.format(reason=reason))
        else:
            found = changes.between(older, newer)
    return model_admin.show(request, "office/compare.html", office, title=_("Compare"), form=form, found=found)


def _page(office, choice):
    if choice == CompareForm.DRAFT:
        return publishing.draft_of(office, at=timezone.now()).page
    return kept_page.page_of(Publication.objects.get(office=office, number=choice))


def again(model_admin, request, office, number) -> HttpResponse:
    """What publishing an earlier publication again would change for visitors, and the button that does it."""
    last, earlier = Happening.objects.latest_number(), _publication(office, number)
    form = ReviewForm(request.POST or None, [office], number=last)
    if form.is_valid():
        publish(request, publishing.publish_again, earlier, form, form.seen())
        return _to_list(office)
    whole, reason = kept_page.page_or_reason(earlier)
    if whole is None:
        messages.error(
            request, _("No. {number} cannot be published again: {reason}").format(number=number, reason=reason)
        )
        return _to_list(office)
    at, departments = timezone.now(), two_offices.departments_on(earlier)
    live = Publication.objects.live(at).filter(office=office).first()
    page, left_out = two_offices.still_here(office, whole, departments, at=at)
    shown = live and kept_page.readable_page_of(live)
    found = changes.between(shown, page)
    ahead = Publication.objects.filter(office=office, live_from__gt=at).taking_room().order_by("live_from")
    context = {"publication": earlier, "found": found, "left_out": left_out, "form": form, "reviewed": form.now}
    stays = {key for slug, key in departments.items() if slug in {part.slug for part in page.departments}}
    context["nowhere"] = two_offices.shown_nowhere(live, stays)
    context["undone"] = undone_whenever(page, shown, ahead)
    return model_admin.show(
        request, "office/again.html", office, title=_("Publish no. {number} again").format(number=number), **context
    )


def call_off(model_admin, request, office, number) -> HttpResponse:
    publication = _publication(office, number)
    if request.method == "POST":
        was_live = publication.is_live()
        try:
            others = publishing.call_off(publication, by=request.user)[1:]
        except publishing.PublishRefused as reason:
            messages.error(request, str(reason))
        else:
            with_it = [_("{office}, which was published with it").format(office=one) for one in others]
            messages.success(request, _called_off(was_live, number, f" {_('and')} ".join(with_it)))
    return _to_list(office)


def _called_off(was_live, number, others):
    if others and was_live:
        told = _("Called off taking it off the site and {others}. What visitors see now stays.")
    elif others:
        told = _("Called off no. {number} and {others}. What visitors see now stays.")
    elif was_live:
        told = _("Called off taking it off the site. What visitors see now stays.")
    else:
        told = _("Called off no. {number}. What visitors see now stays.")
    return told.format(number=number, others=others)


def _publication(office, number):
    return get_object_or_404(Publication.objects.select_related("office__school_year"), office=office, number=number)


def _to_list(office):
    return redirect("admin:departments_office_history", office.pk)
