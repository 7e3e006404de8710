"""Settings and fields of the indexes."""

from typing import Any

from pages.language.morphology import analyser_version
from search.query import DEEPEST

# Raise when any field or its meaning changes: an index of another version is rebuilt.
SCHEMA_VERSION = "7"
# Elasticsearch's own limits, stated because answers and documents are cut to them.
RESULT_WINDOW = DEEPEST
MOST_PASSAGES = 10_000
# Words lie in as many fields by a hash of the folded word, so that counting the spellings of one
# touches few others, and in a field under a mark of so many letters by the rest of the hash.
WORD_FIELDS = 64
MARK_LENGTH = 3
LONGEST_WORD = 256
# A form is the key of its document, which has at most 512 bytes.
LONGEST_FORM = 100
# Of a title that is suggested: nobody types as much before he sees it.
LONGEST_BEGINNING = 256
MOST_PREFIX_LETTERS = 10

_KEYWORD = {"type": "keyword"}
_WORD = {"type": "keyword", "ignore_above": LONGEST_WORD}
# JSON in a column of its own: it is fetched without unpacking the whole of a long document.
_KEPT_TO_SHOW = {"type": "binary", "doc_values": True}
# Terms come ready from our own analysis. With k1 .3 and b 0 a page is ranked as by the embedded
# engine; its length counts by `factor` only.
_PAGE_TERMS = {"type": "text", "analyzer": "whitespace", "similarity": "page", "norms": False}
_TITLE_TERMS = _PAGE_TERMS
_PASSAGE_TERMS = {"type": "text", "analyzer": "whitespace"}

STATE_MAPPINGS: dict[str, Any] = {"dynamic": False}

PAGE_MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    # What is shown is kept in columns; all the rest can be made again from the publications.
    "_source": {"enabled": False},
    "properties": {
        "page": {"type": "long"},
        "audience": {"type": "long", "store": True},
        "digest": {"type": "keyword", "index": False},
        "translation": {"type": "long"},
        "published": {"type": "long"},
        "factor": {"type": "double"},
        "passage_count": {"type": "integer"},
        "facet_keys": _KEYWORD,
        "facets": _KEYWORD,
        "lemmas": _PAGE_TERMS,
        "stems": _PAGE_TERMS,
        "title": {"properties": {"lemmas": _TITLE_TERMS, "stems": _TITLE_TERMS}},
        # Folded words that may be meant by a misspelt one, for the suggester.
        "meant": _WORD,
        # The words again, by how they begin, for cognates.
        "alike": {"properties": {str(number): _WORD for number in range(WORD_FIELDS)}},
        "words": {"properties": {str(number): _WORD for number in range(WORD_FIELDS)}},
        "suggested": {
            "properties": {
                "beginning": _KEYWORD,
                "words": {
                    "type": "text",
                    "analyzer": "whitespace",
                    "norms": False,
                    "index_prefixes": {"min_chars": 1, "max_chars": MOST_PREFIX_LETTERS},
                },
                "terms": {"type": "text", "analyzer": "whitespace", "norms": False},
            }
        },
        "shown": _KEPT_TO_SHOW,
        "p": {
            "type": "nested",
            "properties": {
                "ord": {"type": "integer"},
                "lemmas": _PASSAGE_TERMS,
                "stems": _PASSAGE_TERMS,
                "shown": _KEPT_TO_SHOW,
            },
        },
    },
}


FORM_MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        # Each with its language, as all languages lie in one index.
        "terms": {"type": "keyword", "doc_values": False},
        "form": {"type": "keyword", "index": False},
    },
}


def form_settings(replicas: int) -> dict[str, Any]:
    """Return the settings of an index of forms."""
    return {"number_of_shards": 1, "number_of_replicas": replicas, "refresh_interval": "-1"}


def page_settings(replicas: int) -> dict[str, Any]:
    """Return the settings of an index of pages: one shard, since several would rank apart."""
    return {
        "number_of_shards": 1,
        "number_of_replicas": replicas,
        # What is written shows when its batch is whole.
        "refresh_interval": "-1",
        "max_result_window": RESULT_WINDOW,
        "mapping.nested_objects.limit": MOST_PASSAGES,
        "store.stats_refresh_interval": "0s",
        # A worker that was held up for as long, between looking where a page is and writing it, does not bring back what
        # another has deleted meanwhile.
        "gc_deletes": "1h",
        "similarity": {"page": {"type": "BM25", "k1": 0.3, "b": 0.0}},
    }


def state_settings(replicas: int) -> dict[str, Any]:
    """Return the settings of the index of states."""
    return {"number_of_shards": 1, "number_of_replicas": replicas}


def reason_outdated(schema: str, analyser: str) -> str:
    """Return why an index of these versions must be rebuilt; an empty string when it need not."""
    if schema != SCHEMA_VERSION:
        return f"schema {schema}, now {SCHEMA_VERSION}"
    if analyser != analyser_version():
        return f"analyser {analyser}, now {analyser_version()}"
    return ""
