"""The request for titles that are suggested to who types, and what is read of its answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from search.engines.elasticsearch.page_source import read_page
from search.engines.elasticsearch.query import Allowed, Clause, columns
from search.engines.elasticsearch.schema import LONGEST_BEGINNING
from search.suggestions import SuggestedPage, TypedWord, TypedWords

#: What of a response is read; the rest is not sent.
READ_TITLES: Final = ("hits.hits.fields",)


def titles_body(typed: TypedWords, allowed: Allowed, limit: int, without: Collection[int]) -> dict[str, Any]:
    """Return the body of a search for titles, the best first."""
    whole = [_as_typed(word) for word in typed.whole]
    beginning: Clause = {"prefix": {"suggested.words": typed.last.folded}}
    forms = [_in_any_form(word, _as_typed(word)) for word in typed.whole]
    # What matches a better way matches the less good ones too, so that the sum orders them.
    ways: Sequence[Sequence[Clause]] = (
        [{"prefix": {"suggested.beginning": typed.text[:LONGEST_BEGINNING]}}, *whole, beginning],
        [*whole, beginning],
        [*forms, _in_any_form(typed.last, beginning)],
    )
    return {
        "query": {
            "bool": {
                "should": [{"constant_score": {"filter": {"bool": {"filter": way}}}} for way in ways],
                "minimum_should_match": 1,
                "filter": allowed.filters(),
                "must_not": [{"terms": {"translation": sorted(without)}}] if without else [],
            }
        },
        "sort": ["_score", {"published": "desc"}, {"page": "desc"}],
        "track_total_hits": False,
        "size": limit,
        **columns("page", "shown", "translation"),
    }


def read_titles(response: Mapping[str, Any]) -> list[SuggestedPage]:
    """Return the pages found."""
    return [_suggested(hit["fields"]) for hit in response.get("hits", {}).get("hits", ())]


def _suggested(fields: Mapping[str, Any]) -> SuggestedPage:
    shown = read_page(fields)
    return SuggestedPage(
        page_id=fields["page"][0],
        title=shown["title"],
        url=shown["url"],
        type=shown["type"],
        translation=fields["translation"][0],
    )


def _as_typed(word: TypedWord) -> Clause:
    return {"term": {"suggested.words": word.folded}}


def _in_any_form(word: TypedWord, as_typed: Clause) -> Clause:
    forms: list[Clause] = [{"terms": {"suggested.terms": sorted(word.terms)}}] if word.terms else []
    return {"bool": {"should": [as_typed, *forms], "minimum_should_match": 1}}
