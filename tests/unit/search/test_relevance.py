"""The measure of how well search finds."""

import json
from pathlib import Path

import pytest

from tests.relevance.baseline import naive_run
from tests.relevance.question_set import QuestionSet, read_set
from tests.relevance.scores import macro, ndcg, scores, table


@pytest.fixture
def questions(tmp_path: Path) -> QuestionSet:
    rows: dict[str, list[dict[str, object]]] = {
        "docs": [
            {"id": "d1", "lang": "pl", "title": "Łuk", "text": "Spawanie łukiem", "type": "article"},
            {"id": "d2", "lang": "pl", "title": "Gaz", "text": "Gaz w butli", "type": "article"},
        ],
        "queries": [
            {"id": "q1", "set": "a", "kind": "word", "lang": "pl", "target_lang": "pl", "text": "luk"},
            {"id": "q2", "set": "a", "kind": "word", "lang": "lt", "target_lang": "pl", "text": "dujos"},
        ],
        "qrels": [{"query": "q1", "doc": "d1", "rel": 1}, {"query": "q2", "doc": "d2", "rel": 1}],
    }
    for name, lines in rows.items():
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return read_set(tmp_path)


def test_what_stands_lower_gains_less() -> None:
    right = frozenset({"a"})
    assert ndcg(["a", "b"], right) == 1
    assert ndcg(["b", "a"], right) == pytest.approx(0.6309, abs=1e-4)
    assert ndcg(["b"] * 10 + ["a"], right) == 0
    assert ndcg(["b", "a", "c"], frozenset({"a", "c"})) == pytest.approx(0.6934, abs=1e-4)


def test_kinds_count_alike_and_what_was_not_found_counts_nothing(questions: QuestionSet) -> None:
    by_kind = scores(questions, {"q1": ["d1"]})
    assert by_kind == {("a", "word", "lt"): [0], ("a", "word", "pl"): [1]}
    assert macro(by_kind) == 0.5
    assert list(table(by_kind))[-1].split() == ["macro", "mean", "over", "2", "kinds", "0.5000"]


def test_full_text_search_as_it_comes_knows_no_marks_and_no_forms(questions: QuestionSet) -> None:
    assert naive_run(questions) == {"q1": [], "q2": []}
