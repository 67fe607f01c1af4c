"""Fields of plain text: whatever way a text comes in, `words/plain_text.py` says what is kept of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import ngettext_lazy

from ..words import addresses, link_address, plain_text

TOO_LONG = ngettext_lazy(
    "It has %(show_value)d character; %(limit_value)d fit. Shorten it.",
    "It has %(show_value)d characters; %(limit_value)d fit. Shorten it.",
    "show_value",
)


def uncut(field: forms.Field) -> forms.Field:
    """`field`, of which no browser cuts off what is pasted: the server refuses what is too long, in a sentence."""
    field.widget.attrs.pop("maxlength", None)
    field.error_messages["max_length"] = TOO_LONG
    return field


class _DjangosColumn:
    def deconstruct(self) -> tuple:
        name, _, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{type(self).__bases__[-1].__name__}", args, kwargs


class Tidied(models.Field):
    """A field of another kind whose values come in by way of `kept`, a rule for texts, in forms as well."""

    kept = staticmethod(plain_text.line)

    def to_python(self, value) -> str:
        return self._kept(super().to_python(value))

    def pre_save(self, model_instance, add) -> str:
        typed = super().pre_save(model_instance, add)
        if typed == "":  # as most are, of the thousands that a load writes
            return typed
        value = self.to_python(typed)
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value) -> str:
        # What is looked for is no value to be kept: a blank at its end may be meant.
        return value if isinstance(value, str) else super().get_prep_value(value)

    def formfield(self, **kwargs) -> forms.Field:
        field = super().formfield(**kwargs)
        as_typed = field.to_python
        field.to_python = lambda value: self._kept(as_typed(value))
        return uncut(field)

    def _kept(self, value):
        try:
            return self.kept(value) if isinstance(value, str) else value
        except plain_text.NotKept as reason:
            raise ValidationError(f"{str(reason)[0].upper()}{str(reason)[1:]}", code="not_kept") from reason


class LineField(_DjangosColumn, Tidied, models.CharField):
    pass


class LinkField(_DjangosColumn, Tidied, models.CharField):
    """The address of a page, with the https: that people leave out."""

    kept = staticmethod(lambda text: link_address.whole(plain_text.line(text)))


class LinesField(_DjangosColumn, Tidied, models.TextField):
    kept = staticmethod(plain_text.lines)


class EmailLineField(_DjangosColumn, Tidied, models.EmailField):
    pass


class AddressField(_DjangosColumn, models.SlugField):
    default_validators = [addresses.of_address]

    def formfield(self, **kwargs) -> forms.Field:
        # Not SlugField's own: what that says is Django's.
        return uncut(models.CharField.formfield(self, **{"validators": [addresses.address]} | kwargs))
