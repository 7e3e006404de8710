"""From a response of Elasticsearch to an answer."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from search.engines.base import LanguageAnswer, SearchUnavailable
from search.engines.elasticsearch.page_source import read_facet, read_page, read_passage
from search.engines.elasticsearch.query import CHOSEN, FREED, VERSIONS
from search.highlighting import Highlighter
from search.hits import StoredPage, build_hit
from search.query import SearchQuery
from search.results import FacetCount, FacetCounts

Response = Mapping[str, Any]

#: What of a response is read; the rest is not sent.
READ = (
    "hits.total.value",
    "hits.hits.fields",
    "hits.hits.inner_hits.p.hits.hits.fields",
    f"aggregations.{CHOSEN}.doc_count",
    "aggregations.*.values.buckets",
    f"aggregations.{VERSIONS}.buckets.key",
)


def checked(response: Response) -> Response:
    """Return one response of several; each fails by itself."""
    if "error" in response:
        message = f"Elasticsearch cannot answer: {response['error'].get('reason')}"
        raise SearchUnavailable(message)
    return response


def read_versions(response: Response) -> frozenset[int]:
    """Return the numbers of translation sets with several pages found."""
    return frozenset(bucket["key"] for bucket in _aggregation(response, VERSIONS).get("buckets", ()))


def read_answer(
    response: Response, asked: SearchQuery, highlighter: Highlighter, without: Collection[int] = ()
) -> LanguageAnswer:
    """Return what was found, less versions of other pages found, given by the numbers of their translation sets."""
    every = response["hits"].get("hits", [])
    hits = [hit for hit in every if not without or hit["fields"]["translation"][0] not in without][: asked.limit]
    return LanguageAnswer(
        # A page has one version in a language.
        total_count=response["hits"]["total"]["value"] - len(without),
        matching_count=_aggregation(response, CHOSEN)["doc_count"],
        page_ids=tuple(hit["fields"]["page"][0] for hit in hits),
        hits=() if asked.only_pages else tuple(build_hit(_stored_page(hit), highlighter) for hit in hits),
        facets=_facets(response, asked),
    )


def _stored_page(hit: Response) -> StoredPage:
    shown = read_page(hit["fields"])
    passages = hit.get("inner_hits", {}).get("p", {}).get("hits", {}).get("hits", ())
    return StoredPage(
        page_id=hit["fields"]["page"][0],
        title=shown["title"],
        url=shown["url"],
        type=shown["type"],
        language_code=shown["language"],
        facets={name: tuple(keys) for name, keys in shown["facets"].items()},
        passages=(read_passage(passage["fields"]) for passage in passages),
    )


def _facets(response: Response, asked: SearchQuery) -> tuple[FacetCounts, ...]:
    counted = _values(_aggregation(response, CHOSEN))
    for number, asked_filter in enumerate(asked.filters):
        freed = _values(_aggregation(response, f"{FREED}{number}"))
        counted.pop(asked_filter.name, None)
        if asked_filter.name in freed:
            counted[asked_filter.name] = freed[asked_filter.name]
    return tuple(FacetCounts(name, _ordered(counted[name])) for name in sorted(counted))


def _values(aggregation: Response) -> dict[str, dict[str, FacetCount]]:
    """Return the counts of each value of each facet."""
    values: defaultdict[str, dict[str, FacetCount]] = defaultdict(dict)
    for bucket in aggregation.get("values", {}).get("buckets", ()):
        facet, count = read_facet(bucket["key"]), bucket["doc_count"]
        # A label was changed, and not all pages are indexed with the new one: the more frequent is shown.
        known = values[facet.name].get(facet.key)
        labels, before = (known.labels, known.count) if known else (facet.labels, 0)
        values[facet.name][facet.key] = FacetCount(facet.key, labels, before + count)
    return values


def _ordered(values: Mapping[str, FacetCount]) -> tuple[FacetCount, ...]:
    return tuple(sorted(values.values(), key=lambda value: (-value.count, value.key)))


def _aggregation(response: Response, name: str) -> Response:
    aggregation: Response = response.get("aggregations", {}).get(name, {})
    return aggregation
