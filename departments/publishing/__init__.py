"""Drafts become what visitors see: the verbs, what stands in their way, and what differs between two pages."""

from .draft import Draft, check, draft_of, drafts_of
from .many_offices import publish_many
from .refused import ChecksFailed, NothingToPublish, PublishRefused
from .verbs import call_off, carry_on, publish, publish_again, take_off, withdraw
