"""What every answer tells browsers beside what Django and django-csp do. docs/security.md has the reason of each."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from departments.page.public_urls import is_in_admin

_DENIED = [
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
]
EVERYWHERE = {
    # Pictures that come from an object store are of another origin, which says nothing of itself.
    "Cross-Origin-Embedder-Policy": "require-corp" if settings.MEDIA_ROOT else "credentialless",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _DENIED),
    "X-DNS-Prefetch-Control": "off",
    "X-Permitted-Cross-Domain-Policies": "none",
}
OF_ACCOUNTS = "no-store, private"


class Headers:
    """Sets each where an answer has it not; what accounts see is kept by nobody, and forgotten with signing out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Django asks for it a hundred times a page, and finds what is said in half the time of what is not.
        translation.activate(settings.LANGUAGE_CODE)
        response = self.get_response(request)
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        if is_in_admin(request) or request.path.startswith(settings.ACCOUNT_PREFIX):
            response.headers.setdefault("Cache-Control", OF_ACCOUNTS)
        if request.method == "POST" and request.path == reverse("admin:logout"):
            response["Clear-Site-Data"] = '"cache"'
        return response
