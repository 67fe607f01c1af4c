"""Form fields and widgets of the editors' room: numbers and moments as people write them, pictures as accepted."""

from datetime import datetime

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models.entry import PICTURE_NAME
from ..models.text_field import LineField
from ..page import pictures
from ..words import days, phones
from ..words.typed_moment import understood
from .typed_address import AddressedForm, taken_in
from .typed_lead import TypedLeadForm

ANOTHER_PICTURE = gettext_lazy(
    "This is another picture: say again what it shows. If the words here fit it, save once more."
)


def line(label, help_text="", of=LineField, max_length=200, required=False) -> forms.Field:
    """A field for a line of text, of which is kept what a column `of` texts keeps."""
    widget = forms.TextInput({"autocomplete": "off", "class": "vTextField"})
    return of(max_length=max_length).formfield(required=required, label=label, help_text=help_text, widget=widget)


class PhoneWidget(forms.TextInput):
    """A text field that shows a number as 414-475-8393 ext. 12."""

    input_type = "tel"

    def __init__(self, attrs=None):
        super().__init__({"class": "vTextField", "size": 26, "autocomplete": "off", **(attrs or {})})

    def format_value(self, value) -> str | None:
        return phones.display(value) or None


class MomentField(forms.CharField):
    """A moment in the district's time, as people write moments."""

    def to_python(self, value) -> datetime | None:
        text = super().to_python(value)
        return _meant(text) if text else None

    def prepare_value(self, value) -> str:
        return days.moment(value) if isinstance(value, datetime) else value


class SplitMomentField(forms.MultiValueField):
    """The same in the two fields of Django's admin."""

    widget = forms.SplitDateTimeWidget
    hidden_widget = forms.SplitHiddenDateTimeWidget

    def __init__(self, **kwargs):
        texts = [forms.CharField(required=False), forms.CharField(required=False)]
        super().__init__(texts, require_all_fields=False, **kwargs)
        parts = (gettext_lazy("{field}, day"), gettext_lazy("{field}, time"))
        for part, field in zip(parts, self.widget.widgets, strict=True):
            field.attrs["aria-label"] = format_lazy(part, field=self.label or gettext_lazy("When"))

    def compress(self, data_list) -> datetime | None:
        day, time = data_list or ("", "")
        if day and not time:
            raise ValidationError(_("Which time? Write it beside the day, for example 8:00 AM."))
        return _meant(f"{day} {time}") if time else None

    def has_changed(self, initial, data) -> bool:
        """Whether another moment is meant: each is written in more than one way."""
        try:
            before = self.clean(initial) if isinstance(initial, list) else initial
            return self.clean(data) != (before and before.replace(microsecond=0))
        except ValidationError:
            return True


def _meant(typed):
    try:
        return understood(typed)
    except ValueError as reason:
        raise ValidationError(str(reason)) from reason


class PictureWidget(forms.ClearableFileInput):
    """
    A file field that shows the picture there is.

    An upload that was accepted is kept when something else on the form is refused, so nobody has to pick it again.
    """

    template_name = "admin/departments/picture_widget.html"
    asked = ""  # the new picture that words were asked for

    class Media:
        js = ["departments/admin/chosen-picture.js"]

    def is_initial(self, value) -> bool:
        return bool(self._name_of(value))

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, value, attrs)
        picture = self._name_of(value)
        if picture:
            context["widget"] |= {
                "preview": pictures.small_url(picture) if pictures.is_stored(picture) else None,
                "kept": picture,
                "asked": self.asked,
            }
        return context

    def value_from_datadict(self, data, files, name) -> object:
        value = super().value_from_datadict(data, files, name)
        return data.get(f"{name}-kept") or None if value is None else value

    def value_omitted_from_data(self, data, files, name) -> bool:
        return super().value_omitted_from_data(data, files, name) and f"{name}-kept" not in data

    @staticmethod
    def _name_of(value):
        name = getattr(value, "accepted_as", value)
        return name if isinstance(name, str) and PICTURE_NAME.fullmatch(name) else ""


