"""The engine over Elasticsearch."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import replace
from pathlib import Path
from time import time
from typing import Self

from search.documents import Change
from search.engines.base import EngineStatus, KeptPage, LanguageIndexes, SearchUnavailable
from search.engines.elasticsearch.bulk import GenerationGoneError
from search.engines.elasticsearch.cluster import Address, Cluster, unavailable_on_error
from search.engines.elasticsearch.forms import FormsWritten
from search.engines.elasticsearch.generations import (
    PUT_ASIDE_S,
    forms_home,
    index_name,
    is_public,
    language_of,
    merge_generation,
    new_generation,
    remove_generation,
    remove_other_generations,
)
from search.engines.elasticsearch.inventory import kept_pages
from search.engines.elasticsearch.language_searches import LanguageSearches
from search.engines.elasticsearch.query import Allowed
from search.engines.elasticsearch.readable import Readable
from search.engines.elasticsearch.state import EMPTY, IN_USE, Held, State, StateRecord
from search.engines.elasticsearch.word_memory import Memory
from search.engines.elasticsearch.writer import Writer
from search.query import Reader

# Two workers that follow the feed at once meet at the state; the later one looks again.
MOST_ATTEMPTS = 5


class ElasticsearchEngine:
    """Keeps pages in one index a language and scope, and the cursor in a document beside them."""

    def __init__(
        self,
        hosts: Sequence[str],
        *,
        prefix: str,
        api_key: str = "",
        ca_file: Path | None = None,
        replicas: int = 0,
    ) -> None:
        self._cluster = Cluster(Address(hosts, api_key, ca_file), prefix, replicas)
        self._record = StateRecord(self._cluster, IN_USE)
        self._words = Memory()
        self._forms = FormsWritten()

    def apply(self, changes: Sequence[Change], cursor: int, after: int = 0) -> None:
        """Apply changes, then move the cursor; after a failure between, the same changes are written again."""
        with unavailable_on_error():
            for _attempt in range(MOST_ATTEMPTS):
                held = self._held()
                if held.state.cursor < after:
                    return
                # A generation that is gone gave way to another, whose state is read next.
                with suppress(GenerationGoneError):
                    if self._advance(held, changes, cursor):
                        return
        message = (
            "The index in Elasticsearch is changed by others all the time, or a part of it was removed: "
            "if this lasts, run manage.py search rebuild."
        )
        raise SearchUnavailable(message)

    def cursor(self) -> int:
        """Return the sequence of the last change that the index holds."""
        return self._state().cursor

    def epoch(self) -> str:
        """Return the epoch of the feed that the index follows."""
        return self._state().epoch

    def enter_epoch(self, epoch: str) -> None:
        """Note the epoch of the feed that is about to be followed."""
        with unavailable_on_error():
            held = self._held()
            while not self._record.write(replace(held.state, epoch=epoch), over=held):
                held = self._held()

    def outdated(self) -> str:
        """Return why the index must be rebuilt; an empty string when it need not."""
        return self._state().outdated

    @contextmanager
    def reading(self, reader: Reader) -> Iterator[LanguageIndexes]:
        """Give what a reader may find by language; the cursor is read first, so the index is as new or newer."""
        with unavailable_on_error():
            state = self._record.recent()
            if state.outdated:
                message = f"The index in Elasticsearch has {state.outdated}: run manage.py search rebuild."
                raise SearchUnavailable(message)
            lost = reader.lost_after(state.cursor)
            allowed = Allowed(None if reader.public_only else reader.audience_ids, lost)
            told = self._words.of((state.generation, state.cursor), allowed)
            homes = [home for home in sorted(state.homes) if is_public(home) or not reader.public_only]
            indexes, forms = self._indexes_by_language(state, homes), self._names(state, map(forms_home, homes))
            readable = Readable(self._cluster, indexes, forms, allowed, told)
            yield LanguageSearches(readable)

    def status(self) -> EngineStatus:
        """Return what the index holds."""
        with unavailable_on_error():
            state = self._state()
            page_count, passage_count, size = self._counts(state)
            return EngineStatus(
                cursor=state.cursor,
                page_count=page_count,
                passage_count=passage_count,
                languages=tuple(state.languages()),
                size_bytes=size,
                outdated=state.outdated,
                refused=state.refused,
            )

    def pages(self) -> Iterator[KeptPage]:
        """Yield every page, index by index."""
        with unavailable_on_error():
            state = self._state()
            yield from kept_pages(self._cluster, self._names(state, state.homes))

    @contextmanager
    def rebuilding(self) -> Iterator[Self]:
        """Give an empty engine beside this one, which takes its place when the block ends well."""
        with unavailable_on_error():
            self._tidy(self._state())
            fresh = copy(self)
            fresh._record = StateRecord(self._cluster, new_generation())  # noqa: SLF001 - of the same class
            generation = fresh._held().state.generation  # noqa: SLF001
            swapped = False
            try:
                yield fresh
                self._put_in_place(fresh._held().state)  # noqa: SLF001
                swapped = True
                merge_generation(self._cluster, generation)
            finally:
                if swapped:
                    fresh._record.delete()  # noqa: SLF001
                else:
                    remove_generation(self._cluster, generation)

    def close(self) -> None:
        """Close the connections of this process."""
        self._cluster.close()

    def _advance(self, held: Held, changes: Sequence[Change], cursor: int) -> bool:
        """Write changes and then the state; return False if another was first, so that all is looked at again."""
        state = held.state
        new = [change for change in changes if change.sequence > state.cursor]
        if not new and cursor <= state.cursor:
            return True
        written = Writer(self._cluster, state.generation, state.homes, self._forms).apply(new)
        touched = {str(change.page_id) for change in new}
        refused = {page_id: reason for page_id, reason in state.refused.items() if page_id not in touched}
        refused.update({str(page_id): reason for page_id, reason in written.refused.items()})
        if state.swapped_at and self._tidy(state):
            state = replace(state, swapped_at=0)
        moved = replace(state, cursor=max(state.cursor, cursor), homes=tuple(sorted(written.homes)), refused=refused)
        return self._record.write(moved, over=held)

    def _tidy(self, state: State) -> bool:
        """Remove other generations, unless one was in use a moment ago; say whether that was done."""
        if time() - state.swapped_at <= PUT_ASIDE_S:
            return False
        remove_other_generations(self._cluster, state.generation)
        return True

    def _put_in_place(self, built: State) -> None:
        held = self._record.read()
        while not self._record.write(replace(built, swapped_at=time() if held else 0), over=held):
            held = self._record.read()

    def _state(self) -> State:
        """Return the state, which is that of an empty index before anything was written."""
        with unavailable_on_error():
            held = self._record.read()
            return held.state if held else EMPTY

    def _held(self) -> Held:
        """Return the state to be changed, begun if there is none."""
        held = self._record.read()
        while held is None:
            in_use = self._record.key == IN_USE
            self._record.write(State(generation=new_generation() if in_use else self._record.key), over=None)
            held = self._record.read()
        return held

    def _indexes_by_language(self, state: State, homes: Iterable[str]) -> dict[str, list[str]]:
        indexes: dict[str, list[str]] = {}
        for home in homes:
            indexes.setdefault(language_of(home), []).extend(self._names(state, [home]))
        return indexes

    def _names(self, state: State, homes: Iterable[str]) -> list[str]:
        return [index_name(self._cluster, state.generation, home) for home in dict.fromkeys(homes)]

    def _counts(self, state: State) -> tuple[int, int, int]:
        """Return the number of pages and passages, and the bytes of one copy."""
        names = self._names(state, state.homes)
        if not names:
            return 0, 0, 0
        counted = self._cluster.writing.search(
            index=names,
            size=0,
            track_total_hits=True,
            aggs={"passages": {"sum": {"field": "passage_count"}}},
            allow_partial_search_results=False,
        )
        forms = self._names(state, map(forms_home, state.homes))
        stored = self._cluster.writing.indices.stats(index=[*names, *forms], metric="store")
        return (
            counted["hits"]["total"]["value"],
            int(counted["aggregations"]["passages"]["value"]),
            stored["_all"]["primaries"]["store"]["size_in_bytes"],
        )
