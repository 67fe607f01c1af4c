"""
An office's draft as its public page, for staff; and the links that show that, or a school year before it opens, to
people without an account.
"""

from csp.constants import HEADER, SELF
from csp.utils import build_policy
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from ..drafts import preview
from ..drafts.roles import may_share
from ..models import Office, PreviewLink
from ..reading.draft_as_page import show_draft
from ..words.days import moment
from .named_anew import tell_of_removed


class LinkForm(forms.ModelForm):
    class Meta:
        model = PreviewLink
        fields = ["note"]
        labels = {"note": gettext_lazy("For whom")}
        help_texts = {"note": gettext_lazy("For example: Ms. Chambers, to check. Only editors see it.")}

    def __init__(self, data, opens):
        super().__init__(data)
        most, usual = preview.most_days(opens), preview.USUAL_DAYS
        if not isinstance(opens, Office):  # until the day on which it opens
            usual = min(most, max(usual, ((opens.seen_from or opens.first_moment) - timezone.now()).days + 1))
        help_text = _("How long it opens: 1 to {most} days. You can revoke it sooner.").format(most=most)
        self.fields["days"] = forms.IntegerField(
            label=_("Days"), min_value=1, max_value=most, initial=usual, help_text=help_text
        )


def address_of(office, slug: str = "") -> str:
    """Of the page below, at its department `slug`."""
    return f"{reverse('admin:departments_office_preview', args=[office.pk])}{slug and f'#{slug}'}"


@xframe_options_sameorigin
def page(model_admin, request, office) -> HttpResponse:
    """The public page that publishing the draft now would show; the form of the draft shows it beside itself."""
    response = require_safe(show_draft)(
        request,
        office,
        may_edit=model_admin.has_change_permission(request, office),
        may_publish=model_admin.has_publish_permission(request, office),
    )
    # The policy of public pages instead of the admin's wider one, so that the page behaves as it will for visitors.
    if hasattr(request, "csp_nonce"):  # the site has django-csp
        response.headers[HEADER] = build_policy(replace={"frame-ancestors": [SELF]})
    return response


def links(model_admin, request, opens) -> HttpResponse:
    """
    The links to the draft of an office, or to a school year that is not open; and a form for a new one.

    Those who may share it make and revoke them. Who may only see it does not get the addresses: with one, people
    without an account could read it too.
    """
    sharing = model_admin.has_share_permission(request, opens)
    if request.method == "POST" and not sharing:
        raise PermissionDenied
    form = LinkForm(request.POST if request.method == "POST" else None, opens)
    if form.is_valid():
        link = preview.make_link(opens, by=request.user, **form.cleaned_data)
        until = moment(link.expires_at)
        told = _("Made a link that opens until {moment}. Its address stands below, to be copied.")
        messages.success(request, told.format(moment=until))
        tell_of_removed(request, link, note=link.note)
        return redirect(request.path)
    noun = model_admin.opts.model_name
    address = "departments:preview" if noun == "office" else "departments:rehearsal-home"
    listed = list(opens.preview_links.select_related("created_by"))
    opening = {maker for maker in {link.created_by for link in listed} if may_share(maker, opens)}
    made = [
        {
            "link": link,
            "maker": preview.maker_of(link),
            "ends_later": link.is_valid(),
            "opens": link.is_valid() and link.created_by in opening,
            "address": request.build_absolute_uri(reverse(address, args=[preview.token_of(link)])),
            "revoke": reverse(f"admin:departments_{noun}_preview_revoke", args=[opens.pk, link.pk]),
        }
        for link in listed
    ]
    title = _("Preview") if noun == "office" else _("Rehearse {opens}").format(opens=opens)
    context = {"form": form, "may_share": sharing, "links": made}
    return model_admin.show(request, f"{noun}/preview_links.html", opens, title=title, **context)


def revoke(model_admin, request, opens, link_id) -> HttpResponse:
    """End a link at once."""
    link = preview.revoke(get_object_or_404(opens.preview_links, pk=link_id), by=request.user)
    told = _("Revoked the link made on {moment}: it opens nothing any more.")
    messages.success(request, told.format(moment=moment(link.created_at)))
    return redirect(f"admin:departments_{model_admin.opts.model_name}_preview_links", opens.pk)
