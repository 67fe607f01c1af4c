"""What publishing would change, what stands in its way, and the button that does it: for one office or several."""

import re

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import publishing
from ..drafts import asking
from ..drafts.state import state_of, states
from ..models import Department, Happening, Office, Publication
from ..publishing.checking import Level
from ..publishing.meanwhile import SAVED, Seen, since
from ..school_years import corrections
from ..words.days import moment
from .asking import ask, how_it_stands
from .forms import line
from .leading_on import field_address
from .moment_form import MomentForm
from .named_anew import tell_of_removed
from .offered_lookups import keys
from .years import correcting


class ReviewForm(MomentForm):
    """Of `offices`; `drafts` are theirs, if they count. `number` is that of the last happening before all was read."""

    # What the person was shown; what was saved or published since is shown again before anything is published.
    reviewed = forms.CharField(widget=forms.HiddenInput)
    note = line(
        gettext_lazy("Note for the history"),
        gettext_lazy("Why, for colleagues. Visitors do not see it."),
        max_length=300,
    )

    def __init__(self, data, offices, drafts=(), *, number, **kwargs):
        super().__init__(data, **kwargs)
        self.offices, self.digests = list(offices), [draft.digest for draft in drafts]
        self.now = " ".join([str(number), *self.digests])
        self.fields["reviewed"].required = bool(self.digests)

    def clean(self) -> dict:
        cleaned = super().clean()
        if "reviewed" in cleaned and (told := self._happened_since(cleaned["reviewed"])):
            now = _("This is what they do now: please look once more.")
            now = _("This is what it does now: please look once more.") if len(self.offices) == 1 else now
            self.add_error(None, " ".join([*told, now]))
        return cleaned

    def _happened_since(self, reviewed):
        number, *digests = reviewed.split() or [str(Happening.objects.latest_number())]
        self.number = int(number) if re.fullmatch(r"\d{1,15}", number, re.ASCII) else 0
        saved = [] if digests == self.digests else [_(SAVED)]
        return saved + [sentence for office in self.offices for sentence in since(self.number, office)]

    def seen(self, draft=None) -> Seen:
        """What the person was shown of an office, with its `draft` if that counts. Of a valid form."""
        return Seen(self.number, draft.digest if draft else "")


def review(model_admin, request, office) -> HttpResponse:
    """What the draft changes, for whoever sees it; and Publish for those who may."""
    may_publish = model_admin.has_publish_permission(request, office)
    number = Happening.objects.latest_number()
    state = state_of(office)
    asked = how_it_stands(model_admin, request, office, state)
    if (ask_form := asked["ask_form"]) and ask_form.is_valid():
        return ask(request, office, ask_form.cleaned_data["words"])
    data = request.POST if may_publish and "_ask" not in request.POST else None
    chosen = MomentForm.chosen(request.GET)  # on the form of the draft
    form = ReviewForm(data or None, [office], [state.draft], number=number, initial=chosen)
    if form.is_valid():
        published = publish(request, asking.publish, office, form, form.seen(state.draft))
        return redirect(f"admin:departments_office_{'history' if published else 'review'}", office.pk)
    title = _("Review and publish") if may_publish else _("What will change")
    found = corrections.offered(office.school_year, Office.objects.filter(pk=office.pk))
    may_change = model_admin.has_change_permission(request, office)
    problems, also = _with_links(state, found, may_change), correcting.also(found) if may_change else ()
    context = {"state": state, "problems": problems, "also": also, "year": office.school_year}
    context |= {"form": form, "reviewed": form.now} | asked
    return model_admin.show(request, "office/review.html", office, title=title, **context)


def _with_links(state, corrected, may_change):
    """
    The problems of a draft, each with where it is mended: the field, or, for who `may_change` the draft, what was
    `corrected` in the year before.
    """
    also = may_change and f"{reverse('admin:departments_office_review', args=[state.office.pk])}#also"
    undone = corrections.brought_back(corrected, state)
    links = [{"level": Level.WARNING, "sentence": sentence, "href": also} for sentence in undone]
    return sorted([*links, *links_of(state)], key=lambda link: link["level"])


def links_of(state, slug: str | None = None, forms=()) -> list[dict]:
    """
    The problems of a draft, of its department `slug` alone where that is given, each with where it is mended: on the
    page that has one of `forms` with that field, or on a form of its own.
    """
    links = []
    prefixes = {(form.instance, name): form.add_prefix(name) for form in forms for name in form.fields}
    for problem in state.draft.problems:
        if slug in (None, problem.slug):
            department = state.draft.departments.get(problem.slug)
            here = prefixes.get((Department(department) if department else state.office, problem.field))
            href = f"#id_{here}" if here else mended_at(state, problem.slug, problem.field)
            links.append({"level": problem.level, "sentence": problem.sentence, "href": href})
    return sorted(links, key=lambda link: link["level"])


