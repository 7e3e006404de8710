"""What the template of the results page sees."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import override

from pages.language.folding import nfc
from pages.publications.models import PassageKind
from search.addresses import local_url
from search.chosen_values import Labels
from search.explanation import ShownExpansion, shown_expansions
from search.filters import ShownFilter, shown_filter
from search.labels import FACET_LEGENDS, MEDIUM_LABELS, language_label, place_label, type_label
from search.query import SearchQuery
from search.query_parser import ParsedQuery, parse_query
from search.query_pieces import without_own_quotes
from search.results import HitPassage, OtherLanguage, SearchHit, SearchResults
from search.spelling import respelled

PAGE_SIZE = 10
# Nobody reads a thousand hits; a narrower question serves better, and the page says so.
LAST_PAGE = 100
# Enough of the question to see which place is meant.
PROBLEM_TEXT = 24


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A place in a page: its kind, what the place is called, its address and its text."""

    kind: str
    place: str
    url: str
    html: SafeString
    #: The chapter of a film in which a moment lies.
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A page found."""

    kind_label: str
    medium_label: str
    title_html: SafeString
    url: str
    passages: tuple[ShownPassage, ...]
    #: Whether it is a film or a moment of one, and the picture of the film.
    has_film: bool = False
    poster_url: str = ""
    #: Whether the visitor reads it by a right that others have not.
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class ShownBestBet:
    """A page that editors recommend, with its language where it is not that of the results."""

    hit: ShownHit
    language_code: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter and the address of the results without it."""

    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class ShownLanguage:
    """Pages found in another language, and the address of the search there."""

    language_code: str
    label: str
    total_count: int
    hits: tuple[ShownHit, ...]
    url: str
    expansions: tuple[ShownExpansion, ...]


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """What is wrong with the question, at which character (from 1), and what stands there."""

    message: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """The results page: question, hits, filters and pager."""

    query: SearchQuery
    results: SearchResults
    root_url: str
    posters: Mapping[int, str] = field(default_factory=dict)
    restricted_page_ids: Collection[int] = ()
    #: Of chosen values that none of the pages found has.
    labels: Labels = field(default_factory=dict)

    @property
    def hits(self) -> list[ShownHit]:
        return [self._shown_hit(hit) for hit in self.results.hits]

    @property
    def best_bets(self) -> list[ShownBestBet]:
        own = self.query.language_code
        return [
            ShownBestBet(self._shown_hit(hit), hit.language_code if hit.language_code != own else "")
            for hit in self.results.best_bets
        ]

    @property
    def expansions(self) -> tuple[ShownExpansion, ...]:
        return shown_expansions(self.results.expansions, self.results.language_code or self.query.language_code)

    @property
    def language_of_hits(self) -> str:
        """Return the language of the hits where it is not that of the page."""
        code = self.results.language_code
        return code if code != self.query.language_code else ""

    @property
    def language_taken_for(self) -> str:
        """Return what the language of the words is called, if it is one that nothing but the words tells of."""
        code = self.results.words_language_code
        told = (self.query.language_code, self.query.words_language_code, *self.asked.languages.any_of)
        return language_label(code) if code and code not in told else ""

    @property
    def url_of_own_words(self) -> str:
        """Return the address of the search for the words as those of the page's language."""
        return f"?{urlencode(self._question(self.query.language_code))}"

    @property
    def problems(self) -> list[ShownProblem]:
        text = nfc(self.query.text)
        return [
            ShownProblem(problem.message, problem.position + 1, text[problem.position :][:PROBLEM_TEXT])
            for problem in self.results.problems
        ]

    @property
    def asked(self) -> ParsedQuery:
        return parse_query(self.query.text)

    @property
    def is_answered(self) -> bool:
        """Say whether there was anything to look for; where there was not, the problems say what is wanting."""
        return self.asked.searchable or not self.results.problems

    @property
    def searched_text(self) -> str:
        """Return the question that is answered, to be told in quotes."""
        return without_own_quotes(self.results.corrected or self.query.text)

    @property
    def suggestion_url(self) -> str:
        return self._url(text=self.results.suggestion)

    @property
    def exact_url(self) -> str:
        """Return the address of the search for what was typed: words in quotes are not repaired."""
        quoted = {fix.word: f'"{fix.word}"' for fix in self.results.corrections}
        return self._url(text=respelled(self.query.text, quoted))

    @property
    def filters(self) -> list[ShownFilter]:
        counts = {facet.name: facet for facet in self.results.facets}
        shown = [shown_filter(name, counts.get(name), self._chosen(name), self.labels) for name in FACET_LEGENDS]
        total = self.results.total_count
        return [group for group in shown if group.narrows(total)]

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(f"{group.label}: {option.label}", self._url(without=(group.name, option.value)))
            for group in self.filters
            for option in group.options
            if option.is_chosen
        ]

    @property
    def other_languages(self) -> list[ShownLanguage]:
        return [self._shown_language(block) for block in self.results.other_languages]

    @property
    def number(self) -> int:
        return self.query.offset // PAGE_SIZE + 1

    @property
    def page_count(self) -> int:
        return min(-(-self.results.total_count // PAGE_SIZE), LAST_PAGE)

    @property
    def is_cut_off(self) -> bool:
        """Say whether this is the last page that can be had, though more was found."""
        return self.number == LAST_PAGE and self.results.total_count > LAST_PAGE * PAGE_SIZE

    @property
    def first_url(self) -> str:
        return self._url()

    @property
    def previous_url(self) -> str:
        return self._url(page=self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self._url(page=self.number + 1) if self.number < self.page_count else ""

    @property
    def relevance_url(self) -> str:
        return self._url(order="relevance")

    @property
    def date_url(self) -> str:
        return self._url(order="-date")

    @property
    def url_without_filters(self) -> str:
        return f"?{urlencode(self._question(self.query.words_language_code))}"

    def _chosen(self, name: str) -> tuple[str, ...]:
        return next((asked.keys for asked in self.query.filters if asked.name == name), ())

    def _url(self, *, text: str = "", without: tuple[str, str] | None = None, page: int = 1, order: str = "") -> str:
        parameters = self._question(self.query.words_language_code, text)
        parameters += [(asked.name, key) for asked in self.query.filters for key in asked.keys]
        order = order or self.query.order
        if order != "relevance":
            parameters.append(("order", order))
        if page > 1:
            parameters.append(("page", str(page)))
        return f"?{urlencode([pair for pair in parameters if pair != without])}"

    def _question(self, words_language_code: str, text: str = "") -> list[tuple[str, str]]:
        """Return the words as parameters of an address, with their language if it is not that of the pages."""
        parameters = [("q", text or self.query.text)]
        return [*parameters, ("query_locale", words_language_code)] if words_language_code else parameters

    def _shown_language(self, block: OtherLanguage) -> ShownLanguage:
        with override(block.language_code):
            url = reverse("search:results")
        hits = tuple(self._shown_hit(hit) for hit in block.hits)
        words_language = self.results.words_language_code or self.query.language_code
        parameters = urlencode(self._question(words_language if words_language != block.language_code else ""))
        label = language_label(block.language_code)
        expansions = shown_expansions(self.results.expansions, block.language_code)
        return ShownLanguage(block.language_code, label, block.total_count, hits, f"{url}?{parameters}", expansions)

    def _shown_hit(self, hit: SearchHit) -> ShownHit:
        media = [str(MEDIUM_LABELS[p.kind]) for p in hit.passages if p.kind in MEDIUM_LABELS]
        return ShownHit(
            kind_label=type_label(hit.type),
            medium_label=media[0] if media else "",
            title_html=hit.title_html,
            url=local_url(hit.url, self.root_url),
            passages=tuple(_shown_passage(passage, self.root_url) for passage in hit.passages),
            has_film=hit.page_id in self.posters or any(passage.kind == PassageKind.CUE for passage in hit.passages),
            poster_url=local_url(self.posters.get(hit.page_id, ""), self.root_url),
            is_restricted=hit.page_id in self.restricted_page_ids,
        )


def _shown_passage(passage: HitPassage, root_url: str) -> ShownPassage:
    place = place_label(passage.kind, passage.anchor, passage.heading)
    chapter = passage.heading if passage.kind == PassageKind.CUE and place != passage.heading else ""
    return ShownPassage(passage.kind, place, local_url(passage.url, root_url), passage.html, chapter)
