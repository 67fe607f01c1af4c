"""What holds for every request."""

from csp.decorators import csp_replace
from django.conf import settings
from django.urls import reverse

from ..page.kept_page import Unreadable
from ..reading.directory import NotListed
from . import errors


class NotListedIs404:
    """What the directory does not list is not found: one translation for every view."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Unreadable):
            return errors.unreadable(request)
        return errors.not_found(request, exception) if isinstance(exception, NotListed) else None


class AdminPolicy:
    """Gives the admin its own Content-Security-Policy; every other address has the strict one."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.get_admin_response = csp_replace(settings.ADMIN_CONTENT_SECURITY_POLICY)(get_response)

    def __call__(self, request):
        in_admin = request.path.startswith(reverse("admin:index"))
        return (self.get_admin_response if in_admin else self.get_response)(request)
