"""The file of the index: its connections, its transactions, and its replacement.

The path is a symbolic link to a file of one generation. A rebuild makes a file beside it and
moves the link: SQLite keeps its write-ahead log by file name, so that a file put in the place
of another under the same name would inherit a log that is not its own.
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import local
from urllib.parse import quote

from search.engines.embedded.schema import create_schema

# Of a connection in general, and of the one that fills a file to which no link leads yet: nobody else reads it, and if it
# is not finished it is removed, so that it needs neither a log nor to reach the disk before it is whole.
_PRAGMAS = ("synchronous=NORMAL", "cache_size=-16000", "mmap_size=0", "temp_store=MEMORY")
_UNLOGGED = ("journal_mode=OFF", "synchronous=OFF")

# A writer holds the lock for one batch of changes; a reader never waits for it.
BUSY_TIMEOUT_S = 20


class IndexFile:
    """An SQLite file used by threads of several processes."""

    def __init__(self, path: Path, *, logged: bool = True) -> None:
        self.path = path
        self._logged = logged
        self._local = local()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose statements all see one state."""
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            _roll_back(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection in a transaction that is kept when the block ends without error."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise

    @contextmanager
    def replacement(self) -> Iterator["IndexFile"]:
        """Give an empty file beside this one; when left without error, it takes this one's place."""
        self._target()
        with self._locked():
            self._remove_others()
            fresh = IndexFile(self._make_generation(), logged=False)
            try:
                yield fresh
                fresh.close()
                _settle(fresh.path)
                self._point_to(fresh.path)
            finally:
                fresh.close()
                self._remove_others()

    def size(self) -> int:
        """Return the size of the file in bytes."""
        return self._target().stat().st_size

    def close(self) -> None:
        """Close this thread's connection."""
        held = self._local.__dict__.pop("held", None)
        if held and held[1] == os.getpid():
            held[2].close()

    def _connection(self) -> sqlite3.Connection:
        target, pid = self._target(), os.getpid()
        held = self._local.__dict__.get("held")
        if held and held[:2] == (target, pid):
            connection: sqlite3.Connection = held[2]
            return connection
        self.close()
        try:
            connection = _connect(target, logged=self._logged)
        except sqlite3.OperationalError:
            # Between the link and the file, a rebuild may have put another in its place.
            target = self._target()
            connection = _connect(target, logged=self._logged)
        self._local.held = (target, pid, connection)
        return connection

    def _target(self) -> Path:
        try:
            target = self.path.parent / self.path.readlink()
        except FileNotFoundError:
            return self._create_first()
        except OSError:  # no link: a generation itself, or a backup put back
            return self.path
        return target if target.exists() else self._create_first()

    def _create_first(self) -> Path:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._locked():
            if not self.path.exists():
                first = self._make_generation()
                _settle(first)
                self._point_to(first)
        return self.path.parent / self.path.readlink()

    def _make_generation(self) -> Path:
        path = self.path.with_name(f"{self.path.stem}.{time.time_ns():x}{self.path.suffix}")
        path.touch()
        with closing(_connect(path)) as connection:
            create_schema(connection)
        return path

    def _point_to(self, generation: Path) -> None:
        link = self.path.with_name(f"{self.path.name}.next")
        link.unlink(missing_ok=True)
        link.symlink_to(generation.name)
        link.replace(self.path)

    def _remove_others(self) -> None:
        # Who removed the files by hand is not waited for: they are made anew only by who holds the lock that this one has.
        current = self.path.readlink().name if self.path.is_symlink() else self.path.name
        for path in self.path.parent.glob(f"{self.path.stem}.*{self.path.suffix}*"):
            if not path.name.startswith(current) and path != self.path:
                path.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other processes from making or removing generations meanwhile."""
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _connect(path: Path, *, logged: bool = True) -> sqlite3.Connection:
    # `rw`: a generation removed by another process must not come back as an empty file.
    uri = f"file:{quote(str(path.absolute()))}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    # Nothing is mapped: of a large index a mapping would hold a part at random, in the memory of each process.
    for pragma in _PRAGMAS if logged else (*_PRAGMAS, *_UNLOGGED):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # opens the file now, not at first use
    return connection


def _roll_back(connection: sqlite3.Connection) -> None:
    # On a full disk SQLite has done so by itself, and would now tell of that instead of the disk.
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _settle(path: Path) -> None:
    """See to it that the file is whole before the link leads to it, and that what changes from then on is logged."""
    with closing(_connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    with suppress(OSError), path.open("rb") as file:
        os.fsync(file.fileno())