class PictureField(forms.FileField):
    """A picture: its value is the name `pictures.accept()` gave it, or "" for none."""

    widget = PictureWidget
    default_error_messages = {
        "contradiction": gettext_lazy(
            "A new picture is chosen and “Remove this picture” is ticked. Tick it and choose none, or "
            "choose the new picture again and leave it unticked."
        ),
        "empty": format_lazy(
            gettext_lazy("This file is empty. Save or export the picture again as {formats}, or choose another."),
            formats=pictures.READ,
        ),
    }

    def clean(self, data, initial=None) -> object:
        if isinstance(data, str):
            if not PICTURE_NAME.fullmatch(data) or not (data == initial or pictures.is_stored(data)):
                raise ValidationError(_("This picture is no longer there. Upload it again."))
            return data
        upload = super().clean(data, initial)
        if not upload or isinstance(upload, str):
            return upload or ""
        try:
            upload.accepted_as = pictures.accept(upload)
        except pictures.PictureRefused as reason:
            raise ValidationError(str(reason)) from reason
        return upload.accepted_as

    def bound_data(self, data, initial) -> object:
        # A file field forgets its upload when the form is shown again; this one shows what it accepted.
        return data if isinstance(data, str) or hasattr(data, "accepted_as") else initial

    def has_changed(self, initial, data) -> bool:
        return data is not None and data != initial


class WithFewerFields(forms.ModelForm):
    """A form that may be without some fields of its model: what is wrong with one of those is told on the form."""

    def add_error(self, field, error) -> None:
        error = error if isinstance(error, ValidationError) else ValidationError(error)
        found = error.error_dict if hasattr(error, "error_dict") else {field or NON_FIELD_ERRORS: error.error_list}
        for name, errors in found.items():
            if name in self.fields or name == NON_FIELD_ERRORS:
                super().add_error(name, errors)
            else:
                label = capfirst(self._meta.model._meta.get_field(name).verbose_name)
                super().add_error(None, [f"{label}: {message}" for message in ValidationError(errors).messages])


class RowForm(WithFewerFields):
    """
    The form of a row among others. A row as the database has it is not judged again: each of its constraints would be
    a query, for each row of the form.
    """

    def _get_validation_exclusions(self):
        excluded = super()._get_validation_exclusions()
        if self.instance._state.adding or self.has_changed():
            return excluded
        return excluded | {field.name for field in self.instance._meta.fields}


class PicturedForm(TypedLeadForm, AddressedForm, WithFewerFields):
    """The form of an office or department, also as a row among others."""

    image = PictureField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=format_lazy(
            gettext_lazy(
                "{formats}, better at least 1,600 pixels wide. The page gets smaller copies; where and when a photo "
                "was taken is removed."
            ),
            formats=pictures.READ,
        ),
    )

    class Meta:
        widgets = {
            "also_known_as": forms.Textarea({"rows": 3, "cols": 60, "class": "vLargeTextField"}),
            "summary": forms.Textarea({"rows": 3, "cols": 60, "class": "vLargeTextField"}),
            "image_in_sight": forms.RadioSelect,
        }

    def clean(self) -> dict:
        cleaned = super().clean()
        self._ask_for_words(cleaned)
        return cleaned

    def _ask_for_words(self, cleaned):
        """A new picture under the words of the one before is refused once: they may fit it, and mostly do not."""
        picture, words = cleaned.get("image"), cleaned.get("image_alt") or cleaned.get("image_decorative")
        changed = {"image", "image_alt", "image_decorative"} & {*self.changed_data}
        if picture and words and changed == {"image"}:
            self.fields["image"].widget.asked = picture
            if self.data.get(f"{self.add_prefix('image')}-asked") != picture:
                self.add_error("image_alt", ANOTHER_PICTURE)


class EntryForm(PicturedForm):
    """The form of an office or department on a screen of its own."""

    def clean(self) -> dict:
        cleaned = super().clean()
        # The year is on no form of what exists, and Django then leaves out the rule about it.
        office = cleaned.get("office") or getattr(self.instance, "office", None)
        year = (office or self.instance).school_year_id or getattr(cleaned.get("school_year"), "pk", None)
        if year and (self.is_new or {"slug", "office", "school_year"} & {*self.changed_data}):
            taken = taken_in(self._meta.model, year, but=[self.instance.pk])
            self.settle(taken, office.slug if office else "", year)
        return cleaned


class DistrictForm(forms.ModelForm):
    logo = PictureField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy("Stands beside the name at the top of every page, as soon as it is saved."),
    )


class AccountsField(forms.ModelMultipleChoiceField):
    def clean(self, value) -> QuerySet:
        try:
            return super().clean(value)
        except OverflowError as reason:  # SQLite takes no number of twenty digits
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list") from reason
