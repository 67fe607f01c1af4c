"""An account: invited, changed, switched off and on again. Nobody changes their own, or one that may do more."""

import re

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ...drafts import mailing
from ...drafts.handing_out import may_change_account, roles_to_give
from ...models.accounts import account_name
from ...models.text_field import EmailLineField
from ..forms import AccountsField, line
from . import letters
from .who_has_what import offices_of_today, role_of

_SEEN = "departments.account"
_LINES = ("first_name", "last_name", "email", "role")


class AccountForm(forms.Form):
    """
    Of a new account, or of `account`: what it signs in with stays once its owner came.

    It knows what it showed: what somebody else changed since stays, and is asked about where both changed the same.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    first_name = line(gettext_lazy("First name"), max_length=150)
    last_name = line(gettext_lazy("Last name"), max_length=150, required=True)
    email = line(
        gettext_lazy("E-mail"),
        gettext_lazy("The invitation goes there, and who is invited signs in with it."),
        of=EmailLineField,
        max_length=150,  # as what somebody signs in with
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what this person may do."),
            "invalid_choice": gettext_lazy("You may give no such role. Choose another."),
        },
    )
    is_merged = False
    offices = AccountsField(
        None, required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Offices to edit")
    )

    def __init__(self, data, *, by, account):
        super().__init__(data)
        self.account = account
        self.roles = {group.name: group for group in roles_to_give(by)}
        does = {
            "Viewers": _("Viewer: sees every draft"),
            "Editors": _("Editor: changes the offices ticked below"),
            "Publishers": _("Publisher: changes and publishes every office, and hands out accounts"),
        }
        role, offices = self.fields["role"], self.fields["offices"]
        role.choices = [(name, does[name]) for name in self.roles]
        offices.queryset = offices_of_today()
        if account.pk:
            held = {group.name for group in account.groups.all()}
            self.initial = {name: getattr(account, name) for name in ("first_name", "last_name", "email")}
            self.initial |= {
                "role": next((name for name in reversed(self.roles) if name in held), ""),
                "offices": account.offices.all(),
            }
        else:
            self.initial = {"role": "Editors"}
        self.now = {name: self.initial.get(name, "") for name in _LINES}
        self.now["offices"] = [str(office.pk) for office in self.initial.get("offices", ())]
        self.initial["seen"] = signing.dumps(self.now, salt=_SEEN)
        if account.last_login:
            del self.fields["email"]
        else:  # what somebody signs in with is never taken away
            self.fields["email"].required = account.get_username() == _username(account.email)

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()  # so that a new password can be asked for, however it is typed then
        if not email:
            return email
        called = Q(email__iexact=email) | Q(**{f"{get_user_model().USERNAME_FIELD}__iexact": _username(email)})
        if other := get_user_model()._default_manager.filter(called).exclude(pk=self.account.pk).first():
            where = _("Look among all people.") if other.is_active else _("Look among those who are switched off.")
            where = where if other.is_staff else _("Whoever keeps the site lets it in here.")
            has = _("{name} has an account with this address already.").format(name=account_name(other))
            raise ValidationError(f"{has} {where}")
        return email

    def clean(self) -> dict:
        cleaned, now = super().clean(), self.now
        try:
            seen = signing.loads(self.cleaned_data.get("seen", ""), salt=_SEEN)
        except signing.BadSignature:
            return cleaned
        self.is_merged = seen != now
        for name in [name for name in _LINES if name in cleaned and now[name] not in (seen[name], cleaned[name])]:
            if cleaned[name] == seen[name] and (now[name] or not self.fields[name].required):
                cleaned[name] = now[name]
            else:
                told = _("Somebody took this away meanwhile. Save again to have yours.")
                told = _("Somebody made this “{value}” meanwhile. Save again to have yours.") if now[name] else told
                self.add_error(name, told.format(value=now[name]))
                self.data = self.data.copy()
                self.data["seen"] = self.initial["seen"]
        if "offices" in cleaned:
            typed, had, has = {str(one.pk) for one in cleaned["offices"]}, {*seen["offices"]}, {*now["offices"]}
            cleaned["offices"] = self.fields["offices"].queryset.filter(pk__in=(typed | has - had) - (had - has))
        return cleaned

    @transaction.atomic
    def save(self) -> None:
        """The account as typed, in the one role that was chosen; offices of earlier years stay with whom they were."""
        account, typed = self.account, self.cleaned_data
        account.first_name, account.last_name, account.is_staff = typed["first_name"], typed["last_name"], True
        if "email" in typed:
            if account.get_username() == _username(account.email):  # who was called otherwise stays so
                setattr(account, account.USERNAME_FIELD, _username(typed["email"]))
            account.email = typed["email"]
        if not account.pk:
            account.set_unusable_password()
        account.save()
        account.groups.remove(*(group for name, group in self.roles.items() if name != typed["role"]))
        account.groups.add(self.roles[typed["role"]])
        account.offices.remove(*offices_of_today().exclude(pk__in=typed["offices"]))
        account.offices.add(*typed["offices"])


def invite(model_admin, request) -> HttpResponse:
    """An account with a role and offices, and a mail with a link on which its owner sets a password."""
    can_invite = letters.can_invite()
    form = AccountForm(request.POST or None if can_invite else None, by=request.user, account=get_user_model()())
    if form.is_valid() and _saved(form):
        told = _("Invited as one of the {role}.").format(role=form.cleaned_data["role"])
        model_admin.log_addition(request, form.account, told)
        _send(request, form.account)
        return redirect("admin:departments_office_people")
    return model_admin.show(request, "people/invite.html", title=_("Invite somebody"), form=form, can_invite=can_invite)


def account(model_admin, request, account_id) -> HttpResponse:
    try:
        key = get_user_model()._meta.pk.to_python(account_id)
    except ValidationError as reason:
        raise Http404 from reason
    account = get_object_or_404(get_user_model()._default_manager.filter(is_staff=True), pk=key)
    may_change = may_change_account(request.user, account)
    verb = next((name for name in VERBS if name in request.POST), None)
    form = AccountForm(request.POST or None if may_change and not verb else None, by=request.user, account=account)
    if may_change and verb:
        VERBS[verb](model_admin, request, account)
        return redirect("admin:departments_office_people_account", account.pk)
    if form.is_valid() and _saved(form):
        role, offices = form.cleaned_data["role"], ", ".join(one.name for one in form.cleaned_data["offices"])
        told = _("Role: {role}. Offices: {offices}.") if offices else _("Role: {role}. Offices: none.")
        model_admin.log_change(request, account, told.format(role=role, offices=offices))
        told = [_("Saved the account of {name}.").format(name=account_name(account))]
        told += [_("What somebody else changed meanwhile is kept.")] if form.is_merged else []
        messages.success(request, " ".join(told))
        return redirect("admin:departments_office_people")
    context = {"account": account, "form": form, "may_change": may_change, "role": role_of(account)}
    context |= {"own": account.pk == request.user.pk, "can_invite": _may_be_invited(account)}
    status = 403 if request.method == "POST" and not may_change else None
    return model_admin.show(request, "people/account.html", title=account_name(account), status=status, **context)


def _switch_off(model_admin, request, account):
    account.is_active = False
    account.save(update_fields=["is_active"])
    model_admin.log_change(request, account, _("Switched off."))
    told = [_("Switched off: {name} is signed out, and cannot sign in any more.")]
    if number := account.offices.count():
        told.append(
            ngettext(
                "{name} still stands as who edits {number} of them.",
                "{name} still stands as who edits {number} of them.",
                number,
            )
        )
    messages.success(request, " ".join(told).format(name=account_name(account), number=number))


def _switch_on(model_admin, request, account):
    account.is_active = True
    account.save(update_fields=["is_active"])
    model_admin.log_change(request, account, _("Switched on."))
    messages.success(request, _("Switched on: {name} can sign in again.").format(name=account_name(account)))


def _invite_again(model_admin, request, account):
    if _may_be_invited(account):
        _send(request, account)


VERBS = {"_off": _switch_off, "_on": _switch_on, "_again": _invite_again}


def _may_be_invited(account):
    return account.is_active and account.email and not account.last_login and letters.can_invite()


def _saved(form):
    """Whether it was saved; where somebody else took the address meanwhile, the form says so."""
    try:
        form.save()
    except IntegrityError:
        form.add_error("email", _("Somebody made an account with this address just now. Look among all people."))
    return not form.errors


def _send(request, account):
    if mailing.failed([letters.invitation(request, account)]):
        told = _("{name} has an account, but the mail could not be sent. Send it again from the page of the account.")
        messages.warning(request, told.format(name=account_name(account)))
    else:
        told = _("Invited {name}: a mail to {email} is on its way.")
        messages.success(request, told.format(name=account_name(account), email=account.email))


def _username(email):
    """What an account with the address `email` signs in with: that, as far as a user name may have its signs."""
    return re.sub(r"[^\w.@+-]", "-", email)
