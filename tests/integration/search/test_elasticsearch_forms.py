"""The forms of words in Elasticsearch, by which what was found is marked."""

import pytest

from search.engines.elasticsearch import ElasticsearchEngine, forms
from search.engines.elasticsearch.schema import LONGEST_FORM
from search.query import Reader
from tests.contract.search_index import MEMBER, OUTSIDER, ask, found, page, put, restricted


def _best(engine: ElasticsearchEngine, text: str, reader: Reader = OUTSIDER) -> str:
    return ask(engine, text, reader).hits[0].passages[0].html


def test_words_are_marked_in_any_form_whoever_wrote_the_page(
    elasticsearch: ElasticsearchEngine, elasticsearch_url: str, index_prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ElasticsearchEngine([elasticsearch_url], prefix=index_prefix)
    elasticsearch.apply([page(1, "Jeden", "Uchwyt elektrody.")], 1)
    other.apply([page(2, "Dwa", "Dwie elektrody i ośrodki.", sequence=2)], 2)
    other.close()
    elasticsearch.apply([restricted(page(3, "Trzy", "Elektrody gaszone.", sequence=3))], 3)
    assert _best(elasticsearch, "dwie elektroda") == "<mark>Dwie elektrody</mark> i ośrodki."
    # A form of restricted matter alone, and one that public matter has too.
    assert _best(elasticsearch, "gaszony", MEMBER) == "Elektrody <mark>gaszone</mark>."
    monkeypatch.setattr(forms, "MOST_REMEMBERED", 0)
    elasticsearch.apply([page(1, "Jeden", "Uchwyty elektrodami.", sequence=4)], 4)
    assert _best(elasticsearch, "uchwyt elektroda") == "<mark>Uchwyty elektrodami</mark>."


def test_a_form_too_long_to_be_a_key_is_found_unmarked(elasticsearch: ElasticsearchEngine) -> None:
    longest, longer = "ż" * LONGEST_FORM, "ł" * (LONGEST_FORM + 1)
    put(elasticsearch, page(1, "Jeden", longest), page(2, "Dwa", longer))
    assert _best(elasticsearch, longest) == f"<mark>{longest}</mark>"
    assert found(ask(elasticsearch, longer)) == [2]
