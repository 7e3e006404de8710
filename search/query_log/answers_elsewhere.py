"""Pages that answer a query in another language than it was asked in, and are missing in its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Page

from search.engines.base import SearchUnavailable
from search.query import SearchQuery
from search.results import SearchHit, SearchResults
from search.services import public_reader, search_each


@dataclass(frozen=True, slots=True)
class AnswerElsewhere:
    """A page, and its version in the language of the query where there is a draft of one."""

    page_id: int
    title: str
    url: str
    language_code: str
    draft_id: int | None


#: The versions of pages by the set of translations and the language.
Versions = Mapping[UUID, Mapping[str, Page]]


def answers_elsewhere(queries: Sequence[SearchQuery]) -> list[AnswerElsewhere | None]:
    """Return for each query the best page that an outsider finds in another language and that could be translated.

    Takes as many database queries for one as for many. While search is away, nothing is found.
    """
    try:
        found = search_each(queries, public_reader())
    except SearchUnavailable:
        return [None] * len(queries)
    sets, versions = _versions([hit.page_id for results in found for hit in _hits(results)])
    return [
        next(_missing(results, query.language_code, sets, versions), None)
        for query, results in zip(queries, found, strict=True)
    ]


def _hits(results: SearchResults) -> Iterator[SearchHit]:
    """Go through the best of each language first."""
    languages = [block.hits for block in results.other_languages]
    for rank in range(max(map(len, languages), default=0)):
        yield from (hits[rank] for hits in languages if rank < len(hits))


def _missing(
    results: SearchResults, language_code: str, sets: Mapping[int, UUID], versions: Versions
) -> Iterator[AnswerElsewhere]:
    for hit in _hits(results):
        if hit.page_id not in sets:  # deleted a moment ago
            continue
        version = versions[sets[hit.page_id]].get(language_code)
        if version is None or not version.live:
            yield AnswerElsewhere(hit.page_id, hit.title, hit.url, hit.language_code, version and version.pk)


def _versions(page_ids: Sequence[int]) -> tuple[Mapping[int, UUID], Versions]:
    """Return the set of translations of each page, and the versions of each set."""
    keys = Page.objects.filter(pk__in=page_ids).values("translation_key")
    pages = Page.objects.filter(translation_key__in=keys, alias_of__isnull=True).select_related("locale")
    sets: dict[int, UUID] = {}
    versions: dict[UUID, dict[str, Page]] = {}
    for page in pages:
        sets[page.pk] = page.translation_key
        versions.setdefault(page.translation_key, {})[page.locale.language_code] = page
    return sets, versions
