"""MATCH expressions of FTS5 from analysed queries. Terms are letters and digits, so quoting is safe."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search.query_terms import AnalysedPhrase, AnalysedQuery, AnalysedWord

# Columns of lemmas, columns of stems.
_ANYWHERE = ("{title_l heading_l body_l}", "{title_s heading_s body_s}")
_IN_TITLE = ("{title_l}", "{title_s}")


@dataclass(frozen=True, slots=True)
class Match:
    """An expression, and how many times what matches it counts."""

    expression: str
    weight: int = 1


def page_matches(query: AnalysedQuery) -> list[Match]:
    """Return what a page must match: all phrases, else any word, and nothing left out.

    Its score is the sum of what it has in each.
    """
    required = [*map(_phrase, query.phrases), *(_phrase(phrase, _IN_TITLE) for phrase in query.titles)]
    matches = list(map(_weighed, query.words))
    if required:
        # The words only rank among the pages that have the phrases. FTS5 has no weights of terms, but counts one that
        # is repeated as often as it stands there.
        wanted = [word_match(word) for word in query.words for _ in range(word.weight)]
        matches = [Match(f"({' AND '.join(required)}) AND ({' OR '.join([*required, *wanted])})")]
    excluded = [*map(_phrase, query.excluded), *(_phrase(phrase, _IN_TITLE) for phrase in query.excluded_titles)]
    return [replace(match, expression=_without(excluded, match.expression)) for match in matches]


def passage_matches(words: Sequence[AnalysedWord], phrases: Sequence[AnalysedPhrase]) -> list[Match]:
    """Return what a passage may match: any word or phrase."""
    return [*(Match(_phrase(phrase)) for phrase in phrases), *map(_weighed, words)]


def either(terms: Iterable[str]) -> str:
    """Return what matches any of these terms in any column."""
    return " OR ".join(f'"{term}"' for term in terms)


def word_match(word: AnalysedWord) -> str:
    """Return what matches a word in any of its forms, or a phrase that counts as it."""
    return _in_columns(
        either([*sorted(word.lemmas), *(" ".join(terms.lemma for terms in row) for row in word.phrases)]),
        either([*sorted(word.stems), *(" ".join(terms.stem for terms in row) for row in word.phrases)]),
    )


def _weighed(word: AnalysedWord) -> Match:
    return Match(word_match(word), word.weight)


def _without(excluded: Sequence[str], expression: str) -> str:
    # Side by side: FTS5 does not read parentheses a hundred deep.
    return f"({expression}) NOT ({' OR '.join(excluded)})" if excluded else expression


def _phrase(phrase: AnalysedPhrase, columns: tuple[str, str] = _ANYWHERE) -> str:
    return _in_columns(
        either(" ".join(terms.lemma for terms in row) for row in phrase.spellings),
        either(" ".join(terms.stem for terms in row) for row in phrase.spellings),
        columns,
    )


def _in_columns(lemmas: str, stems: str, columns: tuple[str, str] = _ANYWHERE) -> str:
    of_lemmas, of_stems = columns
    return f"({of_lemmas} : ({lemmas}) OR {of_stems} : ({stems}))"
