"""The fence: who reads from where, what is outside it, and what stands before it."""

import ipaddress

import pytest
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from mpsdir import fence
from mpsdir.store_inside import StoreInside
from tests.making import make_office, make_person, make_picture

INSIDE, OUTSIDE = "10.1.2.3", "203.0.113.9"


@pytest.fixture
def networks(settings):
    settings.MPSDIR_NETWORKS = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("2001:db8::/32")]


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "address"),
    [
        (0, "10.1.2.3", None, "10.1.2.3"),
        (0, "203.0.113.9", "10.1.2.3", "203.0.113.9"),  # anybody may write it
        (0, "::ffff:10.1.2.3", None, "10.1.2.3"),
        (0, "2001:db8::7", None, "2001:db8::7"),
        (0, "", None, None),  # a socket without addresses
        (1, "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1", "10.1.2.3, 203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1", "10.1.2.3,", None),
        (1, "10.1.2.3", None, None),  # not by the proxy
        (2, "127.0.0.1", "10.9.9.9, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "127.0.0.1", "203.0.113.9", None),  # by one of them only
        (1, "127.0.0.1", "unknown", None),
    ],
)
def test_who_asks_is_what_our_outermost_proxy_heard(settings, proxies, peer, forwarded, address):
    settings.MPSDIR_PROXIES = proxies
    environ = {"REMOTE_ADDR": peer} | ({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {})
    assert fence.client_address(environ) == (ipaddress.ip_address(address) if address else None)


@pytest.mark.parametrize(
    ("peer", "asked"), [(INSIDE, "door"), ("2001:db8::7", "door"), (OUTSIDE, "django"), ("", "django")]
)
def test_what_was_kept_is_given_to_those_inside_alone(networks, peer, asked):
    application = fence.around(lambda environ, start: "door", lambda environ, start: "django")
    assert application({"REMOTE_ADDR": peer}, None) == asked


def test_without_a_fence_everybody_comes_to_the_door():
    assert fence.around(lambda *request: "door", lambda *request: "django")({"REMOTE_ADDR": ""}, None) == "door"


def test_where_readers_sign_in_nothing_kept_is_given(settings):
    settings.MPSDIR_READERS_SIGN_IN = True
    application = fence.around(lambda *request: "door", lambda *request: "django")
    assert application({"REMOTE_ADDR": INSIDE}, None) == "django"


@pytest.mark.django_db(transaction=True)  # a server's requests end with their connection
def test_the_servers_application_has_the_fence_before_it(networks, application):
    def asked(address):
        told = []
        environ = RequestFactory(headers={"host": "localhost"})._base_environ(
            PATH_INFO="/robots.txt", REMOTE_ADDR=address
        )
        list(application(environ, lambda status, headers: told.append(status)))
        return told

    assert (asked(INSIDE), asked(OUTSIDE)) == (["200 OK"], ["403 Forbidden"])


@pytest.mark.django_db
class TestByNetwork:
    @pytest.fixture(autouse=True)
    def fenced(self, networks):
        make_office("academics", publish=True)

    @pytest.mark.parametrize("path", ["/", "/offices/academics/", "/api/v1/openapi.json", "/feed/", "/directory.csv"])
    def test_those_inside_read_and_nobody_else(self, client, path):
        answer = client.get(path, REMOTE_ADDR=INSIDE)
        assert (answer.status_code, "private" in answer["Cache-Control"]) == (200, True)
        assert "public" not in answer["Cache-Control"]
        refused = client.get(path, REMOTE_ADDR=OUTSIDE)
        assert refused.status_code == 403
        assert b"You are reading from outside the district" in refused.content
        assert b"cademics" not in refused.content

    @pytest.mark.parametrize("path", ["/admin/login/", "/account/reset/", "/health/live/", "/health/ready/"])
    def test_signing_in_and_health_are_outside(self, client, path):
        assert client.get(path, REMOTE_ADDR=OUTSIDE).status_code == 200

    def test_an_unknown_address_beside_them_tells_nothing(self, client):
        assert client.get("/account/academics/", REMOTE_ADDR=INSIDE).url.endswith("/offices/academics/")
        assert b"cademics" in client.get("/account/academics-of-old/", REMOTE_ADDR=INSIDE).content
        for path in ("/account/academics/", "/account/academics-of-old/"):
            refused = client.get(path, REMOTE_ADDR=OUTSIDE)
            assert (refused.status_code, b"cademics" in refused.content) == (403, False)

    def test_signing_in_opens_nothing_from_outside(self, client):
        client.force_login(make_person("editor", "Editors"))
        assert client.get("/", REMOTE_ADDR=OUTSIDE).status_code == 403
        assert client.get("/admin/", REMOTE_ADDR=OUTSIDE).status_code == 403

    def test_nothing_is_posted_from_outside(self, client):
        assert client.post("/search/", REMOTE_ADDR=OUTSIDE).status_code == 403


@pytest.mark.django_db
class TestBySigningIn:
    @pytest.fixture(autouse=True)
    def fenced(self, settings):
        settings.MPSDIR_READERS_SIGN_IN = True
        make_office("academics", publish=True)

    def test_a_reader_signs_in_first_and_comes_where_they_wanted(self, client):
        make_person("reader")
        answer = client.get("/offices/academics/?from=a")
        assert answer.url == "/admin/login/?next=/offices/academics/%3Ffrom%3Da"
        signed_in = client.post(answer.url, {"username": "reader", "password": "correct horse"})
        assert signed_in.url == "/offices/academics/?from=a"
        page = client.get(signed_in.url)
        assert (page.status_code, "private" in page["Cache-Control"]) == (200, True)

    def test_a_disabled_account_reads_no_more(self, client):
        reader = make_person("reader")
        client.force_login(reader)
        assert client.get("/").status_code == 200
        reader.is_active = False
        reader.save()
        assert client.get("/").status_code == 302

    def test_machines_inside_the_networks_need_no_account(self, client, networks):
        assert client.get("/feed/", REMOTE_ADDR=INSIDE).status_code == 200
        assert client.get("/feed/", REMOTE_ADDR=OUTSIDE).status_code == 302


@pytest.mark.django_db
class TestPictures:
    @pytest.fixture
    def address(self, settings):
        settings.MPSDIR_READERS_SIGN_IN = True
        return reverse("departments:picture", args=[make_picture().removeprefix("images/")])

    def test_a_picture_is_no_way_round_the_fence(self, client, address):
        assert client.get(address).status_code == 302
        client.force_login(make_person("reader"))
        with default_storage.open(address.removeprefix("/media/")) as file:
            assert client.get(address).getvalue() == file.read()

    def test_nginx_hands_it_over_where_it_is_told_where(self, client, address, settings):
        settings.MPSDIR_ACCEL = "/inside/"
        assert "X-Accel-Redirect" not in client.get(address)
        client.force_login(make_person("reader"))
        answer = client.get(address)
        assert answer["X-Accel-Redirect"] == address.replace("/media/", "/inside/")
        assert (answer.content, "Content-Type" in answer) == (b"", False)

    def test_an_object_store_hands_it_over_at_an_address_that_ends(self, client, address, settings, monkeypatch):
        options = {"bucket_name": "pictures", "access_key": "a", "secret_key": "b", "querystring_expire": 300}
        store = StoreInside(**options, querystring_auth=True, region_name="us-east-1")
        monkeypatch.setattr(fence, "store", lambda: store)
        name = address.removeprefix("/media/")
        assert store.url(name) == address
        client.force_login(make_person("reader"))
        answer = client.get(address)
        assert name in answer.url and "Expires=" in answer.url and "Signature=" in answer.url
        assert "no-store" in answer["Cache-Control"]


def test_an_answer_without_a_fence_stays_as_it_was(rf):
    answer = fence.Fence(lambda request: HttpResponse(headers={"Cache-Control": "public"}))(rf.get("/"))
    assert answer["Cache-Control"] == "public"
