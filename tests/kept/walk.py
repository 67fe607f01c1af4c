"""In a process of its own: bring a restored database to today's form, and open everything that has an address."""

import io
import json
import logging
from itertools import groupby, islice

import django
import time_machine


def main(moment: str, *, as_superuser=False, part=slice(None), read=(), commands=(), forms=()):
    """
    Print, as JSON, which addresses were opened, which of them answered wrongly, the bodies of those to `read`, and what
    the `commands` said, which come last.

    Of all addresses those are opened that `part` takes. All as if it were `moment`: what was scheduled then is still to
    come, and links that opened then still open. With `forms`, the walk is taken once for each of these, with every
    payload kept as that function of `other_forms` makes it; to two addresses of each kind.
    """
    with time_machine.travel(moment, tick=False):
        django.setup()
        logging.disable(logging.WARNING)  # what is not found is meant
        logging.getLogger("departments").setLevel(logging.CRITICAL)  # so is the broken alert; Django tells what breaks
        print(json.dumps(_walked(as_superuser, part, read, commands, forms)))


def _walked(as_superuser, part, read, commands, forms):
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client

    from tests.addresses import admin_addresses, public_addresses, wrong_answers
    from tests.kept import other_forms

    call_command("migrate", verbosity=0)
    client = Client(SERVER_NAME="localhost")
    if as_superuser:
        client.force_login(get_user_model().objects.filter(is_superuser=True).first())
    addresses = (admin_addresses() if as_superuser else public_addresses())[part]
    if forms:
        # Two of each kind: the forms are many, and what differs between them is not the address.
        kinds = groupby(sorted(addresses, key=lambda one: one.pattern), lambda one: one.pattern)
        addresses = [address for _, alike in kinds for address in islice(alike, 2)]
        return {" ".join(form): wrong_answers(client, addresses) for form in forms if other_forms.keep_all_as(form)}
    return {
        "opened": [address.path for address in addresses],
        "wrong": wrong_answers(client, addresses),
        "bodies": {path: client.get(path).getvalue().decode() for path in read},
        "said": [_said(*command) for command in commands],
    }


def _said(*command):
    from django.core.management import call_command

    said = io.StringIO()
    call_command(*command, stdout=said, stderr=said)
    return said.getvalue()
