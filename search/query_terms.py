"""From parsed words to the terms that an engine looks up, the same for every engine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pages.language.folding import fold
from pages.language.morphology import Terms, analyse_form
from search.query_parser import ANYTHING, Choice, ParsedQuery, Phrase

# From folded words to the spellings in the index, most frequent first.
Vocabulary = Callable[[Sequence[str]], Mapping[str, Sequence[str]]]

# Spellings beyond these are rare names; each costs a term.
MOST_SPELLINGS = 6
# Words of one or two letters are little words of one language that mean something else in another.
SHORTEST_SHARED_WORD = 3


@dataclass(frozen=True, slots=True)
class AnalysedWord:
    """A word of the query with the terms that count as it, and rows of several terms that do so as phrases."""

    word: str
    lemmas: frozenset[str]
    stems: frozenset[str]
    phrases: tuple[tuple[Terms, ...], ...] = ()
    #: Whether a page has the word in this very form, with any marks.
    spelt: bool = True
    #: How the index writes a word that was typed without marks.
    spellings: tuple[str, ...] = ()
    #: How many times the word counts: a translation that is sure tells more than one that is not.
    weight: int = 1


@dataclass(frozen=True, slots=True)
class AnalysedPhrase:
    """A phrase in the spellings under which it may stand, each a row of terms."""

    spellings: tuple[tuple[Terms, ...], ...]


@dataclass(frozen=True, slots=True)
class AnalysedQuery:
    """The terms of a query in one language."""

    words: tuple[AnalysedWord, ...]
    phrases: tuple[AnalysedPhrase, ...]
    excluded: tuple[AnalysedPhrase, ...]
    titles: tuple[AnalysedPhrase, ...] = ()
    excluded_titles: tuple[AnalysedPhrase, ...] = ()
    types: Choice = ANYTHING

    @property
    def searchable(self) -> bool:
        """Say whether there is anything to look for."""
        return bool(self.words or self.phrases or self.titles)

    @property
    def phrase_words(self) -> tuple[AnalysedWord, ...]:
        """Return the words of the phrases, to be marked in what is shown."""
        phrases = (*self.phrases, *self.titles)
        quoted = [terms for phrase in phrases for row in phrase.spellings for terms in row]
        # Little words (`of`, `ir`, `na`) stand everywhere, and not as a part of the phrase.
        added = [terms for word in self.words for row in word.phrases for terms in row]
        telling = [terms for terms in added if len(terms.stem) >= SHORTEST_SHARED_WORD]
        return tuple(_word("", [terms]) for terms in dict.fromkeys((*quoted, *telling)))


def analyse_query(parsed: ParsedQuery, language_code: str, vocabulary: Vocabulary) -> AnalysedQuery:
    """Return the terms of a query; words typed without marks stand for all their spellings."""
    return _analysed_query(parsed, language_code, _Spellings(parsed, vocabulary))


def analysed_word(form: str, language_code: str) -> AnalysedWord:
    """Return the terms of one word as it is written."""
    return _word(form, [analyse_form(form, language_code)])


def analyse_shared_words(parsed: ParsedQuery, language_code: str, vocabulary: Vocabulary) -> AnalysedQuery:
    """Return the terms of those words that another language has as they are, such as `TIG`."""
    spellings = _Spellings(parsed, vocabulary)
    if not all(spellings.known(word) for phrase in (*parsed.phrases, *parsed.titles) for word in phrase):
        return AnalysedQuery((), (), ())
    words = tuple(word for word in parsed.words if may_be_shared(word) and spellings.known(word))
    return _analysed_query(replace(parsed, words=words), language_code, spellings)


def folded_words(parsed: ParsedQuery) -> list[str]:
    """Return all words of a query without marks, as a vocabulary is asked for them."""
    return sorted({fold(word) for word in parsed.all_words})


def may_be_shared(word: str) -> bool:
    """Say whether a word may mean the same in another language; a number does so however short."""
    return len(word) >= SHORTEST_SHARED_WORD or any(map(str.isdigit, word))


class _Spellings:
    def __init__(self, parsed: ParsedQuery, vocabulary: Vocabulary) -> None:
        self._found = vocabulary(folded_words(parsed))

    def known(self, word: str) -> bool:
        found = self._found.get(fold(word), ())
        return bool(found) if fold(word) == word else word in found

    def any_of(self, word: str) -> bool:
        return bool(self._found.get(fold(word)))

    def found(self, word: str) -> Sequence[str]:
        # A word with a mark was typed with care and stands for itself.
        return self._found.get(word, ())[:MOST_SPELLINGS] if fold(word) == word else ()

    def of(self, word: str) -> list[str]:
        return list(dict.fromkeys((word, *self.found(word))))[:MOST_SPELLINGS]


def _analysed_query(parsed: ParsedQuery, language_code: str, spellings: _Spellings) -> AnalysedQuery:
    def analysed(phrases: Sequence[Phrase]) -> tuple[AnalysedPhrase, ...]:
        return tuple(_phrase(phrase, spellings, language_code) for phrase in phrases)

    return AnalysedQuery(
        words=tuple(_analysed(word, spellings, language_code) for word in parsed.words),
        phrases=analysed(parsed.phrases),
        excluded=analysed(parsed.excluded),
        titles=analysed(parsed.titles),
        excluded_titles=analysed(parsed.excluded_titles),
        types=parsed.types,
    )


def _analysed(word: str, spellings: _Spellings, language_code: str) -> AnalysedWord:
    terms = [analyse_form(form, language_code) for form in spellings.of(word)]
    return replace(_word(word, terms), spelt=spellings.any_of(word), spellings=tuple(spellings.found(word)))


def _word(word: str, terms: Sequence[Terms]) -> AnalysedWord:
    return AnalysedWord(word, frozenset(t.lemma for t in terms), frozenset(t.stem for t in terms))


def _phrase(words: Sequence[str], spellings: _Spellings, language_code: str) -> AnalysedPhrase:
    typed = tuple(analyse_form(word, language_code) for word in words)
    # `of` gives the word as typed and then the most frequent spelling.
    restored = tuple(analyse_form(spellings.of(word)[:2][-1], language_code) for word in words)
    return AnalysedPhrase(tuple(dict.fromkeys((typed, restored))))
