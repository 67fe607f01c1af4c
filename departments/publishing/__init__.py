"""Drafts become what visitors see: the verbs, what stands in their way, and what differs between two pages."""

from .verbs import (
    ChecksFailed,
    Draft,
    NothingToPublish,
    PublishRefused,
    call_off,
    check,
    draft_from,
    draft_of,
    publish,
    publish_again,
    withdraw,
)
