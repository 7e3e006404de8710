"""Documents and questions for the tests of search engines."""

from dataclasses import replace

from pages.publications.audience_keys import PUBLIC as PUBLIC_KEY, audience_id
from search.answering import NO_TERMS, answer
from search.documents import DocumentPassage, PageDocument
from search.engines.base import SearchEngine
from search.query import Reader, SearchQuery
from search.query_parser import parse_query
from search.results import SearchResults
from search.terminology import Terminology

PUBLIC, MEMBERS, STAFF = map(audience_id, (PUBLIC_KEY, "(7)", "(8)"))
OUTSIDER = Reader(frozenset({PUBLIC}), public_only=True)
MEMBER = Reader(frozenset({PUBLIC, MEMBERS}), public_only=False)
# Pages about other things: a word is only telling where not every page has it.
FILLER = ("Obrabiarka stoi w hali.", "Magazyn wysyła palety.", "Operator mierzy wałek.", "Hala ma dwa wejścia.")


def page(number: int, title: str, *texts: str, language: str = "pl", **fields: object) -> PageDocument:
    document = PageDocument(
        page_id=number,
        sequence=number,
        audience_id=PUBLIC,
        public=True,
        language_code=language,
        type="pages.ArticlePage",
        title=title,
        url=f"/{language}/{number}/",
        passages=tuple(
            DocumentPassage("section", text, anchor=f"#s{n}", url=f"/{language}/{number}/#s{n}")
            for n, text in enumerate(texts)
        ),
    )
    return replace(document, **fields)  # type: ignore[arg-type]


def filler(first: int = 900) -> list[PageDocument]:
    return [page(first + n, f"Strona {n}", text) for n, text in enumerate(FILLER)]


def restricted(document: PageDocument, audience: int = MEMBERS) -> PageDocument:
    return replace(document, audience_id=audience, public=False)


def put(engine: SearchEngine, *documents: PageDocument) -> None:
    every = [*documents, *filler()]
    engine.apply(every, max(document.sequence for document in every))


def ask(
    engine: SearchEngine, text: str, reader: Reader = OUTSIDER, terminology: Terminology = NO_TERMS, **fields: object
) -> SearchResults:
    query = replace(SearchQuery(text, "pl"), **fields)  # type: ignore[arg-type]
    with engine.reading(reader) as indexes:
        return answer(indexes, query, parse_query(text), terminology)


def found(results: SearchResults) -> list[int]:
    return [hit.page_id for hit in results.hits]


def counts(results: SearchResults, name: str) -> dict[str, int]:
    return {value.key: value.count for facet in results.facets if facet.name == name for value in facet.values}
