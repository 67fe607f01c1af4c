"""Forms that say, once they are saved, where somebody stands again who was taken out of the directory."""

from django.contrib import messages

from ..models import Removal
from ..models.removal import named_again


class TellsOfRemoved:
    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        marks = Removal.objects.marks()
        for one in [form, *(row for formset in formsets for row in formset)]:
            if again := one.changed_data and named_again(one.instance, marks, one.changed_data):
                messages.warning(request, again)
