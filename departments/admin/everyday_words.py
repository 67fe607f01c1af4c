"""What people say, and what it is called here: search finds it so from the next moment."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import EverydayWords
from ..reading.directory import Directory
from ..search import search_index
from ..words.folding import fold
from .conflict import MergesSaves
from .screens import WithScreens


@admin.register(EverydayWords)
class EverydayWordsAdmin(MergesSaves, WithScreens):
    list_title = gettext_lazy("Everyday words")
    list_display = ["means", "said", "today"]
    list_per_page = 200
    search_fields = ["words__folded", "means__folded"]
    fields = ["words", "means"]

    class Media:
        css = {"all": ["departments/admin/admin.css"]}

    def get_changelist_instance(self, request) -> ChangeList:
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        directory = Directory.at()
        listed = search_index.of(directory) if directory.year else search_index.SearchIndex()
        for row in changelist.result_list:
            row.counts = listed.listed_name(row.names)
        return changelist

    @admin.display(description=gettext_lazy("what people say"))
    def said(self, row) -> str:
        return ", ".join(row.words.splitlines())

    @admin.display(description=gettext_lazy("found today"))
    def today(self, row) -> str:
        """What counts of it in the current year."""
        names = filter(None, map(str.strip, row.means.split(";")))
        return next((name for name in names if fold(name) == row.counts), _("nothing is listed under it"))
