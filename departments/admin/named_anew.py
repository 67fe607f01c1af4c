"""What is said, once something is saved, where somebody stands again who was taken out of the directory."""

from django.contrib import messages

from ..models import Removal
from ..models.removal import marks_of, named_again, named_beside


def tell_of_removed(request, what, **typed: str) -> None:
    """Say so where one of the texts `typed` about `what`, such as a note, names somebody who was taken out."""
    found = {label.replace("_", " "): marks_of("", text) for label, text in typed.items()}
    if again := named_beside(what, Removal.objects.marks(), found):
        messages.warning(request, again)


class TellsOfRemoved:
    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        marks = Removal.objects.marks()
        for one in [form, *(row for formset in formsets for row in formset)]:
            if again := one.changed_data and named_again(one.instance, marks, one.changed_data):
                messages.warning(request, again)
