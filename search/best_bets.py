"""Recommendations of editors: which pages stand first for which query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Prefetch

from pages.language.folding import fold, nfc
from pages.language.morphology import lemma_of
from pages.language.tokens import forms
from pages.publications.models import Passage, Publication
from pages.publications.selectors import publications_for
from search.documents import DocumentPassage
from search.highlighting import Highlighter
from search.hits import StoredPage, build_hit
from search.query_parser import ParsedQuery
from search.query_terms import analysed_word
from search.results import SearchHit

Reading = frozenset[str]


@dataclass(frozen=True, slots=True)
class BestBetRule:
    """The pages recommended for a query in one language, by number."""

    language_code: str
    query: str
    page_ids: tuple[int, ...]


class BestBets:
    """The recommendations, by language and number of words."""

    def __init__(self, rules: Iterable[BestBetRule] = ()) -> None:
        self._rules: defaultdict[tuple[str, int], list[tuple[tuple[Reading, ...], tuple[int, ...]]]] = defaultdict(list)
        for rule in rules:
            readings = _readings(forms(nfc(rule.query)), rule.language_code)
            if readings:
                self._rules[rule.language_code, len(readings)].append((readings, rule.page_ids))

    def pages_for(self, parsed: ParsedQuery, language_code: str) -> tuple[int, ...]:
        """Return the pages recommended for a query of plain words, in any of their forms, marks or none."""
        if parsed.phrases or parsed.excluded or parsed.narrowed:
            return ()
        candidates = self._rules.get((language_code, len(parsed.words)), ())
        typed = _readings(parsed.words, language_code) if candidates else ()
        found = (page_ids for readings, page_ids in candidates if _agree(readings, typed))
        return tuple(dict.fromkeys(page_id for page_ids in found for page_id in page_ids))


def best_bet_hits(page_ids: Sequence[int], audience_ids: frozenset[int], parsed: ParsedQuery) -> tuple[SearchHit, ...]:
    """Return recommended pages as hits, in their order, but none that the reader may not read at this moment.

    They are read from the publications, not from an index, which may lag behind.
    """
    if not page_ids:
        return ()
    beginnings = Prefetch("passages", Passage.objects.filter(ordinal=0))
    found = publications_for(audience_ids).filter(object_id__in=page_ids).prefetch_related(beginnings)
    by_page = {publication.object_id: publication for publication in found}
    return tuple(_hit(by_page[page_id], parsed) for page_id in page_ids if page_id in by_page)


def _hit(publication: Publication, parsed: ParsedQuery) -> SearchHit:
    words = [analysed_word(word, publication.locale_code) for word in parsed.words]
    page = StoredPage(
        page_id=publication.object_id,
        title=publication.title,
        url=publication.html_url,
        type=publication.type,
        language_code=publication.locale_code,
        facets={},
        passages=[DocumentPassage(p.kind, p.text, p.heading, p.anchor, p.url) for p in publication.passages.all()],
    )
    hit = build_hit(page, Highlighter(words, publication.locale_code))
    # Why the page stands first is that somebody has picked it: its beginning says what it is about.
    return replace(hit, passages=tuple(replace(passage, heading="") for passage in hit.passages))


def _readings(words: Sequence[str], language_code: str) -> tuple[Reading, ...]:
    return tuple(_reading(word, language_code) for word in words)


@lru_cache(maxsize=4_096)
def _reading(word: str, language_code: str) -> Reading:
    """Return by what a word is known: itself and its dictionary form, both without marks."""
    return frozenset((fold(word), fold(lemma_of(word, language_code))))


def _agree(readings: Sequence[Reading], typed: Sequence[Reading]) -> bool:
    return not any(one.isdisjoint(other) for one, other in zip(readings, typed, strict=True))
