"""From what is typed to what is suggested, the same for every engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pages.language.folding import fold
from pages.terms.termbase import TermEntry
from search.engines.base import LanguageIndex
from search.suggestion_marks import marked
from search.suggestions import SuggestedPage, Suggestion, TypedWords, typed_words
from search.term_completion import TermCompletion, looked_up

MOST_SUGGESTIONS: Final = 8
#: Of each language; titles lead to a page at once and have the other places.
MOST_TERMS: Final = 3
#: Terms looked for in the pages to find those to show: one or two letters are the beginning of hundreds.
TERMS_TRIED: Final = 12


def suggest(
    indexes: Mapping[str, LanguageIndex], text: str, language_code: str, terms: TermCompletion
) -> tuple[Suggestion, ...]:
    """Return titles and terms that have the typed words, those of the visitor's language first.

    A version of a page that is suggested already is left out, and so is a term that no page of the reader has.
    """
    suggestions: list[Suggestion] = []
    shown: set[int] = set()
    for code in sorted(indexes, key=lambda code: (code != language_code, code)):
        room = MOST_SUGGESTIONS - len(suggestions)
        typed = typed_words(text, code)
        if typed is None or not room:
            break
        pages = indexes[code].suggest(typed, room, shown)
        titles = {fold(page.title.lower()) for page in pages}
        standing = _standing(indexes[code], terms.completions(typed, code), code)
        named = [entry for entry in standing if fold(entry.name.lower()) not in titles][: min(MOST_TERMS, room)]
        pages = pages[: room - len(named)]
        shown |= {page.translation for page in pages} - {0}
        suggestions += [*_pages(pages, typed, code), *_terms(named, typed, code)]
    return tuple(suggestions)


def _standing(index: LanguageIndex, entries: Sequence[TermEntry], language_code: str) -> list[TermEntry]:
    """Return those of the best terms that are in a page of the reader."""
    tried = [(entry, looked_up(entry, language_code)) for entry in entries[:TERMS_TRIED]]
    standing = index.standing([word for _entry, word in tried]) if tried else frozenset()
    return [entry for entry, word in tried if word.word in standing]


def _pages(pages: Sequence[SuggestedPage], typed: TypedWords, language_code: str) -> Iterator[Suggestion]:
    for page in pages:
        html = marked(page.title, typed, language_code)
        yield Suggestion("page", page.page_id, page.title, html, language_code, page.url, page.type)


def _terms(entries: Sequence[TermEntry], typed: TypedWords, language_code: str) -> Iterator[Suggestion]:
    for entry in entries:
        yield Suggestion("term", entry.concept, entry.name, marked(entry.name, typed, language_code), language_code)
