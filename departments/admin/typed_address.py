"""Addresses that are typed: one that is taken is replaced where nobody chose it, and else refused with another."""

from django import forms
from django.utils.text import slugify

from ..models import Office, SchoolYear
from ..words.addresses import LONGEST, free_address


class AddressedForm(forms.ModelForm):
    """
    The form of an office or department. A new department needs no address: it is made of the name, and `replaced` is
    a sentence where that one was taken.
    """

    replaced = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_make = self.instance._state.adding and not isinstance(self.instance, Office)
        if self.may_make and "slug" in self.fields:
            self.fields["slug"].required = False

    def settle(self, taken: set[str], office: str) -> None:
        """
        See that the address is none of `taken`, and add it to them; `office` is the address of a department's office.

        What is taken may be of somebody who is hidden from this person: no sentence says whose it is.
        """
        name, typed = self.cleaned_data.get("name", ""), self.cleaned_data.get("slug")
        made = slugify(name)[:LONGEST].strip("-") or "department"
        wanted = typed or (made if name and self.may_make else "")
        free = free_address(wanted, office, taken)
        if self.may_make and wanted == made:
            self.cleaned_data["slug"] = self.instance.slug = free
            if free != wanted:
                self.replaced = f"{name} has the address {free}, since {wanted} is taken in this school year."
        elif wanted and free != wanted:
            sentence = f"{wanted} is taken in this school year. Write another address, for example {free}."
            self.add_error("slug", sentence)
        taken.add(free)


def taken_in(model, year_id: int, *, but) -> set[str]:
    """
    The addresses of this kind in the school year, without those of the rows `but`. Until what is to be saved is, nobody
    else takes one: two people may type the same at once. Two queries.
    """
    list(SchoolYear.objects.select_for_update(no_key=True).filter(pk=year_id))
    return set(model.objects.filter(school_year=year_id).exclude(pk__in=but).values_list("slug", flat=True))
