"""What models and fields are called that do not say it themselves: Django makes it of their class or attribute."""

from django.apps import apps
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

# Those that stand in the admin.
_CALLED = {
    *(
        _("alert"),
        _("alerts"),
        _("contact lines"),
        _("department"),
        _("departments"),
        _("district"),
        _("district line"),
    ),
    *(_("district lines"), _("load"), _("loads"), _("office"), _("offices"), _("preview link"), _("preview links")),
    *(_("publication"), _("publications"), _("school year"), _("school years")),
    *(_("address"), _("answer"), _("carried from"), _("counts"), _("digest"), _("editors"), _("expires at"), _("kind")),
    *(_("label"), _("level"), _("live from"), _("live until"), _("message"), _("name"), _("note"), _("number")),
    *(_("outcome"), _("position"), _("published at"), _("published by"), _("summary"), _("withdrawal note")),
    *(_("withdrawn at"), _("withdrawn by"), _("words")),
}


def in_the_readers_language() -> None:
    """They are afterwards. No migration sees it: Django keeps apart what a model itself says."""
    for model in apps.all_models["departments"].values():
        for one in (model._meta, *model._meta.local_fields, *model._meta.local_many_to_many):
            for name in {"verbose_name", "verbose_name_plural"} & vars(one).keys():
                if (words := str(getattr(one, name))) in _CALLED:
                    setattr(one, name, gettext_lazy(words))
