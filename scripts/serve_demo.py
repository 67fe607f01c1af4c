"""
Set up the sample directory where it is missing, and serve it on this machine: what `make run` does.

The site runs as in production (no debug pages, hashed static files, the real server), with a secret of its own kept
beside the data in var/.
"""

import argparse
import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = Path(sys.executable)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    os.chdir(ROOT)
    folder = Path(os.environ.get("MPSDIR_VAR", ROOT / "var"))
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "MPSDIR_DEBUG": "0",
        "MPSDIR_HTTPS": "0",  # plain http on this machine
        "MPSDIR_SECRET_KEY": secret(folder / "secret-key"),
        "MPSDIR_ALLOWED_HOSTS": "127.0.0.1,localhost",
        "MPSDIR_LOG": "lines",
        "GRANIAN_BLOCKING_THREADS": "8",  # as deploy/ has it
    }
    manage("migrate", "--verbosity=0", environment=environment)
    manage("collectstatic", "--noinput", "--verbosity=0", environment=environment)
    manage("demo", environment=environment)
    print(f"\n  The directory  http://127.0.0.1:{port}/\n  The admin      http://127.0.0.1:{port}/admin/\n")
    print("  Ctrl-C stops it.\n", flush=True)
    command = f"granian --interface wsgi --log-level warning --host 127.0.0.1 --port {port}"
    os.execve(PYTHON.with_name("granian"), [*command.split(), "mpsdir.wsgi:application"], environment)


def manage(*arguments, environment):
    done = subprocess.run([PYTHON, "manage.py", *arguments], env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def secret(path):
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


if __name__ == "__main__":
    main()
