"""Forms of one word share a term; unrelated words share none."""

import pytest

from pages.language import morphology
from pages.language.morphology import (
    Terms,
    analyse_form,
    analyser_version,
    is_dictionary_word,
    may_be_written_in,
    terms_of,
)

POLISH = (
    ("spawanie", "spawania", "spawaniu", "spawaniem"),
    ("frezowanie", "frezowania", "frezowaniem"),
    ("cięcie", "cięcia", "cięciem", "cięciu", "cięć"),
    ("napięcie", "napięcia", "napięć"),
    ("złącze", "złącza", "złączu", "złączem"),
    ("gaz", "gazu", "gazem", "gazach"),
    ("elektroda", "elektrody", "elektrodą", "elektrod"),
    ("osłona", "osłonie", "osłonach", "osłon"),
    ("osłonowy", "osłonowego", "osłonowym", "osłonowych"),
    ("obrabiarka", "obrabiarki", "obrabiarek"),
    ("łódź", "łodzi"),
)
LITHUANIAN = (
    ("suvirinimas", "suvirinimo", "suvirinimui", "suvirinimu"),
    ("dujos", "dujų", "dujomis"),
    ("apsauginės", "apsauginėmis", "apsauginių"),
    ("lazeris", "lazerio", "lazeriai", "lazeriu"),
    ("kompiuteris", "kompiuteriai", "kompiuterio"),
    ("staklės", "staklių", "staklėmis"),
)
ENGLISH = (("welding", "welds", "weld"), ("gas", "gases"), ("machine", "machines"))


def meet(first: str, second: str, language_code: str) -> bool:
    """Say whether a search for one form finds the other."""
    one, other = analyse_form(first, language_code), analyse_form(second, language_code)
    return one.lemma == other.lemma or one.stem == other.stem


@pytest.mark.parametrize(
    ("language_code", "forms"),
    [*(("pl", forms) for forms in POLISH), *(("lt", forms) for forms in LITHUANIAN), *(("en", f) for f in ENGLISH)],
)
def test_forms_of_a_word_find_it(language_code: str, forms: tuple[str, ...]) -> None:
    missed = [form for form in forms[1:] if not meet(forms[0], form, language_code)]
    assert missed == []


@pytest.mark.parametrize(
    ("first", "second", "language_code"),
    [
        ("spawanie", "spanie", "pl"),
        ("gaz", "gazeta", "pl"),
        ("łódź", "lód", "pl"),
        ("dujos", "duona", "lt"),
        ("lazeris", "laisvė", "lt"),
        ("machine", "machete", "en"),
    ],
)
def test_unrelated_words_stay_apart(first: str, second: str, language_code: str) -> None:
    assert not meet(first, second, language_code)


def test_verbal_noun_is_no_verb() -> None:
    assert analyse_form("spawanie", "pl") == Terms("spawan", "spawan")


def test_stem_of_two_letters_is_dropped_for_the_word() -> None:
    assert all(len(term) > 2 for term in analyse_form("ciąć", "pl"))


def test_folding_comes_last_so_that_marks_still_guide_the_stemmer() -> None:
    assert terms_of(["spawanie", "łukowe"], "pl") == [("spawan", "spawan"), ("lukow", "lukow")]
    assert terms_of(["suvirinimas", "su", "apsauginėmis", "dujomis"], "lt")[2:] == [
        ("apsaugin", "apsaugin"),
        ("duj", "duj"),
    ]


def test_unknown_language_is_folded_only() -> None:
    assert terms_of(["łodzi", "žemė"], "xx") == [("lodzi", "lodzi"), ("zeme", "zeme")]


def test_region_has_the_analysis_of_its_language() -> None:
    assert analyse_form("machines", "en-GB") == analyse_form("machines", "en")


def test_analyser_version_names_what_it_is_made_of() -> None:
    version = analyser_version()
    assert "simplemma" in version
    assert "snowball 3" in version


def test_dictionary_knows_right_words_as_they_are_written() -> None:
    assert is_dictionary_word("spawania", "pl")
    assert is_dictionary_word("suvirinimo", "lt")
    assert not is_dictionary_word("spwanie", "pl")
    assert not is_dictionary_word("pekniecia", "pl")
    assert not is_dictionary_word("spawania", "de")


def test_letter_with_a_mark_tells_of_which_language_a_word_cannot_be() -> None:
    assert may_be_written_in("łukowe", "pl")
    assert not may_be_written_in("łukowe", "lt")
    assert not may_be_written_in("pažymėjimas", "pl")
    # Both languages have these.
    assert may_be_written_in("ąę", "pl") is may_be_written_in("ąę", "lt") is True
    assert may_be_written_in("spawanie", "lt")
    # What is not known of a language tells nothing.
    assert may_be_written_in("łódź", "de")


def test_words_have_the_same_terms_however_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["spawania", "gazem", "elektrodą", "spawania", "osłonach"] * 3
    monkeypatch.setattr(morphology, "MOST_KNOWN_FORMS", 2)
    assert terms_of(words, "pl-pl") == [analyse_form(word, "pl") for word in words]
