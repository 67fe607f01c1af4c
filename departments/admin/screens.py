"""Screens of our own beside Django's list and forms: their addresses, who may open them, and their frame."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from . import sent_again
from .kept_typing import kept
from .offered_lookups import OfferedLookups
from .opened_by import by_script, described

ROW = "<path:object_id>"  # how an address begins that is about one row


@dataclass(frozen=True)
class Screen:
    """
    The address `route` below that of the list, named `departments_<noun>_<name>`, answered by `view(admin, request)`.

    Where the route has an `object_id`, `view` is given that row too: one the person may not see is not found (404).
    Without the permission `may`, a method `has_<may>_permission` of the admin, it is forbidden (403). What `only_posts`
    shows nothing, and does something: no link on a page, and no program that follows links, sets it off. What scripts
    ask for by themselves is `by_script`.
    """

    name: str
    route: str
    view: Callable[..., HttpResponse]
    may: str = "view"
    only_posts: bool = False
    by_script: bool = False

    def path(self, model_admin) -> URLPattern:
        """The address, for the `get_urls()` of `model_admin`."""
        answer = model_admin.admin_site.admin_view(partial(self._answer, model_admin))
        if self.by_script:
            answer = by_script(model_admin.admin_site, answer)
        return path(self.route, answer, name=f"departments_{model_admin.opts.model_name}_{self.name}")

    def _answer(self, model_admin, request, *, object_id=None, **kwargs):
        rows = [] if object_id is None else [model_admin.get_object(request, unquote(object_id))]
        if None in rows:
            return model_admin.not_there(request)
        if not getattr(model_admin, f"has_{self.may}_permission")(request, *rows):
            raise PermissionDenied
        if self.only_posts and request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return self.view(model_admin, request, *rows, **kwargs)


class WithScreens(OfferedLookups):
    """A ModelAdmin with `screens` beside its list and its forms, each taken of who opened it only."""

    screens: tuple[Screen, ...] = ()
    list_title = ""  # where Django's own would speak of choosing what to change

    def get_urls(self) -> list:
        # Before Django's own, whose last pattern takes every address.
        patterns = [screen.path(self) for screen in self.screens] + super().get_urls()
        for pattern in patterns:
            pattern.callback = kept(pattern.callback)
        return patterns

    def render_change_form(self, request, context, **kwargs) -> HttpResponse:
        return super().render_change_form(request, context | {"typing": described(request)}, **kwargs)

    def changelist_view(self, request, extra_context=None) -> HttpResponse:
        title = {"title": self.list_title} if self.list_title else {}
        return super().changelist_view(request, title | (extra_context or {}))

    def frame(self, request, row=None) -> dict:
        """What the templates of this admin's screens all need: of those about `row`, or of those about none."""
        return {}

    def show(self, request, template, row=None, *, title, status=None, **context) -> TemplateResponse:
        """The page `admin/departments/<template>`, about `row` or about none, inside the admin."""
        inside = {**self.admin_site.each_context(request), "opts": self.opts, "typing": described(request)}
        context = inside | {"title": title} | self.frame(request, row) | context
        return TemplateResponse(request, f"admin/departments/{template}", context, status=status)

    def not_there(self, request) -> TemplateResponse:
        """The answer (404) about a row that is none, or is hidden from this person: which of the two is not told."""
        may_list = self.has_view_or_change_permission(request)
        context = {"may_list": may_list} | sent_again.refused_words(request, self.model)
        return self.show(request, "not_there.html", title=_("Not found"), status=404, **context)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        return self.not_there(request)
