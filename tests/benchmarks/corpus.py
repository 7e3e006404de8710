"""A site of any size for measurements of search, the same for the same size.

Half of the pages are Polish, half Lithuanian, made of words of the dictionaries at random, as frequent as words of a
language are: the n-th most frequent stands 1/n as often as the first. Of ten thousand pages two hundred are documents of
a hundred passages or transcripts of sixty; the others have one to six. One page in ten is for one of four groups alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Final

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID
from search.documents import DocumentPassage, FacetValue, PageDocument

LANGUAGES: Final = ("pl", "lt")
VOCABULARY: Final = 30_000
SHORTEST_WORD: Final = 4
WORDS_OF_A_PASSAGE: Final = (60, 180)
PASSAGES: Final = (1, 6)
# One page in fifty is long.
LONG_EVERY: Final = 50
LONG: Final = (100, 60)
GROUPS: Final = (101, 102, 103, 104)
#: Name and number of values of each facet; a page has one value, of the last two.
FACETS: Final = {"level": 3, "specialisation": 4, "cluster": 5, "year": 12, "has": 2, "topic": 40}
BEGINNING: Final = datetime(2013, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Words:
    """The words of one language, most frequent first, with the sums of their frequencies."""

    forms: Sequence[str]
    sums: Sequence[float]

    def some(self, random: Random, number: int) -> list[str]:
        """Return so many words as they follow in a text."""
        return random.choices(self.forms, cum_weights=self.sums, k=number)


@cache
def words_of(language: str) -> Words:
    """Return the words of a language."""
    dictionary = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language)
    known = sorted(form for form in dictionary if len(form) >= SHORTEST_WORD and form.isalpha() and form.islower())
    forms = Random(f"words of {language}").sample(known, VOCABULARY)  # noqa: S311 - repeatable, not secret
    return Words(forms, list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1))))


def documents(size: int) -> Iterator[PageDocument]:
    """Return the pages in the order of the feed."""
    random = Random(size)  # noqa: S311
    for number in range(1, size + 1):
        yield _document(number, random)


def _document(number: int, random: Random) -> PageDocument:
    language = LANGUAGES[number % len(LANGUAGES)]
    words = words_of(language)
    audience = random.choice(GROUPS) if random.random() < 1 / 10 else PUBLIC_AUDIENCE_ID
    # Of each pair the two are translations of each other.
    is_long = number % LONG_EVERY in {0, 1}
    count = random.choice(LONG) if is_long and number % (2 * LONG_EVERY) < LONG_EVERY else random.randint(*PASSAGES)
    url = f"/{language}/{number}/"
    return PageDocument(
        page_id=number,
        sequence=number,
        audience_id=audience,
        public=audience == PUBLIC_AUDIENCE_ID,
        language_code=language,
        type=random.choice(("pages.CoursePage", "pages.ArticlePage", "pages.DocumentPage")),
        title=_sentence(words, random, 4),
        url=url,
        translation_key=f"page-{number // 2}",
        published_at=BEGINNING + timedelta(hours=number),
        facets=tuple(_facets(random)),
        passages=tuple(_passage(words, random, url, place) for place in range(count)),
    )


def _passage(words: Words, random: Random, url: str, place: int) -> DocumentPassage:
    text = " ".join(_sentence(words, random, random.randint(*WORDS_OF_A_PASSAGE) // 4) for _sentence_number in range(4))
    return DocumentPassage("section", text, _sentence(words, random, 3), f"#s{place}", f"{url}#s{place}")


def _sentence(words: Words, random: Random, number: int) -> str:
    return f"{' '.join(words.some(random, number)).capitalize()}."


def _facets(random: Random) -> Iterator[FacetValue]:
    for name, values in FACETS.items():
        for _value in range(3 if name == "topic" else 1):
            key = f"{name}-{random.randrange(values)}"
            yield FacetValue(name, key, {code: f"{key} {code}" for code in LANGUAGES})
