"""An office's draft as its public page: for staff, and the links that show it to people without an account."""

from csp.constants import HEADER
from csp.utils import build_policy
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..drafts import preview
from ..drafts.roles import may_share
from ..models import PreviewLink
from ..reading.draft_as_page import show_draft
from ..words.days import moment
from .named_anew import tell_of_removed


class LinkForm(forms.ModelForm):
    days = forms.IntegerField(
        label="Days",
        min_value=1,
        max_value=preview.MOST_DAYS,
        initial=preview.USUAL_DAYS,
        help_text=f"How long it opens: 1 to {preview.MOST_DAYS} days. You can revoke it sooner.",
    )

    class Meta:
        model = PreviewLink
        fields = ["note"]
        labels = {"note": "For whom"}
        help_texts = {"note": "For example: Ms. Chambers, to check. Only editors see it."}


def page(model_admin, request, office) -> HttpResponse:
    """The public page that publishing the draft now would show."""
    response = require_safe(show_draft)(
        request,
        office,
        may_edit=model_admin.has_change_permission(request, office),
        may_publish=model_admin.has_publish_permission(request, office),
    )
    # The policy of public pages instead of the admin's wider one, so that the page behaves as it will for visitors.
    if hasattr(request, "csp_nonce"):  # the site has django-csp
        response.headers[HEADER] = build_policy()
    return response


def links(model_admin, request, office) -> HttpResponse:
    """
    The links to the draft, and a form for a new one.

    Those who may edit or publish the office make and revoke them. Who may only see the draft does not get the
    addresses: with one, people without an account could read it too.
    """
    sharing = model_admin.has_share_permission(request, office)
    if request.method == "POST" and not sharing:
        raise PermissionDenied
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        link = preview.make_link(office, by=request.user, **form.cleaned_data)
        until = moment(link.expires_at)
        messages.success(request, f"Made a link that opens until {until}. Its address stands below, to be copied.")
        tell_of_removed(request, link, note=link.note)
        return redirect(request.path)
    listed = list(office.preview_links.select_related("created_by"))
    opening = {maker for maker in {link.created_by for link in listed} if may_share(maker, office)}
    made = [
        {
            "link": link,
            "maker": preview.maker_of(link),
            "ends_later": link.is_valid(),
            "opens": link.is_valid() and link.created_by in opening,
            "address": request.build_absolute_uri(reverse("departments:preview", args=[preview.token_of(link)])),
        }
        for link in listed
    ]
    context = {"form": form, "may_share": sharing, "links": made}
    return model_admin.show(request, "office/preview_links.html", office, title="Preview", **context)


def revoke(model_admin, request, office, link_id) -> HttpResponse:
    """End a link at once."""
    link = preview.revoke(get_object_or_404(office.preview_links, pk=link_id), by=request.user)
    messages.success(request, f"Revoked the link made on {moment(link.created_at)}: it opens nothing any more.")
    return redirect("admin:departments_office_preview_links", office.pk)
