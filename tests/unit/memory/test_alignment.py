"""Which terms translate each other."""

import pytest

from pages.memory import alignment
from pages.memory.alignment import align

SEGMENTS = [
    ("łuk spawalniczy", "suvirinimo lankas"),
    ("łuk elektryczny", "elektros lankas"),
    ("prąd spawalniczy", "suvirinimo srovė"),
    ("prąd elektryczny", "elektros srovė"),
]


def pairs(segments: list[tuple[str, str]]) -> dict[str, str]:
    found = sorted(align((one.split(), other.split()) for one, other in segments), key=lambda pair: pair.score)
    return {pair.source: pair.target for pair in found}


def test_terms_are_joined_that_appear_together_and_apart_from_others() -> None:
    assert pairs(SEGMENTS) == {
        "łuk": "lankas", "prąd": "srovė", "spawalniczy": "suvirinimo", "elektryczny": "elektros",
    }  # fmt: skip


def test_scores_are_at_most_one_and_the_right_pair_has_the_highest() -> None:
    found = align((one.split(), other.split()) for one, other in SEGMENTS)
    assert all(alignment.LOWEST_SCORE <= pair.score <= 1 for pair in found)
    assert {pair.target for pair in found if pair.source == "łuk" and pair.score > 0.9} == {"lankas"}


def test_text_that_is_there_once_only_suggests_nothing_certain() -> None:
    assert [pair for pair in align([(["a", "b", "c"], ["x", "y", "z"])]) if pair.score > 0.5] == []


def test_nothing_is_learnt_from_nothing() -> None:
    assert align([]) == []


def test_memory_beyond_what_is_held_at_once_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "MOST_COOCCURRENCES", 8)
    assert pairs(SEGMENTS) == {"łuk": "lankas"}
