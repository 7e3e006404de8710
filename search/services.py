"""Answering of searches."""

from dataclasses import replace
from functools import partial

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID
from pages.publications.selectors import audiences_for
from pages.terms.selectors import termbase
from search.answering import answer
from search.conf import search_engine
from search.query import Reader, SearchQuery
from search.query_parser import parse_query
from search.results import SearchResults
from search.selectors import pages_lost_after, taught
from search.suggesting import suggest
from search.suggestions import Suggestion
from search.term_completion import completion_of
from search.terminology import terminology_of


def search_site(query: SearchQuery, user: AbstractBaseUser | AnonymousUser) -> SearchResults:
    """Answer a search within the rights of the user; raises SearchUnavailable when the engine is away."""
    return search_for(query, reader_for(user))


def search_for(query: SearchQuery, reader: Reader) -> SearchResults:
    """Answer a search within the rights of a reader; raises SearchUnavailable when the engine is away."""
    parsed = parse_query(query.text)
    if not parsed.searchable:
        return SearchResults(problems=parsed.problems)
    terminology = terminology_of(termbase())
    with search_engine().reading(reader) as indexes:
        results = answer(indexes, query, parsed, terminology, taught)
    return replace(results, problems=parsed.problems)


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
