"""From a word to its two search terms: stem of the lemma and stem of the form.

Lemma and stem fail on different words: the lemmatiser takes `spawanie` for the verb `spawać`
but `spawania` for the noun, the stemmer joins them; the stemmer parts `gaz` and `gazach`, the
lemmatiser joins them. A word that agrees in either term is found.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.metadata import version
from threading import local
from typing import Final, NamedTuple
from unicodedata import unidata_version

import Stemmer

from pages.language.dictionaries import lemmatiser, lexicon
from pages.language.folding import fold
from pages.language.profiles import LanguageProfile, profile_for

# Raise when a rule here or in `folding`, `tokens` or `profiles` changes any term.
RULES_VERSION = "4"

# As many forms of a language are remembered while texts are indexed: some 15 MB.
MOST_KNOWN_FORMS: Final = 65_536

_VERBAL_NOUN = re.compile(r"(.+(?:[ae]ni|[ęiyu]ci))(?:e|a|u|em|om|ami|ach)")
_thread = local()
_INFINITIVE_ENDINGS = ("ć", "c")
# The genitive plural: `cięć` of `cięcie`. No infinitive ends so.
_VERBAL_NOUN_GENITIVE = re.compile(r"(.+ę)ć")


class Terms(NamedTuple):
    """The two terms under which a word is indexed and searched."""

    lemma: str  # L: folded stem of the lemma
    stem: str  # S: folded stem of the form


@cache
def analyser_version() -> str:
    """Return a string that changes whenever an index must be made anew."""
    libraries = f"simplemma {version('simplemma')}, snowball {Stemmer.version()}, Unicode {unidata_version}"
    return f"rules {RULES_VERSION}, {libraries}"


class _KnownTerms(dict[str, Terms]):
    """The terms of the forms of one language met so far: running text repeats itself, so most words are only looked up.

    When it is full it begins anew, which costs less than to remember which form was met when: the frequent ones are
    back with the next page.
    """

    def __init__(self, profile: LanguageProfile) -> None:
        self._profile = profile

    def __missing__(self, form: str) -> Terms:
        if len(self) >= MOST_KNOWN_FORMS:
            self.clear()
        terms = self[form] = _terms(form, self._profile)
        return terms


def terms_of(words: Iterable[str], language_code: str) -> list[Terms]:
    """Return the terms of lower-case words, as they follow in a text to be indexed."""
    return [*map(_known_terms(language_code).__getitem__, words)]


# The words of queries and of what they may mean: a process that only answers keeps fewer of them.
@lru_cache(maxsize=16_384)
def analyse_form(form: str, language_code: str) -> Terms:
    """Return the terms of one lower-case word."""
    return _terms(form, profile_for(language_code))


def is_dictionary_word(form: str, language_code: str) -> bool:
    """Say whether the dictionary of a language has a lower-case word as it is written."""
    dictionary = profile_for(language_code).dictionary
    return dictionary is not None and lexicon().get_lemma(form, dictionary) is not None


def may_be_written_in(form: str, language_code: str) -> bool:
    """Say whether a lower-case word has no letter with a mark that a language does not know."""
    letters = profile_for(language_code).marked_letters
    return letters is None or all(letter in letters or fold(letter) == letter for letter in form)


@lru_cache(maxsize=16_384)
def lemma_of(form: str, language_code: str) -> str:
    """Return the dictionary form of one lower-case word, as far as it is known."""
    return _lemma(form, profile_for(language_code))


def stem_of(form: str, language_code: str) -> str:
    """Return the stem of one lower-case word, marks kept."""
    return _stem(form, profile_for(language_code))


@lru_cache(maxsize=16)
def _known_terms(language_code: str) -> _KnownTerms:
    return _KnownTerms(profile_for(language_code))


def _terms(form: str, profile: LanguageProfile) -> Terms:
    lemma, stem = fold(_stem(_lemma(form, profile), profile)), fold(_stem(form, profile))
    # Of most words both are one: it is kept once.
    return Terms(lemma, lemma if lemma == stem else stem)


def _lemma(form: str, profile: LanguageProfile) -> str:
    if profile.dictionary is None:
        return form
    lemma = lemmatiser().lemmatize(form, profile.dictionary).lower()
    if profile.nominalise and lemma.endswith(_INFINITIVE_ENDINGS):
        if noun := _VERBAL_NOUN.fullmatch(form):
            return f"{noun[1]}e"
        if noun := _VERBAL_NOUN_GENITIVE.fullmatch(form):
            return f"{noun[1]}cie"
    # The dictionary has a few lemmas of two words (`tak_zwany` of `tzw`); a term is one.
    return lemma if lemma.isalnum() else form


def _stem(word: str, profile: LanguageProfile) -> str:
    if profile.stemmer is None:
        return word
    stem = _stemmer(profile.stemmer).stemWord(word)
    return stem if len(stem) >= profile.shortest_stem else word


# A Stemmer keeps a work buffer, so each thread needs its own.
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    stemmers: dict[str, Stemmer.Stemmer] = _thread.__dict__
    if algorithm not in stemmers:
        # Forms are cached above; the cache of the stemmer would hold them twice.
        stemmers[algorithm] = Stemmer.Stemmer(algorithm, 0)
    return stemmers[algorithm]
