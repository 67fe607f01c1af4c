"""One version of an office's draft in full, and putting it back; recovering what was deleted."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..drafts import history
from ..publishing import changes
from ..words.days import moment
from .forms import line
from .named_anew import tell_of_removed


class PutBackForm(forms.Form):
    # The newest version when the page was shown: what putting back would change is told of that one.
    newest = forms.IntegerField(widget=forms.HiddenInput, required=False)
    why = line(gettext_lazy("Why"), gettext_lazy("For colleagues, in the history. May stay empty."), max_length=300)


def version(model_admin, request, office, version_id) -> HttpResponse:
    """One version, or the FIRST: what it changed, and what putting it back would change now. A POST does it."""
    kept = history.versions(office)
    if not kept and version_id == history.FIRST:  # of a first save that changed nothing
        return redirect("admin:departments_office_history", office.pk)
    chosen = kept[-1] if version_id == history.FIRST else next((one for one in kept if one.id == version_id), None)
    if chosen is None:
        raise Http404(f"{office} has no version {version_id}.")
    may_put_back = model_admin.has_change_permission(request, office)
    form = PutBackForm(request.POST or None, initial={"newest": kept[0].id})
    if request.method == "POST":
        if not may_put_back:
            raise PermissionDenied
        if form.is_valid():
            if _put_back(model_admin, request, office, chosen, kept[0], form.cleaned_data):
                return redirect("admin:departments_office_history", office.pk)
            form = PutBackForm(initial={"newest": kept[0].id, "why": form.cleaned_data["why"]})
    context = {"version": chosen, "may_put_back": may_put_back, "form": form}
    try:
        context["plan"] = history.look(office, chosen)
    except history.PutBackRefused as reason:
        context["refused"] = str(reason)
    title = _("Version of {moment}").format(moment=moment(chosen.at))
    return model_admin.show(request, "office/version.html", office, title=title, **context)


def _put_back(model_admin, request, office, version, newest, cleaned):
    """Put it back and say so; False where it was not, with the reason as a message."""
    if cleaned["newest"] != newest.id:
        told = _("{who} saved this office meanwhile. Look again at what putting it back would change now.")
        messages.error(request, told.format(who=newest.who))
        return False
    try:
        done = history.put_back(office, version, by=request.user, why=cleaned["why"])
    except history.PutBackRefused as reason:
        messages.error(request, f"{_('Not put back.')} {reason}")
        return False
    told = {"page": version.page.name, "moment": moment(version.at), "changes": changes.summary(done.changes)}
    # In English, whoever reads it: by its first word, the log tells that somebody saved the draft.
    model_admin.log_change(request, office, "Put {page} back to {moment}.".format(**told))
    said = _("Put {page} back to {moment}: nothing differs.")
    said = _("Put {page} back to {moment}: {changes}.") if told["changes"] else said
    _tell(request, said.format(**told), done)
    tell_of_removed(request, office, why=cleaned["why"])
    return True


def deleted(model_admin, request) -> HttpResponse:
    """Offices and departments that can be recovered; a POST recovers one."""
    found = {"offices": history.deleted_offices(request.user), "departments": history.deleted_departments(request.user)}
    if request.method == "POST":
        return _recover(model_admin, request, [*found["offices"], *found["departments"]])
    return model_admin.show(request, "office/deleted.html", title=_("Deleted"), **found)


def _recover(model_admin, request, recoverable):
    asked = request.POST.get("kind"), request.POST.get("pk")
    chosen = next((one for one in recoverable if (one.kind, str(one.pk)) == asked), None)
    if chosen is None:
        raise Http404("Nothing of this kind can be recovered by you; perhaps somebody has recovered it.")
    try:
        done = history.recover(chosen, by=request.user)
    except history.PutBackRefused as reason:
        messages.error(request, f"{_('Not recovered.')} {reason}")
        return redirect(request.path)
    row = chosen.model.objects.get(pk=chosen.pk)
    told = _("Recovered {row}.").format(row=row)
    model_admin.admin_site.get_model_admin(chosen.model).log_addition(request, row, told)
    _tell(request, _("Recovered {row}, as it last was.").format(row=row), done)
    return redirect(f"admin:departments_{chosen.kind}_change", row.pk)


def _tell(request, sentence, done):
    messages.success(request, sentence)
    for note in done.notes:
        messages.warning(request, note)
