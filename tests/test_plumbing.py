"""What every other test leans on: no network, folders of its own, a PostgreSQL that leaves nothing behind."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from scripts import with_postgres
from tests.conftest import NetworkBlocked

WITH_POSTGRES = [sys.executable, with_postgres.__file__]
with_server = pytest.mark.skipif(
    with_postgres.find_programs(os.environ.get("MPSDIR_TEST_POSTGRES")) is None,
    reason="No PostgreSQL was found: scripts/install-system-packages installs it, or says how to.",
)
SAY_WHERE = """
import os, psycopg, sys, time
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
    connection.execute("CREATE DATABASE test_one")
    print(connection.execute("SHOW data_directory").fetchone()[0], flush=True)
"""


@pytest.mark.parametrize("call", ["connect", "connect_ex"])
def test_connecting_to_another_machine_is_refused(call):
    with socket.socket() as probe, pytest.raises(NetworkBlocked, match=r"192\.0\.2\.1"):
        getattr(probe, call)(("192.0.2.1", 80))


def test_looking_up_another_machine_is_refused():
    with pytest.raises(NetworkBlocked, match=r"example\.org"):
        socket.create_connection(("example.org", 80))


def test_this_machine_may_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("localhost", port)).close()


def test_uploads_go_to_a_folder_of_the_run():
    path = Path(default_storage.path(default_storage.save("plumbing.txt", ContentFile(b"x"))))
    assert path == Path(settings.MEDIA_ROOT) / "plumbing.txt"
    assert settings.BASE_DIR not in path.parents


def test_with_postgres_wants_a_command(capsys):
    with pytest.raises(SystemExit, match="2"):
        with_postgres.main(["--require", "--"])
    assert "COMMAND" in capsys.readouterr().err


def test_with_postgres_leaves_the_commands_own_options_alone():
    options = with_postgres._parse(["--", "a", "--", "b", "--require"])
    assert (options.command, options.require) == (["a", "--", "b", "--require"], False)


@pytest.mark.parametrize(("required", "exit_code"), [([], 0), (["--require"], 3)])
def test_without_postgresql_a_banner_stands_for_the_run(monkeypatch, capsys, tmp_path, required, exit_code):
    monkeypatch.setattr(with_postgres, "find_programs", lambda choice: None)
    assert with_postgres.main([*required, "--", "touch", str(tmp_path / "ran")]) == exit_code
    assert "NOT TESTED ON POSTGRESQL" in capsys.readouterr().err
    assert not (tmp_path / "ran").exists()


@pytest.mark.thorough
@with_server
def test_with_postgres_returns_the_commands_exit_code_and_removes_the_server():
    command = [*WITH_POSTGRES, "--require", "--", sys.executable, "-c", SAY_WHERE + "sys.exit(7)"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    assert done.returncode == 7
    assert_removed(done.stdout)


@pytest.mark.thorough
@with_server
def test_with_postgres_removes_the_server_when_it_is_told_to_stop():
    command = [*WITH_POSTGRES, "--require", "--", sys.executable, "-c", SAY_WHERE + "time.sleep(60)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        data = running.stdout.readline()
        assert Path(data.strip()).exists()
        running.terminate()
        assert running.wait(timeout=20) == 128 + 15
    assert_removed(data)


def assert_removed(data):
    folder = Path(data.strip()).parent
    assert folder.name.startswith("mpsdir-postgres-")
    assert not folder.exists()
