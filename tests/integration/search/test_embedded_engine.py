"""The embedded engine as a file that several processes use."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from pages.language.dictionaries import dictionary_directory
from search.documents import RemovedPage
from search.engines.base import SearchUnavailable
from search.engines.embedded import EmbeddedEngine, index_file
from tests.contract.search_index import MEMBER, PUBLIC, ask, found, page, restricted

WRITER = """
import sys
from pathlib import Path
from pages.language.dictionaries import use_directory
from search.engines.embedded import EmbeddedEngine, index_file
from tests.contract.search_index import page
use_directory(Path(sys.argv[2]))
engine = EmbeddedEngine(sys.argv[1])
for number in range(engine.cursor() + 1, 100_000):
    engine.apply([page(number, f"Spawanie {number}", "Stal nierdzewna. " * 200)], number)
    print(number, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite3"


def start_writer(path: Path) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WRITER, str(path), str(dictionary_directory().parent)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)  # noqa: S603 - a program of this test


def test_killed_writer_leaves_pages_and_cursor_in_step(path: Path) -> None:
    for kills in range(1, 4):
        writer = start_writer(path)
        assert writer.stdout
        for _ in range(5 * kills):
            writer.stdout.readline()
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
        engine = EmbeddedEngine(path)
        assert engine.cursor() == engine.status().page_count == ask(engine, "spawanie").total_count
        engine.close()


def test_readers_are_served_while_another_process_writes(path: Path) -> None:
    engine = EmbeddedEngine(path)
    writer = start_writer(path)
    assert writer.stdout
    writer.stdout.readline()
    seen = [ask(engine, "spawanie").total_count for _ in range(50)]
    writer.kill()
    writer.communicate()
    assert seen == sorted(seen)
    assert seen[-1] >= 1


def test_readers_are_served_while_the_index_is_replaced(path: Path) -> None:
    engine = EmbeddedEngine(path)
    engine.apply([page(1, "Spawanie")], 1)
    done, answers = threading.Event(), list[list[int]]()

    def read() -> None:
        while not done.is_set():
            answers.append(found(ask(engine, "spawanie")))
        engine.close()

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(2, 12):
        with engine.rebuilding() as fresh:
            fresh.apply([page(number, "Spawanie")], number)
    done.set()
    reader.join()
    assert answers
    assert all(len(answer) == 1 for answer in answers)
    assert found(ask(engine, "spawanie")) == [11]


def test_full_disk_is_told_and_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = EmbeddedEngine(path)
    engine.apply([page(1, "Spawanie")], 1)
    long = page(2, "Spawanie", *(" ".join(f"stal{n}x{m}" for m in range(200)) for n in range(50)))
    with monkeypatch.context() as patched:
        patched.setattr(index_file, "_PRAGMAS", (*index_file._PRAGMAS, "max_page_count=150"))
        engine.close()
        with pytest.raises(SearchUnavailable, match="disk is full"):
            engine.apply([long], 2)
        assert (engine.cursor(), found(ask(engine, "spawanie"))) == (1, [1])
    engine.close()
    engine.apply([long], 2)
    assert set(found(ask(engine, "spawanie"))) == {1, 2}


def test_old_generations_are_removed(path: Path) -> None:
    engine = EmbeddedEngine(path)
    for number in (1, 2, 3):
        with engine.rebuilding() as fresh:
            fresh.apply([page(number, "Spawanie")], number)
    assert found(ask(engine, "spawanie")) == [3]
    assert len(list(path.parent.glob("index.*.sqlite3"))) == 1


def test_copy_put_back_as_a_plain_file_is_used(path: Path, tmp_path: Path) -> None:
    engine = EmbeddedEngine(path)
    engine.apply([page(1, "Spawanie")], 1)
    copy = tmp_path / "copy" / "index.sqlite3"
    copy.parent.mkdir()
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    restored = EmbeddedEngine(copy)
    assert found(ask(restored, "spawanie")) == [1]
    with restored.rebuilding() as fresh:
        fresh.apply([page(2, "Spawanie")], 2)
    assert found(ask(restored, "spawanie")) == [2]


def test_index_that_was_deleted_begins_anew(path: Path) -> None:
    engine = EmbeddedEngine(path)
    engine.apply([page(1, "Spawanie")], 1)
    for file in path.parent.glob("index.*.sqlite3*"):
        file.unlink()
    assert engine.cursor() == 0
    assert found(ask(engine, "spawanie")) == []


@pytest.mark.parametrize("key", ["schema", "analyser"])
def test_index_of_another_version_says_that_it_must_be_rebuilt(path: Path, key: str) -> None:
    engine = EmbeddedEngine(path)
    assert engine.outdated() == ""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE state SET value = 'older' WHERE key = ?", (key,))
    assert engine.outdated().startswith(f"{key} older")
    with engine.rebuilding():
        pass
    assert engine.outdated() == ""


def test_index_of_another_schema_does_not_answer(path: Path) -> None:
    engine = EmbeddedEngine(path)
    engine.cursor()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE state SET value = 'older' WHERE key = 'schema'")
    with pytest.raises(SearchUnavailable, match="search rebuild"):
        ask(engine, "spawanie")


def test_public_pages_taken_over_into_an_index_of_all_are_sound(path: Path) -> None:
    engine = EmbeddedEngine(path)
    # In one batch, so that some of the public pages are not written yet when the first restricted one comes.
    engine.apply([page(1, "Stal", "Stal i gaz."), restricted(page(2, "Stal")), page(3, "Spawanie", "Stal.")], 3)
    engine.apply([page(1, "Gaz", "Gaz.", sequence=4), RemovedPage(3, 5, PUBLIC)], 5)
    assert set(found(ask(engine, "stal", MEMBER))) == {2}
    engine.close()
    with closing(sqlite3.connect(path)) as connection:
        for index in ("pages", "passages", "deletions", "titles"):
            for table in (f"{index}_public_pl", f"{index}_all_pl"):
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608 - our own names


def test_broken_file_is_told_as_unavailable(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)
    engine = EmbeddedEngine(path)
    with pytest.raises(SearchUnavailable):
        engine.cursor()


def test_broken_file_is_healed_by_a_rebuild(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)
    engine = EmbeddedEngine(path)
    with engine.rebuilding() as fresh:
        fresh.apply([page(1, "Spawanie")], 1)
    assert found(ask(engine, "spawanie")) == [1]
