"""Who sits at the admin."""

import pytest

from tests.making import make_person


@pytest.fixture
def publisher(client):
    client.force_login(make_person("publisher", "Publishers"))
    return client
