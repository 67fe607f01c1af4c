"""The first step: a file is chosen, read, and either kept for its plan or answered with everything to mend in it."""

from functools import partial
from pathlib import Path

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import SchoolYear
from ...school_years import spreadsheet
from ...school_years.any_file import is_spreadsheet, read, understand
from ...school_years.problems import Refused
from ...school_years.spreadsheet import edit_sheet
from ..assigned import may_edit
from . import kept
from .problem_rows import told

MAX_MB = 100
ENDINGS = (".zip", ".json", ".json.gz", *spreadsheet.ENDINGS)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        widget=forms.FileInput({"accept": ",".join([*ENDINGS, ".gz"])}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("The file is empty. Send it again."),
            "max_length": gettext_lazy("The file's name is too long. Give it a shorter one."),
        },
        help_text=format_lazy(
            gettext_lazy(
                "A bundle (.zip, .json or .json.gz) or any spreadsheet (.xlsx or .csv), of at most {most} MB. Of a "
                "spreadsheet that is not as the template you see first how it is read, and can change that."
            ),
            most=MAX_MB,
        ),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(ENDINGS):
            ending = Path(file.name).suffix.lower()
            endings = _("Choose one that ends in {endings}.").format(endings=", ".join(ENDINGS))
            told = _("“{file}” is not a kind of file that can be loaded.").format(file=file.name)
            raise ValidationError(f"{told} {spreadsheet.OTHERS.get(ending, endings)}")
        if file.size > MAX_MB * 1024 * 1024:
            told = _(
                "“{file}” is larger than {most} MB. Save its pictures smaller, or have it loaded on the server with "
                "manage.py load_school_year."
            )
            raise ValidationError(told.format(file=file.name, most=MAX_MB))
        return file


def upload(model_admin, request) -> HttpResponse:
    """The form; a POST reads the file, and leads to its plan where all of it could be read."""
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    problems = ()
    if is_sent and form.is_valid():
        way, problems = received(request, form)
        if way:
            return way
    return model_admin.show(
        request,
        "load/upload.html",
        title=_("Load a school year"),
        form=form,
        name=form.cleaned_data["file"].name if problems else "",
        problems=told(problems),
        years=SchoolYear.objects.all(),
    )


def received(request, form, *, takes=lambda path: True) -> tuple[HttpResponse | None, tuple]:
    """The way on of the file in `form`, which is valid, or what is to mend in it; `takes` may refuse it by its path."""
    token = kept.keep(request, form.cleaned_data["file"])
    path = kept.find(request, token)
    try:
        takes(path)
        if not is_spreadsheet(path) or edit_sheet.is_edit_sheet(path):
            read(path, may_edit=partial(may_edit, request))
        elif (found := understand(path)).is_the_templates:
            found.loadable()
        else:
            return redirect("admin:departments_load_sheet", token), ()
    except Refused as refused:
        kept.forget(request, token)
        return None, refused.problems
    return redirect("admin:departments_load_plan", token), ()


def ask_again(request) -> HttpResponse:
    """For a plan whose file is not kept any more."""
    sentence = _(
        "This upload is not there any more: it was loaded or discarded, or is more than a day old. Upload again."
    )
    messages.warning(request, sentence)
    may_load = request.user.has_perm("departments.add_load")
    return redirect("admin:departments_load_add" if may_load else "admin:departments_office_sheet")
