"""Titles of one partition that a reader is suggested."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from search.document_terms import title_words
from search.engines.embedded.match import either
from search.engines.embedded.readable_partition import ReadablePartition
from search.engines.embedded.title_numbers import ID_MASK
from search.suggestions import SuggestedPage, TypedWord, TypedWords


class PartitionTitles:
    """Finds titles by the beginning of a word, in the reader's audiences."""

    def __init__(self, readable: ReadablePartition) -> None:
        self._readable = readable

    def suggest(self, typed: TypedWords, limit: int, without: Collection[int]) -> Sequence[SuggestedPage]:
        """Return pages, best first; what is less good is looked for only while there is room."""
        matches = list(_matches(typed))
        if typed.whole:
            # Few titles have several words: one look finds all of them.
            every = list(self._matching(matches[-1], limit, without))
            if len(every) < limit:
                return sorted(every, key=lambda page: _place(page.title, typed))
        found: dict[int, SuggestedPage] = {}
        for match in matches:
            # A better match is found again by a less good one.
            for page in self._matching(match, limit + len(found), without):
                found.setdefault(page.page_id, page)
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def _matching(self, match: str, limit: int, without: Collection[int]) -> Iterator[SuggestedPage]:
        audience, audiences = self._readable.audience_condition("meta.audience")
        rows = self._readable.execute(
            # CROSS: SQLite takes titles one by one in their order and stops at the limit.
            "SELECT page.page_id, page.title, page.url, page.type, meta.translation "
            "FROM {titles} CROSS JOIN {meta} AS meta ON meta.page_id = {titles}.rowid & {mask} "
            "CROSS JOIN page ON page.page_id = meta.page_id "
            "WHERE {titles} MATCH ? AND {audience} "
            "AND meta.page_id NOT IN (SELECT value FROM json_each(?)) "
            "AND meta.translation NOT IN (SELECT value FROM json_each(?)) "
            "ORDER BY {titles}.rowid DESC LIMIT ?",
            (match, *audiences, json.dumps(sorted(self._readable.lost)), json.dumps(sorted(without)), limit),
            mask=str(ID_MASK),
            audience=audience,
        )
        return (SuggestedPage(*row) for row in rows.fetchall())


def _matches(typed: TypedWords) -> Iterator[str]:
    """Yield what a title must match, the best first."""
    yield f'words : ^ "{typed.text}" *'
    whole, beginning = [_as_typed(word) for word in typed.whole], f"{_as_typed(typed.last)} *"
    yield " AND ".join([*whole, beginning])
    if typed.whole or typed.last.terms:
        forms = [_in_any_form(word, _as_typed(word)) for word in typed.whole]
        yield " AND ".join([*forms, _in_any_form(typed.last, beginning)])


def _place(title: str, typed: TypedWords) -> int:
    """Return which of the matches a title is found by first."""
    words = title_words(title)
    if words.startswith(typed.text):
        return 0
    each = words.split()
    has_whole = all(word.folded in each for word in typed.whole)
    return 1 if has_whole and any(word.startswith(typed.last.folded) for word in each) else 2


def _as_typed(word: TypedWord) -> str:
    return f'words : "{word.folded}"'


def _in_any_form(word: TypedWord, as_typed: str) -> str:
    return f"({as_typed} OR terms : ({either(sorted(word.terms))}))" if word.terms else as_typed
