"""Runs a command with a throwaway PostgreSQL: `python -m tests.postgresql pytest -m postgresql`.

The server is Debian's, listens on a socket in a temporary folder only, and is gone afterwards.
"""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

SERVERS = Path("/usr/lib/postgresql")
FAST_AND_FORGETFUL = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="
# As a small installation on a fast disk would have it.
TUNED = "-c shared_buffers=256MB -c work_mem=16MB -c random_page_cost=1.1 -c jit=off"


def newest_server() -> Path:
    """Return the folder of the newest server's programs."""
    versions = [path for path in SERVERS.glob("*/bin/initdb") if re.fullmatch(r"\d+", path.parts[-3])]
    if not versions:
        message = "PostgreSQL is not installed: apt-get install postgresql"
        raise SystemExit(message)
    return max(versions, key=lambda path: int(path.parts[-3])).parent


@contextmanager
def throwaway_server() -> Iterator[str]:
    """Start a server and yield the address of its database."""
    programs = newest_server()
    # initdb refuses to run as root; Debian's package has made the account.
    account = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, account)
        _run(account, programs / "initdb", "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"{FAST_AND_FORGETFUL} {TUNED} -c unix_socket_directories={folder}"
        _run(account, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgres://test@{quote(str(folder), safe='')}/postgres"
        finally:
            _run(account, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(account: str, *command: str | Path) -> None:
    as_account = account if os.geteuid() == 0 else None
    subprocess.run(  # noqa: S603 - our own command
        [str(word) for word in command], check=True, user=as_account, stdout=subprocess.DEVNULL, cwd="/"
    )


def main(command: Sequence[str]) -> int:
    """Run a command with TEST_DATABASE_URL set, and return its exit status."""
    with throwaway_server() as address:
        environment = {**os.environ, "TEST_DATABASE_URL": address}
        return subprocess.run(list(command), env=environment, check=False).returncode  # noqa: S603 - the caller's own


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
