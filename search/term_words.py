"""By what a word of a query is known as a word of a term.

Stricter than the search itself: what is one page more at the end of a list there would be a wrong explanation here.
"""

from functools import lru_cache
from typing import Final

from pages.language.endings import inflectional_stem
from pages.language.folding import fold
from pages.language.morphology import lemma_of
from search.query_terms import AnalysedWord

#: By what one word may be known.
Reading = frozenset[str]

# A shorter stem belongs to several words.
SHORTEST_TELLING_STEM: Final = 3


@lru_cache(maxsize=16_384)
def readings_in_term(form: str, language_code: str) -> Reading:
    """Return a word of a term and its stem, with marks and without."""
    exact = {form, *telling_stem(form, language_code)}
    return frozenset(exact | {fold(reading) for reading in exact})


def readings_in_query(word: AnalysedWord, language_code: str) -> Reading:
    """Return a word of a query, its dictionary form and its stem; typed without marks, of those that have them."""
    return frozenset(
        reading
        for form in word.spellings or (word.word,)
        for reading in (form, lemma_of(form, language_code), *telling_stem(form, language_code))
    )


def telling_stem(form: str, language_code: str) -> tuple[str, ...]:
    """Return the stem of a word, with a hyphen that tells it from a word; nothing if it is too short."""
    stem = inflectional_stem(form, language_code)
    return (f"{stem}-",) if len(stem) >= SHORTEST_TELLING_STEM else ()
