"""Words of two languages that sound alike: names and international words, which no dictionary need join.

The rules take Polish and Lithuanian spelling of one sound together; measured on news, they find as many pages as a
memory of fifteen thousand texts does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from pages.language.morphology import Terms, analyse_form
from search.memory import Translation

COGNATE: Final = "cognate"
MOST_COGNATES: Final = 3
# Shorter words are alike by chance.
SHORTEST_COGNATE: Final = 4
# Letters in which cognates must agree; few words share three of them, so that few are compared.
COMMON_LETTERS: Final = 3
LEAST_SIMILARITY: Final = 0.7

# One sound in several spellings; pairs of letters come before their letters.
_SPELLINGS: Final = (("sz", "s"), ("cz", "c"), ("rz", "r"), ("ch", "h"), ("w", "v"), ("y", "i"), ("x", "ks"))


def beginning(folded: str) -> str:
    """Return the letters that a folded word shares with its cognates; an empty string if it is to have none."""
    if len(folded) < SHORTEST_COGNATE or not folded.isalpha():
        return ""
    return _sounded(folded)[:COMMON_LETTERS]


def cognates(lemmas: Iterable[str], alike: Mapping[str, int], language_code: str) -> list[Translation]:
    """Return the words that sound most like one of these lemma terms, from words of a language with their pages."""
    sounding = [(*_sounding(surface, language_code), pages, surface) for surface, pages in alike.items()]
    sounds = {sound for sound, *_word in sounding}
    found: list[tuple[float, int, str, Terms]] = []
    for similar in (_similarities(_sounded(lemma), sounds) for lemma in lemmas if beginning(lemma)):
        # Few are similar: the forms of the others need not be put together.
        forms: dict[tuple[str, Terms], tuple[int, str]] = {}
        for sound, terms, pages, surface in sounding:
            if sound in similar:
                forms[sound, terms] = max(forms.get((sound, terms), (0, "")), (pages, surface))
        found += [(similar[sound], pages, surface, terms) for (sound, terms), (pages, surface) in forms.items()]
    distinct: dict[str, Translation] = {}
    for similarity, _pages, surface, terms in sorted(found, key=lambda row: (-row[0], -row[1], row[2])):
        distinct.setdefault(terms.lemma, Translation(terms, surface, similarity, COGNATE))
    return list(distinct.values())[:MOST_COGNATES]


def _similarities(word: str, others: Collection[str]) -> dict[str, float]:
    """Return how similar words are that are similar enough: by few edits, or by a long beginning that they share.

    Words of one root differ at the end, where each language derives and inflects in its own way: `filmowy` is of `filmas`.
    """
    by_edits = process.extract(
        word, others, scorer=OSA.normalized_similarity, score_cutoff=LEAST_SIMILARITY, limit=None
    )
    # No word with fewer of its letters in common can be similar enough, however short the other is.
    fewest = int(len(word) * LEAST_SIMILARITY / (2 - LEAST_SIMILARITY))
    by_beginning = process.extract(word, others, scorer=Prefix.similarity, score_cutoff=fewest, limit=None)
    found = {other: similarity for other, similarity, _place in by_edits}
    for other, letters, _place in by_beginning:
        similarity = 2 * letters / (len(word) + len(other))
        if similarity >= LEAST_SIMILARITY:
            found[other] = max(similarity, found.get(other, 0))
    return found


# A few hundred words that begin alike are compared for each word of a query.
@lru_cache(maxsize=16_384)
def _sounding(surface: str, language_code: str) -> tuple[str, Terms]:
    terms = analyse_form(surface, language_code)
    return _sounded(terms.lemma), terms


def _sounded(word: str) -> str:
    for spelling, sound in _SPELLINGS:
        word = word.replace(spelling, sound)
    return word
