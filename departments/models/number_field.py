"""The field of a number to call: it keeps no other digits than were written."""

from django.core.exceptions import ValidationError
from phonenumber_field import formfields
from phonenumber_field.modelfields import PhoneNumberDescriptor, PhoneNumberField

from ..words import phones
from .text_field import uncut


def certain(number) -> None:
    """Raises ValidationError where `number`, a text or a PhoneNumber, was not written so that nothing is guessed."""
    try:
        phones.exactly(number if isinstance(number, str) else number.raw_input or str(number))
    except phones.NoNumber as reason:
        raise ValidationError(str(reason), code="uncertain") from reason


class _Descriptor(PhoneNumberDescriptor):
    def __set__(self, instance, value):
        instance.__dict__[self.field.name] = phones.as_number(value)


class NumberFormField(formfields.PhoneNumberField):
    default_validators = [certain]

    def to_python(self, value) -> object:
        return phones.as_number(super(formfields.PhoneNumberField, self).to_python(value))


class NumberField(PhoneNumberField):
    """
    A number of the district, kept with its extension.

    The library reads letters as the keys of a phone and drops what it does not know; a text that leaves anything to
    guess is invalid here, and `clean()` says why. A row that holds such a text gives it back as it is.
    """

    descriptor_class = _Descriptor
    default_validators = [certain]

    def to_python(self, value) -> object:
        return phones.as_number(value)

    def from_db_value(self, value, expression, connection) -> object:
        return phones.as_number(value)

    def formfield(self, **kwargs) -> NumberFormField:
        return uncut(super().formfield(**{"form_class": NumberFormField} | kwargs))

    def deconstruct(self) -> tuple:
        """As the library's: the column is the same, and no table is made anew for it."""
        name, _, args, kwargs = super().deconstruct()
        return name, "phonenumber_field.modelfields.PhoneNumberField", args, kwargs
