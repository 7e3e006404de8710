"""The request of one answer, built from an analysed query: a pure function, one request for everything."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.language.morphology import Terms
from search.documents import TYPE_FACET
from search.engines.elasticsearch.page_source import facet_key
from search.engines.elasticsearch.schema import RESULT_WINDOW
from search.hits import PASSAGES_TRIED
from search.query import Filter, SearchQuery
from search.query_parser import Choice
from search.query_terms import AnalysedPhrase, AnalysedQuery, AnalysedWord

Clause = Mapping[str, Any]

# Measured: page and best passage together rank short pages and long documents well, each
# alone fails one of them; twice the passage is best.
PASSAGE_WEIGHT = 2.0
# More values than the facets of an installation have together.
MOST_FACET_VALUES = 10_000
# The most buckets that a cluster counts by its default are half as many again.
MOST_VERSIONS = 40_000
# The most terms that a clause may have by the default of an index.
MOST_TERMS = 65_536
CHOSEN, FREED, VERSIONS = "chosen", "freed:", "versions"


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which pages an answer may come from, whatever is asked."""

    audience_ids: frozenset[int] | None  # None in an index of public matter alone
    lost: frozenset[int]

    def filters(self) -> list[Clause]:
        """Return the conditions of a page."""
        clauses: list[Clause] = []
        if self.audience_ids is not None:
            clauses.append({"terms": {"audience": sorted(self.audience_ids)}})
        if self.lost:
            lost = sorted(self.lost)
            parts = [lost[start : start + MOST_TERMS] for start in range(0, len(lost), MOST_TERMS)]
            clauses.append({"bool": {"must_not": [{"terms": {"page": part}} for part in parts]}})
        return clauses


def search_body(
    query: AnalysedQuery, asked: SearchQuery, allowed: Allowed, without: Collection[int] = (), *, with_facets: bool
) -> dict[str, Any]:
    """Return the body of a search: exact count, facets, and the hits of one part of the list."""
    offset = min(asked.offset, RESULT_WINDOW)
    return {
        "query": {
            "bool": {
                "must": {
                    "function_score": {
                        "query": _pages(query),
                        "field_value_factor": {"field": "factor"},
                        "boost_mode": "multiply",
                    }
                },
                "should": _best_passage(query, shown=not asked.only_pages),
                "filter": [*allowed.filters(), *_of_types(query.types)],
            }
        },
        "post_filter": _shown(asked.filters, without),
        "aggs": _aggregations(asked.filters, with_facets=with_facets),
        "sort": [*([{"published": "desc"}] if asked.order == "-date" else []), "_score", {"page": "asc"}],
        "track_total_hits": True,
        "from": offset,
        "size": min(asked.limit, RESULT_WINDOW - offset),
        **(columns("page") if asked.only_pages else columns("page", "shown", "translation")),
    }


def versions_body(
    found: Mapping[tuple[str, ...], AnalysedQuery], asked: SearchQuery, allowed: Allowed
) -> dict[str, Any]:
    """Return the body of a search for translation sets with several pages found, given queries by their indexes.

    Only these are told: counted for one query alone, each page found would be a set, which takes longer than to find it.
    """
    places: list[Clause] = [
        _every([{"terms": {"_index": list(indexes)}}, _pages(query), *_of_types(query.types)])
        for indexes, query in found.items()
    ]
    return {
        "size": 0,
        "track_total_hits": False,
        "query": _every([_any(places), *allowed.filters(), _all(asked.filters)]),
        "aggs": {
            VERSIONS: {
                "terms": {"field": "translation", "size": MOST_VERSIONS, "exclude": [0], "min_doc_count": len(found)}
            }
        },
    }


def columns(*names: str) -> dict[str, Any]:
    """Return the part of a body that has hits told by columns alone, since what is stored by row takes longer."""
    return {"stored_fields": "_none_", "_source": False, "docvalue_fields": list(names)}


