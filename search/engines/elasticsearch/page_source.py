"""A page as a document of Elasticsearch."""

import json
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from functools import lru_cache
from string import ascii_lowercase
from typing import Any, Final, NamedTuple
from zlib import crc32

import orjson

from pages.language.folding import fold
from search.cognates import beginning
from search.document_terms import DocumentTerms, title_words
from search.documents import DocumentPassage, FacetValue, PageDocument, translation_number
from search.engines.elasticsearch.schema import LONGEST_BEGINNING, MARK_LENGTH, WORD_FIELDS
from search.spelling import may_be_meant

_LETTERS: Final = ascii_lowercase
_WORDS, _ALIKE = "words", "alike"
#: Those in which words of a page are.
WORD_FIELD_NAMES: Final = tuple(f"{kind}.{number}" for number in range(WORD_FIELDS) for kind in (_WORDS, _ALIKE))


def page_source(document: PageDocument, terms: DocumentTerms) -> dict[str, Any]:
    """Return the fields of a page, its passages nested in it."""
    words = [_kept_word(word) for word in sorted(terms.words)]
    return {
        "page": document.page_id,
        "audience": document.audience_id,
        "digest": document.digest,
        "translation": translation_number(document.translation_key),
        "published": document.published_timestamp,
        "factor": terms.factor,
        "passage_count": len(document.passages),
        "facet_keys": sorted({facet_key(facet.name, facet.key) for facet in document.all_facets}),
        "facets": sorted({_labelled(facet) for facet in document.all_facets}),
        # A title word counts twice. Each value is a text of its own, over whose border no phrase reaches.
        "lemmas": [terms.title[0]] * 2 + [text for passage in terms.passages for text in passage[0::2] if text],
        "stems": [terms.title[1]] * 2 + [text for passage in terms.passages for text in passage[1::2] if text],
        "title": {"lemmas": terms.title[0], "stems": terms.title[1]},
        "meant": sorted({word.meant for word in words if word.meant}),
        _WORDS: _by_field(word.spelled for word in words),
        _ALIKE: _by_field(word.alike for word in words if word.alike),
        "suggested": _suggested(document, terms),
        "shown": _kept(_shown(document)),
        "p": _passages(document, terms),
    }


def facet_key(name: str, key: str) -> str:
    """Return what pages with a value of a facet are filtered by."""
    return f"{name}={key}"


# An installation has some hundred values, of which each answer counts most.
@lru_cache(maxsize=4_096)
def read_facet(labelled: str) -> FacetValue:
    """Return a value as it was counted."""
    name, key, labels = json.loads(labelled)
    return FacetValue(name, key, labels)


def read_page(fields: Mapping[str, Sequence[str]]) -> Mapping[str, Any]:
    """Return what is shown of a page that was found."""
    shown: Mapping[str, Any] = _read_kept(fields["shown"])
    return shown


def read_passage(fields: Mapping[str, Sequence[str]]) -> DocumentPassage:
    """Return a passage that was found."""
    return DocumentPassage(*_read_kept(fields["p.shown"]))


def word_field(folded: str) -> str:
    """Return the field in which the spellings of a word are found."""
    return f"{_WORDS}.{_number(folded)}"


def word_mark(folded: str) -> str:
    """Return what the spellings of a word begin with in its field; a few other words may have the same.

    Short, since the server makes an automaton of it to count them: of ten letters that takes it a quarter of a millisecond.
    """
    number = crc32(folded.encode()) // WORD_FIELDS
    return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(MARK_LENGTH))


def alike_field(start: str) -> str:
    """Return the field in which the words that begin so are found."""
    return f"{_ALIKE}.{_number(start)}"


def _kept(shown: Any) -> str:
    """Return what is shown as it is kept in a column."""
    return b64encode(json.dumps(shown, ensure_ascii=False).encode()).decode()


def _read_kept(column: Sequence[str]) -> Any:
    return orjson.loads(b64decode(column[0]))


def _labelled(facet: FacetValue) -> str:
    # With its labels, so that what is counted need not be looked up.
    return json.dumps([facet.name, facet.key, dict(facet.labels)], ensure_ascii=False, sort_keys=True)


class _KeptWord(NamedTuple):
    """A word as it is kept with a page: numbers of fields, and what stands in them."""

    meant: str
    spelled: tuple[str, str]
    alike: tuple[str, str] | None


# Most words of a page stand in many others.
@lru_cache(maxsize=65_536)
def _kept_word(word: str) -> _KeptWord:
    folded = fold(word)
    start = beginning(folded)
    return _KeptWord(
        meant=folded if may_be_meant(folded) else "",
        spelled=(str(_number(folded)), f"{word_mark(folded)} {word}"),
        alike=(str(_number(start)), f"{start} {word}") if start else None,
    )


def _by_field(kept: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    fields: defaultdict[str, list[str]] = defaultdict(list)
    for number, value in kept:
        fields[number].append(value)
    return fields


def _number(key: str) -> int:
    return crc32(key.encode()) % WORD_FIELDS


def _suggested(document: PageDocument, terms: DocumentTerms) -> dict[str, str]:
    words = title_words(document.title)
    return {"beginning": words[:LONGEST_BEGINNING], "words": words, "terms": " ".join(terms.title)}


def _shown(document: PageDocument) -> dict[str, Any]:
    facets: dict[str, list[str]] = {}
    for facet in document.all_facets:
        facets.setdefault(facet.name, []).append(facet.key)
    return {
        "title": document.title,
        "url": document.url,
        "type": document.type,
        "language": document.language_code,
        "facets": facets,
    }


def _passages(document: PageDocument, terms: DocumentTerms) -> list[dict[str, Any]]:
    title_lemmas, title_stems = terms.title
    return [
        {
            "ord": number,
            "lemmas": [title_lemmas, title_lemmas, heading_lemmas, lemmas],
            "stems": [title_stems, title_stems, heading_stems, stems],
            "shown": _kept(astuple(passage)),
        }
        for number, (passage, (heading_lemmas, heading_stems, lemmas, stems)) in enumerate(
            zip(document.passages, terms.passages, strict=True)
        )
    ]
