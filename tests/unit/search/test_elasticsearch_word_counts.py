"""What a process keeps of the words that Elasticsearch told it: of one state, one kind of reader, and not too many."""

import pytest

from search.engines.elasticsearch import word_memory
from search.engines.elasticsearch.page_source import WORD_FIELD_NAMES
from search.engines.elasticsearch.query import Allowed
from search.engines.elasticsearch.word_counts import ALIKE, SPELLINGS, WholeField, read_words
from search.engines.elasticsearch.word_memory import Memory, Told

OUTSIDER = Allowed(None, frozenset())
MEMBER = Allowed(frozenset({1, 7}), frozenset())
STATE = ("g1", 5)


@pytest.fixture
def memory() -> Memory:
    memory = Memory()
    memory.of(STATE, OUTSIDER).keep(SPELLINGS, "pl", {"stal": {"stal": 3}, "xyz": {}})
    return memory


def test_what_was_told_is_known_and_so_is_that_there_is_nothing(memory: Memory) -> None:
    told = memory.of(STATE, OUTSIDER)
    assert told.of(SPELLINGS, "pl", ["stal", "xyz", "gaz"]) == {"stal": {"stal": 3}, "xyz": {}}
    assert told.of(SPELLINGS, "lt", ["stal"]) == told.of(ALIKE, "pl", ["stal"]) == {}


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (("g1", 6), OUTSIDER),
        (("g2", 5), OUTSIDER),
        (STATE, MEMBER),
        (STATE, Allowed(None, frozenset({2}))),
    ],
)
def test_other_states_and_readers_are_told_anew(memory: Memory, state: tuple[str, int], allowed: Allowed) -> None:
    assert memory.of(state, allowed).of(SPELLINGS, "pl", ["stal"]) == {}


def test_what_is_told_to_who_has_lost_a_page_is_not_kept(memory: Memory) -> None:
    losing = Allowed(None, frozenset({2}))
    memory.of(STATE, losing).keep(SPELLINGS, "pl", {"gaz": {"gaz": 1}})
    assert memory.of(STATE, losing).of(SPELLINGS, "pl", ["gaz"]) == {}
    assert memory.of(STATE, OUTSIDER).of(SPELLINGS, "pl", ["gaz"]) == {}


def test_readers_who_ask_most_are_remembered(memory: Memory) -> None:
    for group in range(10, 20):
        memory.of(STATE, Allowed(frozenset({1, group}), frozenset()))
        assert memory.of(STATE, OUTSIDER).of(SPELLINGS, "pl", ["stal"])


def test_too_many_words_make_room_for_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_memory, "MOST_WORDS", 10)
    told = Told()
    for number in range(20):
        told.keep(ALIKE, "pl", {f"k{number}": {"a": 1, "b": 2}})
    known = told.of(ALIKE, "pl", [f"k{number}" for number in range(20)])
    assert "k19" in known
    assert sum(1 + len(counts) for counts in known.values()) <= 10


def test_fields_are_read_whole_bit_by_bit_once_enough_was_asked() -> None:
    told = Told()
    read: list[str] = []
    assert not any(told.next_fields() for _request in range(word_memory.REQUESTS_BEFORE))
    while names := told.next_fields():
        assert len(names) <= word_memory.READ_AT_ONCE
        for name in names:
            told.keep_whole(name, {"pl": WholeField([])})
        read += names
    assert sorted(read) == sorted(WORD_FIELD_NAMES)
    assert told.of(SPELLINGS, "pl", ["stal"]) == {"stal": {}}


def test_no_more_is_read_once_a_field_was_too_large() -> None:
    told = Told()
    for _request in range(word_memory.REQUESTS_BEFORE + 1):
        names = told.next_fields()
    told.keep_whole(names[0], {"pl": WholeField([]), "lt": None})
    assert not told.next_fields()
    assert told.of(SPELLINGS, "pl", ["stal"]) == {}


def test_words_under_the_same_mark_are_told_apart() -> None:
    buckets = [
        {"key": "abc gaz", "doc_count": 9},
        {"key": "abc śledź", "doc_count": 4},
        {"key": "abc śledz", "doc_count": 2},
    ]
    assert read_words({"0": {"buckets": buckets}}, ["sledz"], SPELLINGS) == {"sledz": {"śledź": 4, "śledz": 2}}
