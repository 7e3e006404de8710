"""The embedded engine, the default: nothing to install and nothing to run."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Self

from search.documents import Change
from search.engines.base import EngineStatus, KeptPage, LanguageIndexes, SearchUnavailable
from search.engines.embedded.index_file import IndexFile
from search.engines.embedded.index_memory import IndexMemory, Remembered
from search.engines.embedded.partition import Partition, partitions
from search.engines.embedded.partition_search import PartitionSearch, PartitionSearches
from search.engines.embedded.readable_partition import ReadablePartition
from search.engines.embedded.schema import SCHEMA_VERSION, new_content, outdated
from search.engines.embedded.word_counts import WordTally
from search.engines.embedded.writer import Writer
from search.query import Reader


class EmbeddedEngine:
    """Keeps index, texts and cursor in one SQLite file and changes them in one transaction."""

    def __init__(self, path: str | Path) -> None:
        self._file = IndexFile(Path(path))
        self._memory = IndexMemory()
        # Of an index that is made anew the words of many batches are counted together.
        self._waiting: WordTally | None = None

    def apply(self, changes: Sequence[Change], cursor: int, after: int = 0) -> None:
        """Apply changes and move the cursor; a page the index has as new or newer is left alone."""
        with _unavailable_on_error(), self._file.writing() as connection:
            # Another worker may have been first, and may have taken away since what these changes would bring back.
            followed = _cursor(connection)
            if followed < after:
                return
            words = WordTally() if self._waiting is None else self._waiting
            writer = Writer(connection, words)
            writer.apply([change for change in changes if change.sequence > followed])
            if self._waiting is None or self._waiting.is_full:
                writer.count_words()
            connection.execute("UPDATE state SET value = max(value, ?) WHERE key = 'cursor'", (cursor,))
            connection.execute("UPDATE state SET value = ? WHERE key = 'content'", (new_content(),))

    def cursor(self) -> int:
        """Return the sequence of the last change that the index holds."""
        with _unavailable_on_error(), self._file.reading() as connection:
            return _cursor(connection)

    def epoch(self) -> str:
        """Return the epoch of the feed that the index follows."""
        with _unavailable_on_error(), self._file.reading() as connection:
            row = connection.execute("SELECT value FROM state WHERE key = 'epoch'").fetchone()
            return str(row[0]) if row else ""

    def enter_epoch(self, epoch: str) -> None:
        """Note the epoch of the feed that is about to be followed."""
        with _unavailable_on_error(), self._file.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO state VALUES ('epoch', ?)", (epoch,))

    @contextmanager
    def reading(self, reader: Reader) -> Iterator[LanguageIndexes]:
        """Give what a reader may find by language, all from one state of the index."""
        with _unavailable_on_error(), self._file.reading() as connection:
            state = dict(connection.execute("SELECT key, value FROM state"))
            _require_schema(state["schema"])
            lost = reader.lost_after(state["cursor"])
            remembered = Remembered(self._memory, connection, state["content"])
            yield PartitionSearches(
                {
                    partition.language: PartitionSearch(
                        ReadablePartition(connection, partition, reader, lost), remembered
                    )
                    for partition in _readable(partitions(connection), reader)
                }
            )

    def outdated(self) -> str:
        """Return why the index must be rebuilt; an empty string when it need not."""
        with _unavailable_on_error(), self._file.reading() as connection:
            return outdated(connection)

    def status(self) -> EngineStatus:
        """Return what the index holds."""
        with _unavailable_on_error(), self._file.reading() as connection:
            (page_count,) = connection.execute("SELECT count(*) FROM page").fetchone()
            (passage_count,) = connection.execute("SELECT count(*) FROM passage").fetchone()
            languages = sorted({partition.language for partition in partitions(connection)})
            return EngineStatus(
                cursor=_cursor(connection),
                page_count=page_count,
                passage_count=passage_count,
                languages=tuple(languages),
                size_bytes=self._file.size(),
                outdated=outdated(connection),
            )

    def pages(self) -> Iterator[KeptPage]:
        """Yield every page of one state of the index."""
        with _unavailable_on_error(), self._file.reading() as connection:
            rows = connection.execute("SELECT page_id, sequence, audience, digest FROM page")
            yield from (KeptPage(*row) for row in rows)

    @contextmanager
    def rebuilding(self) -> Iterator[Self]:
        """Give an empty engine beside this one, which takes its place when the block ends well."""
        with _unavailable_on_error(), self._file.replacement() as fresh:
            engine = copy(self)
            engine._file, engine._waiting = fresh, WordTally()  # noqa: SLF001 - of the same class
            yield engine
            with fresh.writing() as connection:
                Writer(connection, engine._waiting).count_words()  # noqa: SLF001

    def close(self) -> None:
        """Close the connection of this thread."""
        self._file.close()


def _readable(every: Sequence[Partition], reader: Reader) -> list[Partition]:
    """Return one partition a language: for readers with access that of all, where there is one."""
    chosen = {partition.language: partition for partition in every if partition.is_public}
    if not reader.public_only:
        chosen.update({partition.language: partition for partition in every if not partition.is_public})
    return list(chosen.values())


def _cursor(connection: sqlite3.Connection) -> int:
    (cursor,) = connection.execute("SELECT value FROM state WHERE key = 'cursor'").fetchone()
    return int(cursor)


def _require_schema(version: str) -> None:
    if version != SCHEMA_VERSION:
        message = f"The index has schema {version}, not {SCHEMA_VERSION}: run manage.py search rebuild."
        raise SearchUnavailable(message)


@contextmanager
def _unavailable_on_error() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        message = f"The embedded index cannot be used: {error}"
        raise SearchUnavailable(message) from error
