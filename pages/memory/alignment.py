"""Which terms of two languages translate each other, learnt from segments that mean the same (IBM model 1).

Each model is the textbook's: Brown et al., "The Mathematics of Statistical Machine Translation", 1993, without the
empty word. Both directions are trained, and a pair must be likely in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ITERATIONS: Final = 6
# What is less likely is noise: measured on headings and news, a lower limit adds as many wrong pairs as right ones.
LOWEST_SCORE: Final = 0.05
FEWEST_EXPECTED: Final = 1.0
MOST_TRANSLATIONS: Final = 4
# Rows of the training table in memory: some 250 MB at most, and 100,000 sentences of usual length.
MOST_COOCCURRENCES: Final = 8_000_000


class AlignedTerms(NamedTuple):
    """A term, one that translates it, and how sure that is, up to 1."""

    source: str
    target: str
    score: float


@dataclass(frozen=True, slots=True)
class _Cooccurrences:
    """Each term of a segment with each of its translation: which pair, and for which occurrence of either."""

    pair: NDArray[np.int32]
    source_place: NDArray[np.int32]
    target_place: NDArray[np.int32]
    #: By pair.
    source: Ints
    target: Ints


def align(segments: Iterable[tuple[Sequence[str], Sequence[str]]]) -> list[AlignedTerms]:
    """Return the terms that translate each other in segments given as their terms in both languages."""
    numbers: tuple[dict[str, int], dict[str, int]] = ({}, {})
    seen = _cooccurrences(segments, numbers)
    if not len(seen.pair):
        return []
    forward, expected = _trained(seen, seen.source, seen.target_place)
    backward, expected_back = _trained(seen, seen.target, seen.source_place)
    scores = np.sqrt(forward * backward)
    kept = np.flatnonzero((scores >= LOWEST_SCORE) & (np.minimum(expected, expected_back) >= FEWEST_EXPECTED))
    sources, targets = (list(side) for side in numbers)
    return [AlignedTerms(sources[seen.source[n]], targets[seen.target[n]], float(scores[n])) for n in kept]


def _cooccurrences(
    segments: Iterable[tuple[Sequence[str], Sequence[str]]], numbers: tuple[dict[str, int], dict[str, int]]
) -> _Cooccurrences:
    sources, targets, source_places, target_places = [], [], [], []
    count = source_count = target_count = 0
    for one, other in segments:
        source = _numbered(one, numbers[0])
        target = _numbered(other, numbers[1])
        size = len(source) * len(target)
        if count + size > MOST_COOCCURRENCES:
            break
        count += size
        sources.append(np.repeat(source, len(target)))
        targets.append(np.tile(target, len(source)))
        source_places.append(
            np.repeat(np.arange(source_count, source_count + len(source), dtype=np.int32), len(target))
        )
        target_places.append(np.tile(np.arange(target_count, target_count + len(target), dtype=np.int32), len(source)))
        source_count += len(source)
        target_count += len(target)
    width = len(numbers[1]) or 1
    if not sources:
        empty = np.empty(0, dtype=np.int32)
        return _Cooccurrences(empty, empty, empty, empty.astype(np.int64), empty.astype(np.int64))
    codes = np.concatenate(sources).astype(np.int64) * width + np.concatenate(targets)
    pairs, pair = np.unique(codes, return_inverse=True)
    return _Cooccurrences(
        pair.astype(np.int32),
        np.concatenate(source_places),
        np.concatenate(target_places),
        pairs // width,
        pairs % width,
    )


def _numbered(terms: Sequence[str], numbers: dict[str, int]) -> NDArray[np.int32]:
    return np.array([numbers.setdefault(term, len(numbers)) for term in dict.fromkeys(terms)], dtype=np.int32)


def _trained(seen: _Cooccurrences, given: Ints, place: NDArray[np.int32]) -> tuple[Floats, Floats]:
    """Return for each pair how likely its one term is, given the other, and how often it is expected to have been meant."""
    likely: Floats = np.ones(len(given))
    expected: Floats = likely
    for _ in range(ITERATIONS):
        weight = likely[seen.pair]
        expected = _sums(seen.pair, weight / _sums(place, weight)[place])
        likely = expected / _sums(given, expected)[given]
    return likely, expected


def _sums(places: NDArray[np.integer[Any]], values: Floats) -> Floats:
    return np.bincount(places, values).astype(np.float64, copy=False)
