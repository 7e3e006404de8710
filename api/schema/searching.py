"""What can be asked of the site search, and the form of its answer."""

from __future__ import annotations

from typing import Any

from api.languages import site_languages
from api.schema import parameters as p
from api.schema.components import STRING, Components, Schema, choice_of, list_of, nullable, record
from api.schema.resources import listed_schema
from api.search_shapes import FacetValue, FoundPassage, SearchExpansion
from api.shapes import QueryProblem
from pages.publications.models import PublicationKind
from search.facets import FACETS, known_keys
from search.query import DEEPEST, LONGEST_TEXT, ORDERS

COUNT: Schema = {"type": "integer", "minimum": 0}


def search_parameters() -> list[p.Parameter]:
    """Return the parameters of a search."""
    text: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
    of_words = "The language of the words. Without it, that of the pages, or the one that they are plainly of instead."
    words = 'Words to find; also `"a phrase"`, `-word` to leave out, `title:`, `type:` and `lang:`.'
    offset: Schema = {"type": "integer", "minimum": 0, "maximum": DEEPEST - 1}
    return [
        p.query("q", text, words, required=True),
        p.query("locale", choice_of(site_languages()), "The language of the pages and of the labels."),
        p.query("query_locale", choice_of(site_languages()), of_words),
        *(_facet(name) for name in FACETS),
        p.query("order", {**choice_of(ORDERS), "default": ORDERS[0]}, "`-date` answers the newest first."),
        p.limit(),
        p.query("offset", offset, f"How many to leave out before them; the first {DEEPEST} can be had."),
        p.SITE,
    ]


def search_schema(components: Components) -> Schema:
    """Return a reference to the answer of a search."""
    return components.named("SearchAnswer", lambda: _answer(components))


def _answer(components: Components) -> Schema:
    items = list_of(_found_page(components))
    other = record(
        {"locale": STRING, "total_count": COUNT, "items": items},
        description="Pages in another language of which no page found is a version.",
    )
    return record(
        {
            "meta": _meta(components),
            "best_bets": {**items, "description": "Pages that editors recommend for the query; they may be items too."},
            "items": items,
            "other_languages": list_of(components.named("OtherLanguage", lambda: other)),
        },
        description="Pages that answer a query, best first.",
    )


def _meta(components: Components) -> Schema:
    values = list_of(components.of_type(FacetValue))
    facets = record(dict.fromkeys(FACETS, values), description="Counted over all hits, the most frequent value first.")
    meta = record(
        {
            "total_count": COUNT,
            "query_locale": {**STRING, "description": "The language that the words were taken for."},
            "corrected": {**nullable(STRING), "description": "The query searched for, if as typed it finds nothing."},
            "suggestion": {**nullable(STRING), "description": "What may be meant, if as typed it finds something too."},
            "expansions": list_of(components.of_type(SearchExpansion)),
            "facets": components.named("SearchFacets", lambda: facets),
            "problems": {
                **list_of(components.of_type(QueryProblem)),
                "description": "Mistakes in the text; the rest of it was searched for.",
            },
        },
        description="What was found altogether.",
    )
    return components.named("SearchMeta", lambda: meta)


def _found_page(components: Components) -> Schema:
    """Return a reference to a page as a listing shows it, with the places that answer the query."""
    listed_schema(PublicationKind.PAGE, components)
    properties: dict[str, Any] = dict(components.schemas["ListedPage"]["properties"])
    passages = list_of(components.of_type(FoundPassage))
    found = record({**properties, "passages": passages}, description="A page that answers a query.")
    return components.named("FoundPage", lambda: found)


def _facet(name: str) -> p.Parameter:
    keys = known_keys(name)
    values = list_of(STRING if keys is None else choice_of(keys))
    description = f"Values of the facet `{name}` of which a page has one; may be given several times."
    return p.query(name, values, description)
