"""Spelling repair: words that no page has are taken for words near them that pages have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pages.language.folding import fold
from pages.language.morphology import is_dictionary_word
from search.engines.base import LanguageIndex
from search.query_parser import ParsedQuery
from search.query_terms import AnalysedQuery, AnalysedWord, analysed_word
from search.results import Correction
from search.spelling import is_correctable, meant, respelled

# Words asked whether a page that the reader may see still has them.
MOST_TRIED = 4
# A text with more unknown words is not misspelt: it is of another language or trade.
MOST_UNKNOWN = 6


@dataclass(frozen=True, slots=True)
class Repair:
    """What may be meant by the unknown words of a query."""

    corrections: tuple[Correction, ...] = ()
    #: Whether words as typed stand in the index, so that the query is answered without repair too.
    stands_as_typed: bool = True

    def respelled(self, text: str) -> str:
        """Return what was typed with the corrections."""
        return respelled(text, {fix.word: fix.replacement for fix in self.corrections})


def repaired(
    parsed: ParsedQuery, analysed: AnalysedQuery, indexes: Mapping[str, LanguageIndex], language_code: str
) -> Repair:
    """Return another word for each word of a query of which the index has neither spelling nor terms."""
    index = indexes[language_code]
    unknown = [word for word in analysed.words if not word.spelt]
    if not unknown:
        return Repair()
    standing = index.standing(unknown)
    missing = [word for word in unknown if word.word not in standing]
    doubtful = [
        word.word
        for word in missing
        if is_correctable(word.word)
        and word.word not in parsed.quoted
        # Silly corrections of right words, which only no page has, are half of those made in vain.
        and not is_dictionary_word(word.word, language_code)
    ]
    others = [other for code, other in indexes.items() if code != language_code]
    corrections = _corrections(_of_no_language(doubtful, others), index, language_code)
    return Repair(
        corrections,
        stands_as_typed=bool(parsed.phrases or parsed.titles) or len(missing) < len(analysed.words),
    )


def _of_no_language(words: Sequence[str], others: Iterable[LanguageIndex]) -> list[str]:
    """Leave out words that another language has: they are no errors."""
    left = list(words) if len(words) <= MOST_UNKNOWN else []
    for index in others:
        if left:
            found = index.spellings([fold(word) for word in left])
            left = [word for word in left if not found.get(fold(word))]
    return left


def _corrections(words: Sequence[str], index: LanguageIndex, language_code: str) -> tuple[Correction, ...]:
    if not words:
        return ()
    near = index.similar([fold(word) for word in words])
    tried = {word: meant(word, near)[:MOST_TRIED] for word in words}
    candidates: dict[str, AnalysedWord] = {
        surface: analysed_word(surface, language_code) for surfaces in tried.values() for surface in surfaces
    }
    standing = index.standing(list(candidates.values())) if candidates else frozenset()
    # The best alone: what else is near would be searched for without a word of it to the visitor, and finds no more.
    found = {
        word: next((surface for surface in surfaces if surface in standing), "") for word, surfaces in tried.items()
    }
    return tuple(Correction(word, surface) for word, surface in found.items() if surface)
