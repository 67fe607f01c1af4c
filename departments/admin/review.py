"""What publishing would change, what stands in its way, and the button that does it: for one office or several."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from .. import publishing
from ..drafts.state import state_of, states
from ..words.days import moment
from .moment_form import MomentForm
from .office_screens import list_path, list_screen, office_path, office_screen, redirect_to_selected, selected


class ReviewForm(MomentForm):
    # What the person was shown; a draft saved since is shown again before it is published.
    reviewed = forms.CharField(widget=forms.HiddenInput)


def paths(model_admin):
    return [
        list_path(model_admin, "publish/", several, name="publish_several", may="publish"),
        office_path(model_admin, "review/", review, name="review"),
    ]


def redirect_to_several(queryset):
    return redirect_to_selected("publish_several", queryset)


def review(model_admin, request, office):
    """What the draft changes, for whoever sees it; and Publish for those who may."""
    may_publish = model_admin.has_publish_permission(request, office)
    state = state_of(office)
    form = ReviewForm(request.POST if may_publish and request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["reviewed"] == state.draft.digest:
            published = publish(model_admin, request, office, form)
            return HttpResponseRedirect(
                reverse(f"admin:departments_office_{'publications' if published else 'review'}", args=[office.pk])
            )
        form.add_error(None, "The draft was saved again meanwhile. This is what it changes now: please look once more.")
    reviewed = state.draft.digest
    return office_screen(
        model_admin,
        request,
        office,
        "admin/departments/office/review.html",
        title="Review and publish" if may_publish else "What will change",
        state=state,
        problems=_with_links(state),
        form=form,
        reviewed=reviewed,
    )


def _with_links(state):
    """The problems of a draft, each with the address of the field that mends it."""
    links = []
    for problem in state.draft.problems:
        department = state.draft.departments.get(problem.slug)
        row, noun = (department, "department") if department else (state.office, "office")
        anchor = "contacts-group" if problem.field == "contacts" else f"id_{problem.field}"
        href = f"{reverse(f'admin:departments_{noun}_change', args=[row.pk])}#{anchor}"
        links.append({"level": problem.level, "sentence": problem.sentence, "href": href})
    return links


def several(model_admin, request):
    """The same for the offices chosen in the list. Each is published by itself: one that fails stops no other."""
    offices = list(selected(model_admin, request))
    state_by_office = states(offices)
    reviewed = " ".join(f"{office.pk}:{state_by_office[office.pk].draft.digest}" for office in offices)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["reviewed"] == reviewed:
            for office in offices:
                publish(model_admin, request, office, form)
            return HttpResponseRedirect(reverse("admin:departments_office_changelist"))
        form.add_error(None, "A draft was saved again meanwhile. This is what they change now: please look once more.")
    return list_screen(
        model_admin,
        request,
        "admin/departments/office/review_several.html",
        title="Review and publish",
        states=[state_by_office[office.pk] for office in offices],
        form=form,
        reviewed=reviewed,
    )


def publish(model_admin, request, office, form):
    """Publish as `form` says, and tell the person in a sentence what became of it."""
    try:
        publication = publishing.publish(office, by=request.user, at=form.moment, note=form.cleaned_data["note"])
    except publishing.NothingToPublish as reason:
        model_admin.message_user(request, str(reason), messages.INFO)
    except publishing.PublishRefused as reason:
        model_admin.message_user(request, f"Not published. {reason}", messages.ERROR)
    else:
        tell(model_admin, request, publication)
        return publication


def tell(model_admin, request, publication):
    """Say what was published, and from when until when visitors see it."""
    link = format_html('<a href="{}">{}</a>', publication.office.get_absolute_url(), publication.name)
    verb = "see it since" if publication.is_live() else "will see it from"
    until = f", until {moment(publication.live_until)}" if publication.live_until else ""
    sentence = format_html(
        "Published {} as number {}: visitors {} {}{}.",
        link,
        publication.number,
        verb,
        moment(publication.live_from),
        until,
    )
    model_admin.message_user(request, sentence, messages.SUCCESS)
    year = publication.school_year
    if not year.is_opened():
        model_admin.message_user(
            request, f"The school year {year} is not open: visitors see its pages once it is.", messages.WARNING
        )
    for left_out in publication.left_out:
        model_admin.message_user(request, left_out, messages.WARNING)
