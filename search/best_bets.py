"""Recommendations of editors: which pages stand first for which query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Prefetch

from pages.publications.models import Passage, Publication
from pages.publications.selectors import publications_for
from search.found_words import AnalysedForms, QueryForms
from search.highlighting import Highlighter
from search.hits import StoredPage, build_hit
from search.query_parser import ParsedQuery
from search.query_terms import analysed_word
from search.results import SearchHit
from search.selectors import passages_of
from search.word_readings import Readings, ask_the_same, readings_of, readings_of_words


@dataclass(frozen=True, slots=True)
class BestBetRule:
    """The pages recommended for a query in one language, by number."""

    language_code: str
    query: str
    page_ids: tuple[int, ...]


class BestBets:
    """The recommendations, found by a word that they have in common with a query of as many words."""

    def __init__(self, rules: Iterable[BestBetRule] = ()) -> None:
        self._rules: list[tuple[Readings, tuple[int, ...]]] = []
        self._with_word: defaultdict[tuple[str, int, str], list[int]] = defaultdict(list)
        for rule in rules:
            words = readings_of(rule.query, rule.language_code)
            for reading in words[0] if words else ():
                self._with_word[rule.language_code, len(words), reading].append(len(self._rules))
            self._rules.append((words, rule.page_ids))

    def pages_for(self, parsed: ParsedQuery, language_code: str) -> tuple[int, ...]:
        """Return the pages recommended for a query of plain words, in any order and any of their forms, marks or none."""
        if not self._rules or not parsed.plain:
            return ()
        typed = readings_of_words(parsed.words, language_code)
        numbers = {
            number
            for reading in frozenset().union(*typed)
            for number in self._with_word.get((language_code, len(typed), reading), ())
        }
        candidates = (self._rules[number] for number in sorted(numbers))
        found = (page_ids for words, page_ids in candidates if ask_the_same(words, typed))
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


def _facets(publication: Publication) -> Mapping[str, tuple[str, ...]]:
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for value in publication.facets:
        keys[value["name"]].append(value["key"])
    return {name: tuple(found) for name, found in keys.items()}


def _hit(publication: Publication, parsed: ParsedQuery) -> SearchHit:
    words = [analysed_word(word, publication.locale_code) for word in parsed.words]
    page = StoredPage(
        page_id=publication.object_id,
        title=publication.title,
        url=publication.html_url,
        type=publication.type,
        language_code=publication.locale_code,
        facets=_facets(publication),
        passages=passages_of(publication),
    )
    hit = build_hit(page, Highlighter(AnalysedForms(QueryForms(words), publication.locale_code)))
    # Why the page stands first is that somebody has picked it: its beginning says what it is about.
    return replace(hit, passages=tuple(replace(passage, heading="") for passage in hit.passages))
