"""The termbase that comes with the program is whole."""

from collections import Counter

from pages.terms.models import Term, TermForm
from pages.terms.seed_files import Concept, SeedTerm, read_concepts

LANGUAGES = ("pl", "lt", "en")


def wordings(term: SeedTerm) -> list[str]:
    return [term.name, *term.admitted, *term.forbidden]


def test_every_concept_has_a_term_in_every_language() -> None:
    concepts = read_concepts()
    assert len(concepts) >= 300
    assert [concept.key for concept in concepts if tuple(concept.terms) != LANGUAGES] == []
    assert [concept.key for concept in concepts if not all(term.name for term in concept.terms.values())] == []


def test_concepts_have_keys_of_their_own() -> None:
    keys = Counter(concept.translation_key for concept in read_concepts())
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_term_has_a_wording_twice_or_beyond_its_column() -> None:
    longest = min(Term._meta.get_field("name").max_length or 0, TermForm._meta.get_field("text").max_length or 0)
    for concept in read_concepts():
        for term in concept.terms.values():
            assert len(set(wordings(term))) == len(wordings(term)), concept.key
            assert max(map(len, wordings(term))) <= longest, concept.key


def test_definitions_are_sentences_in_both_languages_of_the_border() -> None:
    defined = [concept for concept in read_concepts() if is_defined(concept)]
    assert len(defined) >= 80
    for concept in defined:
        assert all(term.definition.endswith(".") for term in concept.terms.values() if term.definition), concept.key


def is_defined(concept: Concept) -> bool:
    return bool(concept.terms["pl"].definition and concept.terms["lt"].definition)
