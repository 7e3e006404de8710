"""What a visitor asks, and who asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from search.documents import SITE_FACET

Order = Literal["relevance", "-date"]
ORDERS: Final[tuple[Order, ...]] = ("relevance", "-date")

# Engines rank no further: who has read so many hits has to narrow the question.
DEEPEST: Final = 10_000
# What the search fields take. A question of twelve words is long, a sentence seldom has more than forty; what lies
# beyond is a pasted document.
LONGEST_TEXT: Final = 400
# Values of one filter: more than any form of ours sends.
MOST_KEYS: Final = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """Pages having any of these values of a facet; several filters must all hold."""

    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search as asked: the text as typed and the language of the pages looked for.

    `words_language_code` names the language of the words. If it does not, they are of that language too, unless they
    are plainly of another.
    With `only_pages` the answer tells by number which pages in that language match, without hits
    and other languages: what a listing needs, and much cheaper for many.
    """

    text: str
    language_code: str
    filters: tuple[Filter, ...] = ()
    order: Order = "relevance"
    offset: int = 0
    limit: int = 10
    only_pages: bool = False
    words_language_code: str = ""

    @property
    def is_first_question(self) -> bool:
        """Say whether this is asked for the first time, and for all there is.

        The next pages, filters, another order, and the same words in another language ask on.
        """
        # That an app looks into one of several sites is no choice of who asks.
        is_narrowed = any(asked.name != SITE_FACET for asked in self.filters)
        is_elsewhere = self.words_language_code not in ("", self.language_code)
        return self.order == "relevance" and not (self.offset or is_narrowed or self.only_pages or is_elsewhere)


def _nothing_lost(_cursor: int) -> frozenset[int]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """The rights under which an engine answers.

    `lost_after` gives the pages that the reader has lost since a cursor: an index lags behind the
    feed, and what was taken away in between must not show. The engine calls it with the cursor
    of the very state of the index that it answers from.
    """

    audience_ids: frozenset[int]
    public_only: bool
    lost_after: Callable[[int], frozenset[int]] = _nothing_lost
