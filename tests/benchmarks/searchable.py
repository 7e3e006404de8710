"""How long after a publish a page is found by its new words: the worker in a process of its own, as on a server.

python -m tests.benchmarks.searchable [publishes, by default 40] (after make run; DATA_DIR names other data)

It changes courses: give it a copy. With Elasticsearch: python -m tests.elasticsearch python -m … and SEARCH_ENGINE.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Final

if os.environ.get("SEARCH_ENGINE") == "elasticsearch":
    os.environ["ELASTICSEARCH_URL"] = os.environ["TEST_ELASTICSEARCH_URL"]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")

import django

django.setup()

from django.utils import translation  # noqa: E402 - after the set-up

from pages.models import CoursePage  # noqa: E402
from search.conf import search_engine  # noqa: E402
from search.engines.base import SearchUnavailable  # noqa: E402
from search.query import SearchQuery  # noqa: E402
from search.services import public_reader, search_for  # noqa: E402

MANAGE: Final = Path(__file__).resolve().parents[2] / "manage.py"
POLL_S: Final = 0.01


def main(publishes: int) -> None:
    """Publish one course after another at any moment of the worker's round, and tell how long each took to be found."""
    random = Random(2014)  # noqa: S311 - repeatable, not secret
    pks = list(CoursePage.objects.live().public().filter(locale__language_code="pl").values_list("pk", flat=True))
    waits: list[float] = []
    with worker():
        _wait(pks[0])  # until the worker has started
        for number in range(publishes):
            time.sleep(random.random())
            waits.append(_wait(pks[number % len(pks)]))
    p50, longest = statistics.median(waits), max(waits)
    sys.stdout.write(
        f"{search_engine().__class__.__name__}: found after {p50:.2f} s (median), {longest:.2f} s at most\n"
    )


@contextmanager
def worker() -> Iterator[None]:
    """Run the worker beside this process."""
    process = subprocess.Popen([sys.executable, str(MANAGE), "worker"])  # noqa: S603 - our own
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait(pk: int) -> float:
    """Return the seconds from the end of a publish until a search finds the page."""
    # A word that no page has had, of letters alone.
    word = "zqx" + "".join(chr(ord("a") + int(digit)) for digit in str(time.time_ns()))
    with translation.override("pl"):
        page = CoursePage.objects.get(pk=pk)
        page.summary = word
        page.save_revision().publish()
        start = time.perf_counter()
        while not _is_found(word):
            time.sleep(POLL_S)
    return time.perf_counter() - start


def _is_found(word: str) -> bool:
    try:
        return bool(search_for(SearchQuery(word, "pl"), public_reader()).total_count)
    except SearchUnavailable:  # the worker makes the first index
        return False


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
