"""What holds for every request to the admin."""

from csp.constants import NONCE, SELF
from csp.decorators import csp_update

from ..page.public_urls import is_in_admin

# The one style that the text editor writes into the page, as it is: another release of it may write another.
EDITORS_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
# The admin keeps scripts and styles to our own files, but for what its widgets need.
POLICY = {
    "script-src": [SELF, NONCE],  # for the editor's import map, which browsers take only inline
    "style-src": [SELF, EDITORS_STYLE],
    "img-src": [SELF, "data:", "blob:"],  # a picture that was chosen and not yet sent
    "frame-src": [SELF],  # a draft as its page, beside its form
}


class AdminPolicy:
    """Widens django-csp's Content-Security-Policy for the admin; every other address has the site's as it is."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.get_admin_response = csp_update(POLICY)(get_response)

    def __call__(self, request):
        return (self.get_admin_response if is_in_admin(request) else self.get_response)(request)
