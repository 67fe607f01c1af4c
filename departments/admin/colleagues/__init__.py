"""People who work on the directory: who has what, inviting, reminding. The accounts are the site's own."""

from ...drafts.handing_out import IS_OURS
from ..screens import Screen
from . import account_page, assigning, reminding, who_has_what

ASSIGN = Screen("assign_several", "assign/", assigning.assign, may="assign")
SCREENS = (
    Screen("people", "people/", who_has_what.people, may="people"),
    Screen("invite", "people/invite/", account_page.invite, may="people"),
    Screen("remind", "people/remind/", reminding.remind, may="people"),
    Screen("people_account", "people/<str:account_id>/", account_page.account, may="people"),
)
if not IS_OURS:  # the site keeps accounts of another kind
    SCREENS = ()