def _pages(query: AnalysedQuery) -> Clause:
    """Return what a page must match: all phrases, else any word, and nothing left out."""
    required = [
        *(_phrase(phrase) for phrase in query.phrases),
        *(_phrase(phrase, "title.") for phrase in query.titles),
    ]
    return {
        "bool": {
            # The words only rank among the pages that have the phrases.
            "must": required,
            "should": _words(query),
            "must_not": [
                *(_phrase(phrase) for phrase in query.excluded),
                *(_phrase(phrase, "title.") for phrase in query.excluded_titles),
            ],
            "minimum_should_match": 0 if required else 1,
        }
    }


def _of_types(types: Choice) -> list[Clause]:
    def any_of(keys: Sequence[str]) -> Clause:
        return {"terms": {"facet_keys": [facet_key(TYPE_FACET, key) for key in keys]}}

    wanted = [any_of(types.any_of)] if types.any_of else []
    unwanted: list[Clause] = [{"bool": {"must_not": any_of(types.none_of)}}] if types.none_of else []
    return [*wanted, *unwanted]


def _best_passage(query: AnalysedQuery, *, shown: bool) -> Clause:
    nested: dict[str, Any] = {
        "path": "p",
        "query": {
            "bool": {
                "should": [*_words(query, "p."), *(_phrase(phrase, "p.") for phrase in (*query.phrases, *query.titles))]
            }
        },
        "score_mode": "max",
        "boost": PASSAGE_WEIGHT,
    }
    if shown:
        nested["inner_hits"] = {"size": PASSAGES_TRIED, "sort": ["_score", {"p.ord": "asc"}], **columns("p.shown")}
    return {"nested": nested}


def _words(query: AnalysedQuery, path: str = "") -> list[Clause]:
    # A term of two words of the query counts for both, and one of a word of weight 2 for two.
    return any_form([word for word in query.words for _ in range(word.weight)], path)


def any_form(words: Sequence[AnalysedWord], path: str = "") -> list[Clause]:
    """Return what matches any of these words in any form, or a phrase that counts as one."""
    lemmas = [term for word in words for term in sorted(word.lemmas)]
    stems = [term for word in words for term in sorted(word.stems)]
    clauses: list[Clause] = []
    if lemmas:
        clauses += [{"match": {f"{path}lemmas": " ".join(lemmas)}}, {"match": {f"{path}stems": " ".join(stems)}}]
    return [*clauses, *(clause for word in words for row in word.phrases for clause in _row(row, path))]


def _phrase(phrase: AnalysedPhrase, path: str = "") -> Clause:
    return _any([clause for row in phrase.spellings for clause in _row(row, path)])


def _row(row: Sequence[Terms], path: str) -> list[Clause]:
    return [
        {"match_phrase": {f"{path}lemmas": " ".join(terms.lemma for terms in row)}},
        {"match_phrase": {f"{path}stems": " ".join(terms.stem for terms in row)}},
    ]


def _aggregations(filters: Sequence[Filter], *, with_facets: bool) -> dict[str, Any]:
    """Return what is counted: the values of each facet under the filters of all other facets."""
    values = {"values": {"terms": {"field": "facets", "size": MOST_FACET_VALUES}}}
    freed = {
        f"{FREED}{number}": {"filter": _all([f for f in filters if f.name != asked.name]), "aggs": values}
        for number, asked in enumerate(filters if with_facets else ())
    }
    return {CHOSEN: {"filter": _all(filters), "aggs": values if with_facets else {}}, **freed}


def _shown(filters: Sequence[Filter], without: Collection[int]) -> Clause:
    """Return which of the pages counted are hits."""
    versions = [{"terms": {"translation": sorted(without)}}] if without else []
    return {"bool": {**_all(filters)["bool"], "must_not": versions}}


def _all(filters: Sequence[Filter]) -> Clause:
    return _every([{"terms": {"facet_keys": [facet_key(f.name, key) for key in f.keys]}} for f in filters])


def _every(clauses: Sequence[Clause]) -> Clause:
    return {"bool": {"filter": list(clauses)}}


def _any(clauses: Sequence[Clause]) -> Clause:
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}}
