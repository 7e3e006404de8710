"""Answering of searches."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID
from pages.publications.audiences import audiences_for
from pages.terms.selectors import termbase
from search.answering import answer, answer_each
from search.best_bets import best_bet_hits
from search.conf import search_engine
from search.curation import Curation, curation
from search.query import Reader, SearchQuery
from search.query_parser import ParsedQuery, parse_query
from search.results import SearchResults
from search.selectors import pages_lost_after, taught
from search.suggesting import suggest
from search.suggestions import Suggestion
from search.term_completion import completion_of
from search.terminology import terminology_of


def search_for(query: SearchQuery, reader: Reader) -> SearchResults:
    """Answer a search within the rights of a reader; raises SearchUnavailable when the engine is away."""
    return search_as_curated(query, reader, curation())


def search_as_curated(query: SearchQuery, reader: Reader, curated: Curation) -> SearchResults:
    """Answer a search as it would be with these synonyms and recommendations, and leave no trace of it."""
    parsed = parse_query(query.text)
    if not parsed.searchable:
        return SearchResults(problems=parsed.problems)
    terminology = terminology_of(termbase())
    with search_engine().reading(reader) as indexes:
        results = answer(indexes, query, parsed, terminology, memory=taught, synonyms=curated.synonyms)
    best_bets = best_bet_hits(_recommended(query, parsed, curated), reader.audience_ids, parsed)
    return replace(results, problems=parsed.problems, best_bets=best_bets)


def public_reader() -> Reader:
    """Return the rights of an outsider."""
    return reader_with(frozenset({PUBLIC_AUDIENCE_ID}))


def _recommended(query: SearchQuery, parsed: ParsedQuery, curated: Curation) -> tuple[int, ...]:
    """Return the pages to stand first: on the first part of a list that nothing narrows, in the words' language."""
    return curated.best_bets.pages_for(parsed, query.language_code) if query.is_first_question else ()


def search_each(queries: Iterable[SearchQuery], reader: Reader) -> list[SearchResults]:
    """Answer several searches from one state of the index; raises SearchUnavailable when the engine is away."""
    terminology, synonyms = terminology_of(termbase()), curation().synonyms
    with search_engine().reading(reader) as indexes:
        return answer_each(indexes, queries, terminology, memory=taught, synonyms=synonyms)


def suggestions_for(text: str, language_code: str, reader: Reader) -> tuple[Suggestion, ...]:
    """Return what is suggested to a reader who types; raises SearchUnavailable when the engine is away."""
    terms = completion_of(termbase())
    with search_engine().reading(reader) as indexes:
        return suggest(indexes, text, language_code, terms)


def reader_for(user: AbstractBaseUser | AnonymousUser) -> Reader:
    """Return the rights of a user; who may read only public matter is served from an index of it."""
    return reader_with(audiences_for(user))


def reader_with(audience_ids: frozenset[int]) -> Reader:
    """Return the rights of who belongs to these audiences."""
    return Reader(
        audience_ids=audience_ids,
        public_only=audience_ids <= {PUBLIC_AUDIENCE_ID},
        lost_after=partial(pages_lost_after, audience_ids=audience_ids),
    )
