"""What stood around every page of the old site: banners, menus, the logo, the foot."""

import re

from django.utils.translation import gettext_noop as _

_FRAME = {
    _("an error message of the old site"): r"an error\b.*\bwas encountered\b.*|.*\bobject reference not set\b.*"
    r"|server error in\b.*|.*\bunhandled exception\b.*|\W*(\w+\.)*\w+exception\b.*|stack trace\W*|close message",
    _("the logo, or the name of the district"): r".*\blogo(:.*)?|milwaukee public schools( \(mps\))?",
    _("the foot of the page"): r"(©|\(c\)).*|copyright\b.{0,40}\d{4}.{0,60}|all rights reserved\.?"
    r"|last (updated|modified)\b.*|powered by\b.{0,40}",
    _("a menu"): r"(skip to )?(main )?(content|menu|navigation)|(back )?to (the )?top( of page)?|home|home\s*[>»|/].*"
    r"|(print|share)( (this )?page)?|e-?mail this page|search( (this|the) site)?|site ?map|log ?in|sign in|translate"
    r"|(a|select) language|you are here\b.*|contact us|quick links|next|previous|facebook|twitter|instagram|youtube"
    r"|[^|»>\d]*((\||\s[»>]\s)[^|»>\d]*){2,}",
    _("it has no words"): r"[\W_]*",
}


def frame(words: str) -> str:
    """What part of the old site's frame a line of these words is, or ""."""
    return next((what for what, form in _FRAME.items() if re.fullmatch(form, words, re.IGNORECASE)), "")
