"""The specification of a search engine: the one place in a long document that answers a question is found."""

from dataclasses import replace

from search.engines.base import SearchEngine
from tests.contract.search_index import ask
from tests.relevance.long_documents import long_documents, long_questions

FEWEST_QUESTIONS = 40
SHOWN_FIRST = 3
LEAST_SHARE = 0.9


def test_document_that_answers_a_question_is_among_the_first(engine: SearchEngine) -> None:
    documents = [replace(document, sequence=n) for n, document in enumerate(long_documents(), start=1)]
    engine.apply(documents, len(documents))
    questions = long_questions()
    assert len(questions) >= FEWEST_QUESTIONS
    found = {
        question: [hit.page_id for hit in ask(engine, question.text, language_code=question.language_code).hits]
        for question in questions
    }
    missed = {question.text: ids for question, ids in found.items() if question.page_id not in ids[:SHOWN_FIRST]}
    assert len(missed) <= (1 - LEAST_SHARE) * len(questions), missed


def test_passage_that_answers_is_the_one_shown_first(engine: SearchEngine) -> None:
    documents = [replace(document, sequence=n) for n, document in enumerate(long_documents(), start=1)]
    engine.apply(documents, len(documents))
    hits = ask(engine, "jak szlifować elektrodę wolframową").hits
    assert hits[0].title == "Podręcznik spawania metodą TIG"
    assert "wzdłuż osi" in hits[0].passages[0].html
