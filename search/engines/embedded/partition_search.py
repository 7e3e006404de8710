"""A query in one partition."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.documents import TYPE_FACET, DocumentPassage
from search.engines.base import LanguageAnswer
from search.engines.embedded.match import page_match, passage_match
from search.engines.embedded.matches import Ints, Mask, PageMatches, PassageMatches, ranked
from search.engines.embedded.partition import PASSAGE_BITS, Partition
from search.engines.embedded.statements import marks
from search.engines.embedded.titles import PartitionTitles
from search.engines.embedded.vocabulary import PartitionVocabulary
from search.highlighting import highlighter_for
from search.hits import PASSAGES_TRIED, StoredPage, build_hit
from search.query import Filter, Reader, SearchQuery
from search.query_parser import Choice
from search.query_terms import AnalysedQuery, AnalysedWord
from search.results import FacetCount, FacetCounts, SearchHit
from search.suggestions import SuggestedPage, TypedWords

# Title, heading and body; the columns come in pairs of lemma and stem.
_WEIGHTS = "2.0, 2.0, 1.5, 1.5, 1.0, 1.0"
# A word in more than a fifth of the pages tells little about a passage and costs most of the
# time of the passage query; with few pages it costs nothing.
COMMON_SHARE = 0.2
COMMON_FROM_PAGES = 1_000
FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """Pages that match, in order, with what is needed to show some of them."""

    page_ids: Ints
    matching_count: int
    translations: frozenset[int]
    facets: tuple[FacetCounts, ...]
    passages: PassageMatches

    def part(self, asked: SearchQuery) -> tuple[int, ...]:
        """Return the pages of the part that is asked for."""
        return tuple(int(number) for number in self.page_ids[asked.offset : asked.offset + asked.limit])


class PartitionSearch:
    """Finds and shows pages of one partition for one reader."""

    def __init__(
        self, connection: sqlite3.Connection, partition: Partition, reader: Reader, lost: Collection[int]
    ) -> None:
        self._connection = connection
        self._partition = partition
        self._reader = reader
        self._lost = lost
        self._vocabulary = PartitionVocabulary(connection, partition, reader, lost)
        self._titles = PartitionTitles(connection, partition, reader, lost)

    def spellings(self, folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return how folded words are written in pages of the reader, most frequent first."""
        return self._vocabulary.spellings(folded)

    def standing(self, words: Sequence[AnalysedWord]) -> frozenset[str]:
        """Return which of the words stand in a page of the reader, in any form."""
        return self._vocabulary.standing(words)

    def similar(self, folded: Sequence[str]) -> Mapping[str, int]:
        """Return the words near these in pages of the reader, each with the number of pages."""
        return self._vocabulary.similar(folded)

    def suggest(self, typed: TypedWords, limit: int, without: Collection[int] = ()) -> Sequence[SuggestedPage]:
        """Return pages of the reader whose titles have the typed words, best first."""
        return self._titles.suggest(typed, limit, without)

    def alike(self, beginnings: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return the words that begin so in pages of the reader, each with the number of pages."""
        return self._vocabulary.alike(beginnings)

    def answer(self, query: AnalysedQuery, asked: SearchQuery, without: Collection[int] = ()) -> LanguageAnswer:
        """Find pages, but show no versions of pages with these translation numbers."""
        found = self._find(query, asked, without)
        return LanguageAnswer(
            total_count=len(found.page_ids),
            matching_count=found.matching_count,
            page_ids=found.part(asked),
            hits=() if asked.only_pages else self._hits(found, query, asked),
            facets=found.facets,
            translations=found.translations,
        )

    def _find(self, query: AnalysedQuery, asked: SearchQuery, without: Collection[int]) -> Found:
        pages = self._matching_pages(query)
        passages = self._matching_passages(query)
        masks = {f.name: pages.having_any(self._facet_ids(f)) for f in asked.filters}
        allowed = self._of_types(pages, query.types)
        chosen = _all(masks, allowed)
        shown = chosen & ~np.isin(pages.translations, list(without))
        return Found(
            page_ids=ranked(pages, passages, shown, asked.order),
            matching_count=int(chosen.sum()),
            translations=frozenset(int(number) for number in pages.translations[chosen]) - {0},
            facets=self._facets(pages, masks, allowed),
            passages=passages,
        )

    def _hits(self, found: Found, query: AnalysedQuery, asked: SearchQuery) -> tuple[SearchHit, ...]:
        highlighter = highlighter_for(query, self._partition.language)
        page_ids = found.part(asked)
        stored = self._stored_pages(page_ids, found.passages)
        return tuple(build_hit(stored[page_id], highlighter) for page_id in page_ids)

    def _matching_pages(self, query: AnalysedQuery) -> PageMatches:
        audience, parameters = self._partition.audience_condition("meta.audience", self._reader)
        rows = self._connection.execute(
            self._partition.sql(
                "SELECT meta.page_id, -bm25({pages}, {weights}) * meta.factor, "
                "meta.published, meta.translation, meta.facets "
                "FROM {pages} JOIN {meta} AS meta ON meta.page_id = {pages}.rowid "
                "WHERE {pages} MATCH ? AND {audience}",
                weights=_WEIGHTS,
                audience=audience,
            ),
            (page_match(query), *parameters),
        )
        return PageMatches.from_rows([row for row in rows if row[0] not in self._lost])

    def _matching_passages(self, query: AnalysedQuery) -> PassageMatches:
        # What must stand in the title stands over each passage alike.
        if not query.words and not query.phrases:
            return PassageMatches.from_rows([])
        words = self._telling(query.words)
        rows = self._connection.execute(
            self._partition.sql(
                "SELECT rowid, -bm25({passages}, {weights}) FROM {passages} WHERE {passages} MATCH ?", weights=_WEIGHTS
            ),
            (passage_match(words, query.phrases),),
        )
        return PassageMatches.from_rows(rows.fetchall())

    def _telling(self, words: Sequence[AnalysedWord]) -> Sequence[AnalysedWord]:
        (page_count,) = self._connection.execute(self._partition.sql("SELECT count(*) FROM {meta}")).fetchone()
        if page_count < COMMON_FROM_PAGES or len(words) <= FEWEST_WORDS:
            return words
        terms = sorted({term for word in words for term in word.lemmas | word.stems})
        rows = self._connection.execute(
            self._partition.sql("SELECT term, doc FROM {terms} WHERE term IN ({marks})", marks=marks(terms)), terms
        )
        pages_with = dict(rows.fetchall())
        # A word that has only phrases is rare enough.
        frequency = [max((pages_with.get(t, 0) for t in word.lemmas | word.stems), default=0) for word in words]
        rare = [word for word, n in zip(words, frequency, strict=True) if n <= COMMON_SHARE * page_count]
        by_frequency = sorted(range(len(words)), key=frequency.__getitem__)
        return rare or [words[n] for n in by_frequency[:FEWEST_WORDS]]

    def _of_types(self, pages: PageMatches, types: Choice) -> Mask:
        mask = np.ones(len(pages.ids), dtype=np.bool_)
        if types.any_of:
            mask &= pages.having_any(self._facet_ids(Filter(TYPE_FACET, types.any_of)))
        if types.none_of:
            mask &= ~pages.having_any(self._facet_ids(Filter(TYPE_FACET, types.none_of)))
        return mask

    def _facet_ids(self, asked: Filter) -> list[int]:
        rows = self._connection.execute(
            self._partition.sql(
                "SELECT id FROM {facet_values} WHERE name = ? AND key IN ({marks})", marks=marks(asked.keys)
            ),
            (asked.name, *asked.keys),
        )
        return [row[0] for row in rows]

    def _facets(self, pages: PageMatches, masks: Mapping[str, Mask], allowed: Mask) -> tuple[FacetCounts, ...]:
        """Count the values of each facet under the filters of all other facets."""
        chosen = pages.facet_counts(_all(masks, allowed))
        freed = {
            name: pages.facet_counts(_all({n: m for n, m in masks.items() if n != name}, allowed)) for name in masks
        }
        rows = self._connection.execute(
            self._partition.sql("SELECT id, name, key, labels FROM {facet_values} ORDER BY name, key")
        )
        counts: dict[str, list[FacetCount]] = defaultdict(list)
        for number, name, key, labels in rows:
            count = freed.get(name, chosen).get(number, 0)
            if count:
                counts[name].append(FacetCount(key, json.loads(labels), count))
        return tuple(
            FacetCounts(name, tuple(sorted(values, key=lambda value: (-value.count, value.key))))
            for name, values in counts.items()
        )

    def _stored_pages(self, page_ids: Sequence[int], matches: PassageMatches) -> dict[int, StoredPage]:
        rows = self._connection.execute(
            f"SELECT page_id, title, url, type, language, facets FROM page WHERE page_id IN ({marks(page_ids)})",  # noqa: S608 - only ? marks
            page_ids,
        )
        return {
            page_id: StoredPage(
                page_id,
                title,
                url,
                type_,
                language,
                _facet_keys(facets),
                self._passages(page_id, matches),
            )
            for page_id, title, url, type_, language, facets in rows
        }

    def _passages(self, page_id: int, matches: PassageMatches) -> list[DocumentPassage]:
        numbers = matches.best_in_page(page_id, PASSAGES_TRIED)
        # A page found only across its passages, or by common words, shows its beginning.
        numbers = numbers or [page_id << PASSAGE_BITS]
        rows = self._connection.execute(
            f"SELECT id, kind, text, heading, anchor, url FROM passage WHERE id IN ({marks(numbers)})",  # noqa: S608 - only ? marks
            numbers,
        )
        found = {number: DocumentPassage(*columns) for number, *columns in rows}
        return [found[number] for number in numbers if number in found]


def _all(masks: Mapping[str, Mask], allowed: Mask) -> Mask:
    return np.logical_and.reduce([allowed, *masks.values()])


def _facet_keys(facets: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(keys) for name, keys in json.loads(facets).items()}
