"""MATCH expressions of FTS5 from analysed queries. Terms are letters and digits, so quoting is safe."""

from collections.abc import Iterable, Sequence

from search.query_terms import AnalysedPhrase, AnalysedQuery, AnalysedWord

# Columns of lemmas, columns of stems.
_ANYWHERE = ("{title_l heading_l body_l}", "{title_s heading_s body_s}")
_IN_TITLE = ("{title_l}", "{title_s}")


def page_match(query: AnalysedQuery) -> str:
    """Return what a page must match: all phrases, else any word, and nothing left out."""
    required = [*map(_phrase, query.phrases), *(_phrase(phrase, _IN_TITLE) for phrase in query.titles)]
    wanted = _weighted(query.words)
    if required:
        # The words only rank among the pages that have the phrases.
        expression = f"({' AND '.join(required)}) AND ({' OR '.join([*required, *wanted])})"
    else:
        expression = " OR ".join(wanted)
    excluded = [*map(_phrase, query.excluded), *(_phrase(phrase, _IN_TITLE) for phrase in query.excluded_titles)]
    for unwanted in excluded:
        expression = f"({expression}) NOT {unwanted}"
    return expression


def passage_match(words: Sequence[AnalysedWord], phrases: Sequence[AnalysedPhrase]) -> str:
    """Return what a passage may match: any word or phrase."""
    return " OR ".join([*map(_phrase, phrases), *_weighted(words)])


def either(terms: Iterable[str]) -> str:
    """Return what matches any of these terms in any column."""
    return " OR ".join(f'"{term}"' for term in terms)


def word_match(word: AnalysedWord) -> str:
    """Return what matches a word in any of its forms, or a phrase that counts as it."""
    return _in_columns(
        either([*sorted(word.lemmas), *(" ".join(terms.lemma for terms in row) for row in word.phrases)]),
        either([*sorted(word.stems), *(" ".join(terms.stem for terms in row) for row in word.phrases)]),
    )


def _weighted(words: Sequence[AnalysedWord]) -> list[str]:
    # FTS5 has no weights of terms, but counts one that is repeated as often as it stands there.
    return [word_match(word) for word in words for _ in range(word.weight)]


def _phrase(phrase: AnalysedPhrase, columns: tuple[str, str] = _ANYWHERE) -> str:
    return _in_columns(
        either(" ".join(terms.lemma for terms in row) for row in phrase.spellings),
        either(" ".join(terms.stem for terms in row) for row in phrase.spellings),
        columns,
    )


def _in_columns(lemmas: str, stems: str, columns: tuple[str, str] = _ANYWHERE) -> str:
    of_lemmas, of_stems = columns
    return f"({of_lemmas} : ({lemmas}) OR {of_stems} : ({stems}))"
