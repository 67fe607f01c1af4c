"""Addresses that are typed: one that is taken is replaced where nobody chose it, and else refused with another."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..models import Office, SchoolYear
from ..school_years.same_names import pairs
from ..words.addresses import LONGEST, free_address


class AddressedForm(forms.ModelForm):
    """
    The form of an office or department. A new one needs no address where the year before has one for its name, nor does
    a new department: it is made of the name. `replaced` is a sentence where it is another than that.
    """

    replaced = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_new = self.instance._state.adding
        self.may_make = self.is_new and not isinstance(self.instance, Office)
        if self.is_new and "slug" in self.fields:
            self.fields["slug"].required = False

    def settle(self, taken: set[str], office: str, year_id: int) -> None:
        """
        See that the address is none of `taken` in the year, and add it to them; `office` is the address of a
        department's office.

        What is taken may be of somebody who is hidden from this person: no sentence says whose it is.
        """
        name, typed = self.cleaned_data.get("name", ""), self.cleaned_data.get("slug")
        made = slugify(name)[:LONGEST].strip("-") or "department"
        wanted = typed or (made if name and self.may_make else "")
        known = _known(self._meta.model, year_id, office, name) if self.is_new and typed in ("", made) else ""
        free = free_address(wanted, office, taken)
        if known and known not in taken:
            free = self.cleaned_data["slug"] = self.instance.slug = known
            if known != made:
                self.replaced = _("{name} has the address {slug}, as in the year before.").format(name=name, slug=known)
        elif self.may_make and wanted == made:
            self.cleaned_data["slug"] = self.instance.slug = free
            if free != wanted:
                told = _("{name} has the address {free}, since {wanted} is taken in this school year.")
                self.replaced = told.format(name=name, free=free, wanted=wanted)
        elif wanted and free != wanted:
            told = _("{wanted} is taken in this school year. Write another address, for example {free}.")
            self.add_error("slug", told.format(wanted=wanted, free=free))
        elif not wanted and "slug" not in self.errors:
            self.add_error("slug", self.fields["slug"].error_messages["required"])
        taken.add(free)


def _known(model, year_id, office, name):
    """The address that the year before has for the name, where only one can be meant; else ""."""
    year = SchoolYear.objects.get(pk=year_id)
    before = SchoolYear.objects.filter(starts_on__lt=year.starts_on).first()
    fields = ["slug", "name"] if model is Office else ["slug", "name", "office__slug"]
    there = model.objects.filter(school_year=before).values_list(*fields)
    return pairs({"": (office, name)}, {slug: ("".join(home), called) for slug, called, *home in there}).get("", "")


def taken_in(model, year_id: int, *, but) -> set[str]:
    """
    The addresses of this kind in the school year, without those of the rows `but`. Until what is to be saved is, nobody
    else takes one: two people may type the same at once. Two queries.
    """
    list(SchoolYear.objects.select_for_update(no_key=True).filter(pk=year_id))
    return set(model.objects.filter(school_year=year_id).exclude(pk__in=but).values_list("slug", flat=True))
