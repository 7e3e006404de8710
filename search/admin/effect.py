"""What a search finds now, and what it would find with a change that is not saved yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from search.admin.forms import BestBetForm, SynonymSetForm
from search.curation import Curation, curation
from search.engines.base import SearchUnavailable
from search.explanation import ShownExpansion, shown_expansions
from search.query import SearchQuery
from search.results import SearchHit, SearchResults
from search.services import public_reader, search_as_curated

#: Places of both answers that are compared, and those that are shown one by one.
COMPARED: Final = 50
SHOWN: Final = 8
MOST_FURTHER_DOWN: Final = 10


@dataclass(frozen=True, slots=True)
class ComparedHit:
    """A page found, with its place in this answer, from 1, and in the other one, if it is among those compared."""

    hit: SearchHit
    place: int
    place_there: int | None
    #: Whether the other answer is so long that the page may stand behind what is compared.
    is_other_longer: bool

    @property
    def is_only_here(self) -> bool:
        return self.place_there is None

    @property
    def is_far_there(self) -> bool:
        """Say whether the other answer has the page, but not among those shown."""
        return self.place_there is not None and self.place_there > SHOWN

    @property
    def places_up(self) -> int:
        """Return by how many places the page has moved up."""
        return max(0, (self.place_there or self.place) - self.place)

    @property
    def places_down(self) -> int:
        """Return by how many places the page has moved down."""
        return max(0, self.place - (self.place_there or self.place))


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """One side of the comparison."""

    total_count: int
    recommended: tuple[ComparedHit, ...]
    hits: tuple[ComparedHit, ...]
    expansions: tuple[ShownExpansion, ...]

    @property
    def shown(self) -> tuple[ComparedHit, ...]:
        """Return the hits shown one by one."""
        return self.hits[:SHOWN]

    @property
    def further_down(self) -> list[ComparedHit]:
        """Return those behind them that the other answer does not have."""
        return [found for found in self.hits[SHOWN:] if found.is_only_here]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answers to a query without and with the change."""

    text: str
    before: ComparedAnswer
    after: ComparedAnswer
    #: How far both are compared.
    last_place: int = COMPARED

    @property
    def changes_nothing(self) -> bool:
        """Say whether both answers have the same pages in the same places."""
        return _outline(self.before) == _outline(self.after)

    @property
    def new_further_down(self) -> list[ComparedHit]:
        """Return the first pages behind those shown that are found with the change alone."""
        return self.after.further_down[:MOST_FURTHER_DOWN]

    @property
    def gone_further_down(self) -> list[ComparedHit]:
        """Return the first pages behind those shown that are found no more."""
        return self.before.further_down[:MOST_FURTHER_DOWN]

    @property
    def untold_further_down(self) -> int:
        """Return how many more of both there are."""
        return sum(max(0, len(side.further_down) - MOST_FURTHER_DOWN) for side in (self.before, self.after))

    @property
    def moved_further_down(self) -> int:
        """Return how many pages behind those shown stand at another place than before."""
        return sum(1 for found in self.after.hits[SHOWN:] if found.places_up or found.places_down)

    @property
    def is_told_further_down(self) -> bool:
        """Say whether anything changes behind the pages shown."""
        return bool(self.new_further_down or self.gone_further_down or self.moved_further_down)


class Effect:
    """The answer to a form that was sent to be compared: a comparison, or why there is none."""

    def __init__(self, form: SynonymSetForm | BestBetForm, text: str) -> None:
        self.text = text
        self.comparison: Comparison | None = None
        self.warnings: list[str] = []
        self.is_away = False
        if form.is_valid():
            try:
                # Who asks nothing is shown what the change was made for.
                self.comparison = compared(text or form.first_line, form)
            except SearchUnavailable:
                self.is_away = True
            self.warnings = form.warnings()


def compared(text: str, form: SynonymSetForm | BestBetForm) -> Comparison:
    """Return what an outsider finds now, and what with the form saved; raises SearchUnavailable."""
    present = curation()
    query = SearchQuery(text=text, language_code=form.language_code, limit=COMPARED)
    now, then = _answer(query, present), _answer(query, form.curated(present))
    return Comparison(text, _compared(now, then, query), _compared(then, now, query))


def _answer(query: SearchQuery, curated: Curation) -> SearchResults:
    return search_as_curated(query, public_reader(), curated)


def _compared(results: SearchResults, other: SearchResults, query: SearchQuery) -> ComparedAnswer:
    is_other_longer = other.total_count > COMPARED

    def hits(found: tuple[SearchHit, ...], there: tuple[SearchHit, ...], *, is_longer: bool) -> tuple[ComparedHit, ...]:
        places = {hit.page_id: place for place, hit in enumerate(there, 1)}
        return tuple(ComparedHit(hit, place, places.get(hit.page_id), is_longer) for place, hit in enumerate(found, 1))

    return ComparedAnswer(
        total_count=results.total_count,
        recommended=hits(results.best_bets, other.best_bets, is_longer=False),
        hits=hits(results.hits, other.hits, is_longer=is_other_longer),
        expansions=shown_expansions(results.expansions, query.language_code),
    )


def _outline(answer: ComparedAnswer) -> tuple[object, ...]:
    pages = ([found.hit.page_id for found in found_pages] for found_pages in (answer.recommended, answer.hits))
    return (answer.total_count, *pages)
