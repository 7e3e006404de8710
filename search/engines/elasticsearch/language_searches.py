"""What one reader may find in all languages, in one state of the index: one request an answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from search.engines.base import LanguageAnswer, LanguageIndexes
from search.engines.elasticsearch.answers import READ, read_answer, read_versions
from search.engines.elasticsearch.forms import forms_body, read_forms
from search.engines.elasticsearch.language_search import LanguageSearch
from search.engines.elasticsearch.query import search_body, versions_body
from search.engines.elasticsearch.readable import Readable, Search
from search.found_words import KnownForms, QueryForms
from search.highlighting import Highlighter, forms_to_mark
from search.query import SearchQuery
from search.query_terms import AnalysedQuery

#: Pages of another language that are looked at for those to show, since versions of pages found are left out.
HITS_TRIED: Final = 10

Queries = Mapping[str, AnalysedQuery]


class LanguageSearches(LanguageIndexes):
    """What one reader may find, by language."""

    def __init__(self, readable: Readable) -> None:
        super().__init__({language: LanguageSearch(readable, language) for language in readable.indexes})
        self._readable = readable

    def foresee(self, beginnings: Callable[[], Mapping[str, Iterable[str]]]) -> None:
        """Ask for words that begin so in all languages at once."""
        self._readable.foresee(beginnings())

    def answer(self, queries: Queries, asked: SearchQuery, others: SearchQuery) -> dict[str, LanguageAnswer]:
        """Answer in all languages by one request, and ask others again only if too many hits are versions of pages found."""
        own = asked.language_code
        # Where nothing is shown, versions are counted with all.
        compared = [code for code in queries if code != own and own in queries and not others.only_pages]
        tried = replace(others, limit=HITS_TRIED) if compared else others
        searches = {code: self._search(code, query, asked if code == own else tried) for code, query in queries.items()}
        comparing = [self._comparing(code, queries, asked) for code in compared]
        shown = [code for code in queries if not (asked if code == own else others).only_pages]
        marked = {code: forms_to_mark(queries[code]) for code in shown}
        telling = [self._telling_forms(marked, asked)] if marked else []
        responses = iter(self._readable.search_each([*searches.values(), *comparing, *telling], READ))
        found = {code: next(responses) for code in searches}
        versions = {code: read_versions(next(responses)) for code in compared}
        forms = read_forms(next(responses), marked) if marked else {}
        highlighters = {code: Highlighter(KnownForms(forms.get(code, {}))) for code in queries}
        answers = {
            code: read_answer(
                response, asked if code == own else others, highlighters[code], without=versions.get(code, ())
            )
            for code, response in found.items()
        }
        return answers | self._asked_again(answers, queries, others, versions=versions, highlighters=highlighters)

    def _asked_again(
        self,
        answers: Mapping[str, LanguageAnswer],
        queries: Queries,
        others: SearchQuery,
        *,
        versions: Mapping[str, Collection[int]],
        highlighters: Mapping[str, Highlighter],
    ) -> dict[str, LanguageAnswer]:
        """Answer where more than the hits that were tried must be looked at."""
        codes = [
            code for code in versions if len(answers[code].page_ids) < min(others.limit, answers[code].total_count)
        ]
        searches = [self._search(code, queries[code], others, versions[code]) for code in codes]
        responses = zip(codes, self._readable.search_each(searches, READ), strict=True)
        return {code: read_answer(response, others, highlighters[code]) for code, response in responses}

    def _search(self, code: str, query: AnalysedQuery, asked: SearchQuery, without: Collection[int] = ()) -> Search:
        with_facets = code == asked.language_code
        body = search_body(query, asked, self._readable.allowed, without, with_facets=with_facets)
        return Search(self._readable.indexes[code], body, asked.text)

    def _comparing(self, code: str, queries: Queries, asked: SearchQuery) -> Search:
        """Return the search for what is found both in the language asked for and in another."""
        found = {tuple(self._readable.indexes[language]): queries[language] for language in (asked.language_code, code)}
        body = versions_body(found, asked, self._readable.allowed)
        return Search([index for indexes in found for index in indexes], body, asked.text, ranked=False)

    def _telling_forms(self, marked: Mapping[str, QueryForms], asked: SearchQuery) -> Search:
        """Return the search for the forms by which words of queries are marked."""
        return Search(self._readable.forms, forms_body(marked), asked.text, ranked=False)