def mended_at(state, slug: str, field: str) -> str:
    """Where `field` of the department `slug` is typed, "" for the office itself."""
    department = state.draft.departments.get(slug)
    return field_address("department" if department else "office", department or state.office.pk, field)


def several(model_admin, request) -> HttpResponse:
    """The same for the offices chosen in the list. Each is published by itself: one that fails stops no other."""
    number = Happening.objects.latest_number()
    shown = states(selected(model_admin, request), together=True).values()
    offices, drafts = [state.office for state in shown], [state.draft for state in shown]
    form = ReviewForm(request.POST or None, offices, drafts, number=number)
    if form.is_valid():
        seen = {office.pk: form.seen(draft) for office, draft in zip(offices, drafts, strict=True)}
        for _office, done in asking.publish_many(offices, **_how(request, form), seen=seen):
            _tell(request, done, form)
        return redirect("admin:departments_office_changelist")
    mine = Office.objects.filter(pk__in=[office.pk for office in offices])
    found = {year: corrections.offered(year, mine) for year in {office.school_year for office in offices}}
    seen = [
        (one, _with_links(one, found[one.office.school_year], model_admin.has_change_permission(request, one.office)))
        for one in shown
    ]
    context = {"states": seen, "form": form, "reviewed": form.now}
    return model_admin.show(request, "office/review_several.html", title=_("Review and publish"), **context)


def selected(model_admin, request) -> QuerySet:
    """The offices named by `ids=1,2,3` in the address that the person may see, in the order of the list."""
    ids = keys(request.GET.get("ids", "").split(","))
    offices = model_admin.get_queryset(request).filter(pk__in=ids).select_related("school_year")
    return offices.order_by(*model_admin.ordering)


def to_selected(name, queryset) -> HttpResponseRedirect:
    """From the list to the screen `name` of these offices."""
    ids = ",".join(str(pk) for pk in queryset.values_list("pk", flat=True))
    return redirect(f"{reverse(f'admin:departments_office_{name}')}?ids={ids}")


def publish(request, verb, what, form, seen) -> Publication | None:
    """
    Publish `what` by `verb` as `form` says, who has `seen` what, and tell the person in a sentence what became of it.

    `verb` is `asking.publish` of an office, or `publish_again` of an earlier publication. None where it refused.
    """
    try:
        done = verb(what, **_how(request, form), seen=seen)
    except publishing.PublishRefused as reason:
        done = reason
    return _tell(request, done, form)


def _how(request, form):
    return {"by": request.user, "at": form.moment, "note": form.cleaned_data["note"]}


def _tell(request, done, form):
    """Say what was published, and from when until when visitors see it; or why it was not, which gives None."""
    if isinstance(done, publishing.NothingToPublish):
        messages.info(request, str(done))
    elif isinstance(done, publishing.PublishRefused):
        messages.error(request, f"{_('Not published.')} {done}")
    else:
        _tell_of(request, done)
        tell_of_removed(request, done, note=form.cleaned_data["note"])
        return done


# Whether the school year is open then, whether visitors see the page now, and whether its end is set.
_PUBLISHED = {
    (True, True, False): gettext_lazy("Published {page} as number {number}: visitors see it since {begins}."),
    (True, True, True): gettext_lazy(
        "Published {page} as number {number}: visitors see it since {begins}, until {ends}."
    ),
    (True, False, False): gettext_lazy("Published {page} as number {number}: visitors will see it from {begins}."),
    (True, False, True): gettext_lazy(
        "Published {page} as number {number}: visitors will see it from {begins}, until {ends}."
    ),
    (False, True, False): gettext_lazy(
        "Published {page} as number {number}: visitors see it once the school year {year} is open."
    ),
    (False, True, True): gettext_lazy(
        "Published {page} as number {number}: visitors see it once the school year {year} is open, until {ends}."
    ),
    (False, False, False): gettext_lazy(
        "Published {page} as number {number}: visitors see it from {begins} on once the school year {year} is open."
    ),
    (False, False, True): gettext_lazy(
        "Published {page} as number {number}: visitors see it from {begins} on once the school year {year} is open, "
        "until {ends}."
    ),
}


def _tell_of(request, publication):
    is_opened = publication.school_year.is_opened(max(publication.live_from, timezone.now()))
    said = {
        "page": format_html('<a href="{}">{}</a>', publication.url, publication.name),
        "number": publication.number,
        "begins": moment(publication.live_from),
        "ends": moment(publication.live_until),
        "year": publication.school_year,
    }
    told = _PUBLISHED[is_opened, publication.is_live(), bool(publication.live_until)]
    messages.success(request, format_html(told, **said))
    for sentence in publication.told:
        messages.warning(request, sentence)
