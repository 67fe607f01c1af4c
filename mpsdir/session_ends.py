"""When a session ends: some hours after signing in, and after hours in which nobody did anything."""

import time
from contextlib import suppress

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError
from django.dispatch import receiver
from django.utils.functional import SimpleLazyObject

from departments.models.written_soon import soon

BEGAN, SEEN = "mpsdir.began", "mpsdir.seen"
A_MINUTE = 60  # how exactly it is known when somebody was seen: not every request writes


@receiver(user_logged_in)
def began(request, **kwargs) -> None:
    """The session remembers when its account signed in."""
    if hasattr(request, "session"):
        request.session[BEGAN] = request.session[SEEN] = time.time()


class SessionEnds:
    """
    Signs out whoever was signed in for SESSION_COOKIE_AGE, or idle for MPSDIR_SESSION_IDLE; both are seconds.

    What scripts ask for by themselves has no `request.session` left when it is answered, and is no activity.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        signed_in = request.user
        # Asked for no sooner than anybody wants to know: a page for visitors has to do with no session.
        request.user = SimpleLazyObject(lambda: _unless_over(request, signed_in))
        response = self.get_response(request)
        session = getattr(request, "session", None)
        if session is not None and session.accessed and time.time() - session.get(SEEN, time.time()) >= A_MINUTE:
            is_saved_anyway, session[SEEN] = session.modified, time.time()
            if not is_saved_anyway:  # who only looks waits for nobody who saves
                with suppress(DatabaseError, UpdateError), soon():
                    session.save()
                session.modified = False
        return response


def _unless_over(request, user):
    if user.is_authenticated:
        began, seen = (time.time() - request.session.get(key, 0) for key in (BEGAN, SEEN))
        if began >= settings.SESSION_COOKIE_AGE or seen >= settings.MPSDIR_SESSION_IDLE:
            request.session.flush()
            return AnonymousUser()
    return user
