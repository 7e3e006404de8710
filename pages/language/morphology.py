"""From a word to its two search terms: stem of the lemma and stem of the form.

Lemma and stem fail on different words: the lemmatiser takes `spawanie` for the verb `spawać`
but `spawania` for the noun, the stemmer joins them; the stemmer parts `gaz` and `gazach`, the
lemmatiser joins them. A word that agrees in either term is found.
"""

import re
from functools import cache, lru_cache
from importlib.metadata import version
from threading import local
from typing import NamedTuple

import Stemmer

from pages.language.dictionaries import lemmatiser, lexicon
from pages.language.folding import fold, nfc
from pages.language.profiles import LanguageProfile, profile_for
from pages.language.tokens import forms

# Raise when a rule here or in `folding`, `tokens` or `profiles` changes any term.
RULES_VERSION = "3"

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
    return f"rules {RULES_VERSION}, simplemma {version('simplemma')}, snowball {Stemmer.version()}"


def analyse(text: str, language_code: str) -> list[Terms]:
    """Return the terms of each word of a text, in order."""
    return [analyse_form(form, language_code) for form in forms(nfc(text))]


# Running text repeats itself: with this cache a million words take about a second.
@lru_cache(maxsize=131_072)
def analyse_form(form: str, language_code: str) -> Terms:
    """Return the terms of one lower-case word."""
    profile = profile_for(language_code)
    lemma = _lemma(form, profile)
    return Terms(fold(_stem(lemma, profile)), fold(_stem(form, profile)))


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
