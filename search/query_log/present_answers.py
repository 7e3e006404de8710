"""What was asked in vain and what it finds at this moment: after a synonym, or in another language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Page

from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID
from pages.publications.selectors import publications_for
from search.curation import curation
from search.engines.base import SearchUnavailable
from search.query import SearchQuery
from search.query_parser import parse_query
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


@dataclass(frozen=True, slots=True)
class PresentAnswer:
    """How many pages an outsider finds at this moment, and the page that is missing in the language of the query."""

    page_count: int = 0
    elsewhere: AnswerElsewhere | None = None


#: The versions of pages by the set of translations and the language.
Versions = Mapping[UUID, Mapping[str, Page]]


def present_answers(queries: Sequence[SearchQuery]) -> list[PresentAnswer]:
    """Return for each query what it finds, and the best page in another language that could be translated.

    Takes as many database queries for one as for many. While search is away, nothing is found.
    """
    try:
        found = search_each(queries, public_reader())
    except SearchUnavailable:
        return [PresentAnswer()] * len(queries)
    sets, versions = _versions([hit.page_id for results in found for hit in _hits(results)])
    return [
        PresentAnswer(
            results.total_count or recommended,
            next(_missing(results, query.language_code, sets, versions), None),
        )
        for query, results, recommended in zip(queries, found, _recommended_counts(queries), strict=True)
    ]


def _recommended_counts(queries: Sequence[SearchQuery]) -> list[int]:
    """Return how many public pages are recommended for each query."""
    best_bets = curation().best_bets
    picked = [best_bets.pages_for(parse_query(query.text), query.language_code) for query in queries]
    wanted = {page_id for page_ids in picked for page_id in page_ids}
    public = publications_for({PUBLIC_AUDIENCE_ID}).filter(object_id__in=wanted)
    readable = set(public.values_list("object_id", flat=True)) if wanted else set()
    return [len(readable.intersection(page_ids)) for page_ids in picked]


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
