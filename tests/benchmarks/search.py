"""What a search costs: whole answers with expansion, facets, passages and marked words, of the engine in one process.

Suggestions are asked for after each letter of the beginning of a title, as somebody types it.
And what the index costs: passages written a second when it is made anew, one page published again, the memory of a web process that searches.

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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
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

from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID  # noqa: E402
from search.conf import search_engine  # noqa: E402
from search.documents import PageDocument  # noqa: E402
from search.indexing import PASSAGES_AT_ONCE  # noqa: E402
from search.query import Reader, SearchQuery  # noqa: E402
from search.services import public_reader, reader_with, search_for, suggestions_for  # noqa: E402
from tests.benchmarks.corpus import GROUPS, LANGUAGES, documents, words_of  # noqa: E402
from tests.benchmarks.elasticsearch_server import Server  # noqa: E402
from tests.benchmarks.web_process import Memory  # noqa: E402

PREFIX: Final = "benchmark"
QUERIES: Final = 300
PUBLISHED: Final = 100
READERS: Final = {
    "stranger": public_reader(),
    "participant": reader_with(frozenset({PUBLIC_AUDIENCE_ID, *GROUPS[:2]})),
}
#: What is chosen from the words of a language, the most frequent of which is first.
QUESTIONS: Final[Mapping[str, Callable[[Random, Sequence[str]], list[str]]]] = {
    "2 to 4 words": lambda random, words: random.sample(words[1_000:4_000], random.randint(2, 4)),
    "2 to 4 frequent words": lambda random, words: random.sample(words[150:900], random.randint(2, 4)),
    "2 to 4 rare words": lambda random, words: random.sample(words[8_000:20_000], random.randint(2, 4)),
    "12 words": lambda random, words: random.sample(words[150:3_000], 12),
    "3 of the 30 most common": lambda random, words: random.sample(words[:30], 3),
}
LETTERS_TYPED: Final = 30


def main(size: int) -> None:
    """Measure each engine that there is, and print a table for each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.sqlite3"
        with _engine("search.engines.embedded.EmbeddedEngine", {"path": path}):
            _index("embedded", size)
            measure("embedded", size, Server())
    url = os.environ.get("TEST_ELASTICSEARCH_URL", "")
    if url:
        server = Server(url, PREFIX)
        server.remove()
        elasticsearch = partial(
            _engine, "search.engines.elasticsearch.ElasticsearchEngine", {"hosts": [url], "prefix": PREFIX}
        )
        with elasticsearch():
            _index("Elasticsearch", size)
            server.settle()
            _warm_up()
        # Anew, so that the process has met no word of it.
        with elasticsearch(), server.listening():
            measure("Elasticsearch", size, server)
        server.remove()


@contextmanager
def _engine(dotted_path: str, options: Mapping[str, object]) -> Iterator[None]:
    with override_settings(SEARCH={**settings.SEARCH, "ENGINE": dotted_path, "OPTIONS": options}):
        yield
        search_engine().close()


def measure(name: str, size: int, server: Server) -> None:
    """Ask a filled engine, publish to it, and print what both cost."""
    _print("| engine | reader | queries | found | p50 / p99 ms | of it the server: median | requests |")
    _print("|---|---|---|---|---|---|---|")
    for reader_name, reader in READERS.items():
        asked = {kind: (_queries(kind), _found) for kind in QUESTIONS} | {"suggestions": (_typed(size), _suggested)}
        for kind, (queries, answered) in asked.items():
            ask(queries[: QUERIES // 10], reader, answered, server)
            costs = ask(queries, reader, answered, server)
            times = [cost.milliseconds for cost in costs]
            p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
            found = statistics.mean(cost.found for cost in costs)
            served = statistics.median(cost.served for cost in costs)
            requests = statistics.mean(cost.requests for cost in costs)
            _print(
                f"| {name} | {reader_name} | {kind} | {found:,.0f} | {p50:.1f} / {p99:.1f} | {served:.1f} "
                f"| {requests:.1f} |"
            )
    if kept := server.kept():
        _print(f"\n{name}: {kept}")
    _print_publishing(name, size)
    _print_memory(name)


def _index(name: str, size: int) -> None:
    engine = search_engine()
    passages, taken = 0, 0.0
    with ExitStack() as stack:
        fresh = stack.enter_context(engine.rebuilding())
        for batch in _public_first(size):
            passages += sum(len(document.passages) for document in batch)
            start = time.perf_counter()
            fresh.apply(batch, 0)
            taken += time.perf_counter() - start
        start = time.perf_counter()
        fresh.apply([], size)
        stack.close()
        taken += time.perf_counter() - start
    megabytes = engine.status().size_bytes / 1e6
    _print(f"{name}: {size:,} pages, {passages:,} passages, {passages / taken:,.0f} passages/s, {megabytes:,.0f} MB\n")


def _warm_up() -> None:
    """Ask other questions of each kind: a server in Java takes some thousand until it is as fast as it will be."""
    for kind in QUESTIONS:
        for query in _queries(kind, "warm-up"):
            for reader in READERS.values():
                _found(query, reader)


def _public_first(size: int) -> Iterator[list[PageDocument]]:
    """Yield the pages as they are written when an index is made anew."""
    for is_public in (True, False):
        yield from _batches(document for document in documents(size) if document.public is is_public)


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


def _queries(kind: str, seed: str = "") -> Sequence[SearchQuery]:
    random, choose = Random(f"{kind}{seed}"), QUESTIONS[kind]  # noqa: S311 - repeatable, not secret
    return [
        SearchQuery(" ".join(choose(random, words_of(language).forms)), language)
        for language in (LANGUAGES[number % len(LANGUAGES)] for number in range(QUERIES))
    ]


def _typed(size: int) -> Sequence[SearchQuery]:
    """Return what somebody has typed after each letter of some titles."""
    titles = ((document.title, document.language_code) for document in documents(min(size, QUERIES // 10)))
    return [SearchQuery(title[:end], language) for title, language in titles for end in range(1, LETTERS_TYPED + 1)]


def _suggested(query: SearchQuery, reader: Reader) -> int:
    return len(suggestions_for(query.text, query.language_code, reader))


def _found(query: SearchQuery, reader: Reader) -> int:
    return search_for(query, reader).total_count


@dataclass(frozen=True, slots=True)
class Cost:
    """What one answer cost: in all, of the server by its own clock, and in requests to it."""

    milliseconds: float
    served: float
    requests: int
    found: int


def ask(
    queries: Sequence[SearchQuery], reader: Reader, answered: Callable[[SearchQuery, Reader], int], server: Server
) -> list[Cost]:
    """Ask one after another; return what each cost."""
    costs: list[Cost] = []
    for query in queries:
        took, requests, start = server.took, server.requests, time.perf_counter()
        found = answered(query, reader)
        milliseconds = (time.perf_counter() - start) * 1000
        costs.append(Cost(milliseconds, server.took - took, server.requests - requests, found))
    return costs


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
