"""Who loads: a publisher, signed in."""

import pytest

from tests.making import make_person


@pytest.fixture
def publisher(client):
    person = make_person("publisher", "Publishers")
    client.force_login(person)
    return person
