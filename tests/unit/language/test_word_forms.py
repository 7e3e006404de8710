"""Case and number forms of the words of the four trades find their word, and no other."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest

from pages.language.endings import inflectional_stem
from pages.language.morphology import analyse_form, lemma_of

LANGUAGES = ("pl", "lt")


@dataclass(frozen=True)
class WordTable:
    """The words of a language in dictionary form with their other forms, and sets of words of one root."""

    words: dict[str, list[str]]
    related: list[set[str]]

    def forms(self) -> Iterator[tuple[str, str]]:
        """Yield each form with its word, the word itself left out."""
        for word, forms in self.words.items():
            for form in forms:
                yield word, form


def table_of(language_code: str) -> WordTable:
    data = tomllib.loads(Path(__file__).with_name(f"words.{language_code}.toml").read_text(encoding="utf-8"))
    return WordTable(
        {word: forms.split() for word, forms in data["words"].items()}, [set(row.split()) for row in data["related"]]
    )


@pytest.mark.parametrize("language_code", LANGUAGES)
def test_table_has_sixty_words_with_their_forms(language_code: str) -> None:
    table = table_of(language_code)
    assert len(table.words) >= 60
    assert sum(1 for _ in table.forms()) / len(table.words) >= 7
    assert [word for word, forms in table.words.items() if word in forms or len(set(forms)) < len(forms)] == []


@pytest.mark.parametrize("language_code", LANGUAGES)
def test_forms_find_their_word(language_code: str) -> None:
    pairs = list(table_of(language_code).forms())
    misses = [f"{form} of {word}" for word, form in pairs if not meet(word, form, language_code)]
    assert len(misses) <= 0.05 * len(pairs), misses


@pytest.mark.parametrize("language_code", LANGUAGES)
def test_forms_have_the_inflectional_stem_or_the_lemma_of_their_word(language_code: str) -> None:
    pairs = list(table_of(language_code).forms())
    misses = [
        f"{form} of {word}"
        for word, form in pairs
        if inflectional_stem(form, language_code) != inflectional_stem(word, language_code)
        and lemma_of(form, language_code) != word
    ]
    assert len(misses) <= 0.05 * len(pairs), misses


@pytest.mark.parametrize("language_code", LANGUAGES)
def test_unrelated_words_have_no_term_in_common(language_code: str) -> None:
    table = table_of(language_code)
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for word, form in [*table.forms(), *((word, word) for word in table.words)]:
        terms = analyse_form(form, language_code)
        owners["lemma", terms.lemma].add(word)
        owners["stem", terms.stem].add(word)
    joined = {frozenset(pair) for words in owners.values() for pair in combinations(sorted(words), 2)}
    assert [sorted(pair) for pair in joined if not any(pair <= family for family in table.related)] == []


def meet(word: str, form: str, language_code: str) -> bool:
    """Say whether a search for the form finds the word."""
    one, other = analyse_form(word, language_code), analyse_form(form, language_code)
    return one.lemma == other.lemma or one.stem == other.stem
