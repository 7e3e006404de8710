"""What a search costs: whole answers with expansion, facets, passages and marked words, of the engine in one process.

And what the index costs: passages written a second, one page published again, the memory of a web process that searches.

python -m tests.benchmarks.search [pages, by default 10,000] (after make run; DATA_DIR names other data)

With TEST_ELASTICSEARCH_URL it is measured over Elasticsearch as well: python -m tests.elasticsearch python -m …
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.test import override_settings  # noqa: E402
from elasticsearch import Elasticsearch  # noqa: E402

from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID  # noqa: E402
from search.conf import search_engine  # noqa: E402
from search.documents import PageDocument  # noqa: E402
from search.indexing import PASSAGES_AT_ONCE  # noqa: E402
from search.query import Reader, SearchQuery  # noqa: E402
from search.services import search_for  # noqa: E402
from tests.benchmarks.corpus import GROUPS, LANGUAGES, documents, words_of  # noqa: E402
from tests.benchmarks.web_process import Memory  # noqa: E402
from tests.elasticsearch import indexes  # noqa: E402

PREFIX: Final = "benchmark"
QUERIES: Final = 300
PUBLISHED: Final = 100
READERS: Final = {
    "stranger": Reader(frozenset({PUBLIC_AUDIENCE_ID}), public_only=True),
    "participant": Reader(frozenset({PUBLIC_AUDIENCE_ID, *GROUPS[:2]}), public_only=False),
}
#: What is chosen from the words of a language, the most frequent of which is first.
QUESTIONS: Final[Mapping[str, Callable[[Random, Sequence[str]], list[str]]]] = {
    "2 to 4 words": lambda random, words: random.sample(words[150:900], random.randint(2, 4)),
    "2 to 4 rare words": lambda random, words: random.sample(words[8_000:20_000], random.randint(2, 4)),
    "12 words": lambda random, words: random.sample(words[150:3_000], 12),
    "3 of the 30 most common": lambda random, words: random.sample(words[:30], 3),
}


class ServerClock:
    """The time that Elasticsearch itself says it has searched."""

    def __init__(self, url: str) -> None:
        self._client = Elasticsearch(url) if url else None

    def milliseconds(self) -> float:
        """Return the time so far."""
        if self._client is None:
            return 0
        searched = self._client.indices.stats(index=f"{PREFIX}-*", metric="search")["_all"]["total"]["search"]
        return float(searched["query_time_in_millis"] + searched["fetch_time_in_millis"])


def main(size: int) -> None:
    """Measure each engine that there is, and print a table for each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.sqlite3"
        with _engine("search.engines.embedded.EmbeddedEngine", {"path": path}):
            measure("embedded", size, ServerClock(""))
    url = os.environ.get("TEST_ELASTICSEARCH_URL", "")
    if url:
        indexes.remove(url, PREFIX)
        with _engine("search.engines.elasticsearch.ElasticsearchEngine", {"hosts": [url], "prefix": PREFIX}):
            measure("Elasticsearch", size, ServerClock(url))
        indexes.remove(url, PREFIX)


@contextmanager
def _engine(dotted_path: str, options: dict[str, object]) -> Iterator[None]:
    with override_settings(SEARCH={**settings.SEARCH, "ENGINE": dotted_path, "OPTIONS": options}):
        yield
        search_engine().close()


def measure(name: str, size: int, server: ServerClock) -> None:
    """Fill the engine, ask it, and print what both cost."""
    _index(name, size)
    _print("| engine | reader | queries | pages found | p50 / p99 ms | of it the server |")
    _print("|---|---|---|---|---|---|")
    for reader_name, reader in READERS.items():
        for kind in QUESTIONS:
            queries = _queries(kind)
            ask(queries[: QUERIES // 10], reader)
            before = server.milliseconds()
            times, found = ask(queries, reader)
            served = (server.milliseconds() - before) / len(queries)
            p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
            _print(f"| {name} | {reader_name} | {kind} | {found:,.0f} | {p50:.1f} / {p99:.1f} | {served:.1f} |")
    _print_publishing(name, size)
    _print_memory(name)


def _index(name: str, size: int) -> None:
    engine = search_engine()
    passages, taken = 0, 0.0
    for batch in _batches(documents(size)):
        passages += sum(len(document.passages) for document in batch)
        start = time.perf_counter()
        engine.apply(batch, batch[-1].sequence)
        taken += time.perf_counter() - start
    megabytes = engine.status().size_bytes / 1e6
    _print(f"{name}: {size:,} pages, {passages:,} passages, {passages / taken:,.0f} passages/s, {megabytes:,.0f} MB\n")


def _batches(pages: Iterable[PageDocument]) -> Iterator[list[PageDocument]]:
    """Yield as many pages as a worker writes at once."""
    batch: list[PageDocument] = []
    passage_count = 0
    for page in pages:
        batch.append(page)
        passage_count += len(page.passages)
        if passage_count >= PASSAGES_AT_ONCE:
            yield batch
            batch, passage_count = [], 0
    if batch:
        yield batch


def _print_publishing(name: str, size: int) -> None:
    """Publish pages again, one at a time, and tell how long it takes until each is found."""
    engine, times = search_engine(), []
    for number, page in enumerate(islice(documents(size), PUBLISHED), 1):
        start = time.perf_counter()
        engine.apply([replace(page, sequence=size + number)], size + number)
        times.append((time.perf_counter() - start) * 1000)
    p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    _print(f"\n{name}: one page published again, p50 / p99 {p50:.0f} / {p99:.0f} ms, longest {max(times):.0f} ms")


def _print_memory(name: str) -> None:
    """Ask a process of its own, which has none of the pages in its memory, and tell what that takes."""
    addresses = [
        f"{prefix}?{urlencode({'q': query.text, 'locale': query.language_code})}"
        for kind in QUESTIONS
        for query in _queries(kind)
        for prefix in (f"/{query.language_code}/search/", "/api/v2/search/")
    ]
    search = {"ENGINE": settings.SEARCH["ENGINE"], "OPTIONS": settings.SEARCH["OPTIONS"]}
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.search_settings",
        "BENCHMARK_SEARCH": json.dumps(search, default=str),
    }
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.web_process"],
        input="\n".join(addresses),
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    memory = Memory(**json.loads(told.stdout))
    _print(
        f"{name}: a web process after {len(addresses):,} searches: {memory.resident:.0f} MB resident (Rss), "
        f"of which dictionaries {memory.dictionaries:.0f}, index {memory.index:.0f}; "
        f"{memory.own:.0f} MB with its share of what several processes map (Pss)\n"
    )


def _queries(kind: str) -> Sequence[SearchQuery]:
    random, choose = Random(kind), QUESTIONS[kind]  # noqa: S311 - repeatable, not secret
    return [
        SearchQuery(" ".join(choose(random, words_of(language).forms)), language)
        for language in (LANGUAGES[number % len(LANGUAGES)] for number in range(QUERIES))
    ]


def ask(queries: Sequence[SearchQuery], reader: Reader) -> tuple[list[float], float]:
    """Ask one after another; return the milliseconds of each, and the number of pages found on average."""
    times: list[float] = []
    found: list[int] = []
    for query in queries:
        start = time.perf_counter()
        results = search_for(query, reader)
        times.append((time.perf_counter() - start) * 1000)
        found.append(results.total_count)
    return times, statistics.mean(found)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
