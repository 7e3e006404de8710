"""nDCG@10, by kind of question and over all kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log2
from statistics import mean
from typing import Final

from tests.relevance.question_set import QuestionSet

DEPTH: Final = 10

Run = Mapping[str, Sequence[str]]


def ndcg(found: Sequence[str], relevant: frozenset[str]) -> float:
    """Return the discounted gain of the first ten, as a share of the best that there is."""
    gained = sum(1 / log2(place + 2) for place, key in enumerate(found[:DEPTH]) if key in relevant)
    best = sum(1 / log2(place + 2) for place in range(min(DEPTH, len(relevant))))
    return gained / best if best else 0.0


def scores(asked: QuestionSet, run: Run) -> dict[tuple[str, str, str], list[float]]:
    """Return the score of every question by set, kind and language."""
    found: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for question in asked.questions:
        relevant = asked.relevant.get(question.key, frozenset())
        found[question.kind].append(ndcg(run.get(question.key, ()), relevant))
    return dict(sorted(found.items()))


def macro(by_kind: Mapping[tuple[str, str, str], Sequence[float]]) -> float:
    """Return the mean over the kinds, each counted alike."""
    return mean(mean(values) for values in by_kind.values())


def table(by_kind: Mapping[tuple[str, str, str], Sequence[float]]) -> Iterator[str]:
    """Yield the lines of the result."""
    yield f"{'set':12}{'kind':26}{'lang':6}{'n':>6}{'nDCG@10':>9}"
    for (name, kind, language), values in by_kind.items():
        yield f"{name:12}{kind:26}{language:6}{len(values):6}{mean(values):9.3f}"
    yield f"macro mean over {len(by_kind)} kinds{macro(by_kind):32.4f}"
