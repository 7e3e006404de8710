"""The forms that words have in pages, by their terms: what is shown is marked by them, so that none of it is analysed.

Public matter has an index of its own, as pages have. A form stays when the last page that has it goes: it marks nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final

from pages.language.morphology import terms_of
from search.engines.elasticsearch.bulk import send
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.generations import PUBLIC, forms_home, language_of, writing_name
from search.engines.elasticsearch.query import columns
from search.engines.elasticsearch.schema import LONGEST_FORM, RESULT_WINDOW
from search.found_words import QueryForms

#: Forms that a process remembers to have written, some 20 MB.
MOST_REMEMBERED: Final = 200_000
WRITTEN_AT_ONCE: Final = 5_000

#: By where pages are kept: the words that they have.
Words = Mapping[str, Set[str]]


@dataclass(slots=True)
class FormsWritten:
    """The forms that a process has written to the indexes of a generation, which need not be written with each page."""

    _generation: str = ""
    _forms: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def write(self, cluster: Cluster, generation: str, words: Words) -> None:
        """Write forms that are new so that they are found when this returns."""
        if generation != self._generation or sum(map(len, self._forms.values())) > MOST_REMEMBERED:
            self._generation, self._forms = generation, defaultdict(set)
        # Who may read more than what is public is told of the forms of both.
        for home in sorted(words):
            language = language_of(home)
            new = words[home] - self._forms[f"{PUBLIC}-{language}"] - self._forms[home]
            if new:
                self._send(cluster, writing_name(cluster, generation, forms_home(home)), _sources(new, language))
                self._forms[home] |= new

    @staticmethod
    def _send(cluster: Cluster, index: str, sources: Iterable[dict[str, Any]]) -> None:
        actions = ({"_op_type": "create", "_index": index, **source} for source in sources)
        for _refused in send(cluster, actions, WRITTEN_AT_ONCE, refresh=True):
            pass  # a form too strange to be kept is not marked


def forms_body(marked: Mapping[str, QueryForms]) -> dict[str, Any]:
    """Return the body of a search for the forms that words of queries have, by language."""
    terms = sorted(_key(language, term) for language, forms in marked.items() for term in forms.terms)
    return {
        "query": {"constant_score": {"filter": {"terms": {"terms": terms}}}},
        "sort": ["_doc"],
        "track_total_hits": False,
        "size": RESULT_WINDOW,
        **columns("form"),
    }


def read_forms(response: Mapping[str, Any], marked: Mapping[str, QueryForms]) -> dict[str, dict[str, int]]:
    """Return the forms found, by language, each with which word of the query it is."""
    found: dict[str, dict[str, int]] = {language: {} for language in marked}
    for hit in response.get("hits", {}).get("hits", ()):
        language, form, lemma, stem = hit["fields"]["form"][0].split(" ")
        number = marked[language].number(lemma, stem)
        if number is not None:
            found[language][form] = number
    return found


def _sources(forms: Iterable[str], language: str) -> Iterator[dict[str, Any]]:
    kept = sorted(form for form in forms if len(form) <= LONGEST_FORM)
    for form, (lemma, stem) in zip(kept, terms_of(kept, language), strict=True):
        yield {
            "_id": _key(language, form),
            "terms": [_key(language, term) for term in {lemma, stem}],
            "form": f"{language} {form} {lemma} {stem}",
        }


def _key(language: str, word: str) -> str:
    return f"{language} {word}"
