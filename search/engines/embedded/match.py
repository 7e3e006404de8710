"""MATCH expressions of FTS5 from analysed queries. Terms are letters and digits, so quoting is safe."""

from collections.abc import Iterable, Sequence

from search.query_terms import AnalysedPhrase, AnalysedQuery, AnalysedWord

# Columns of lemmas, columns of stems.
_ANYWHERE = ("{title_l heading_l body_l}", "{title_s heading_s body_s}")
_IN_TITLE = ("{title_l}", "{title_s}")


def page_match(query: AnalysedQuery) -> str:
    """Return what a page must match: all phrases, else any word, and nothing left out."""
    required = [*map(_phrase, query.phrases), *(_phrase(phrase, _IN_TITLE) for phrase in query.titles)]
    wanted = [word_match(word) for word in query.words]
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
    return " OR ".join([*map(_phrase, phrases), *map(word_match, words)])


def word_match(word: AnalysedWord) -> str:
    """Return what matches a word in any of its forms."""
    return _either([f'"{term}"' for term in sorted(word.lemmas)], [f'"{term}"' for term in sorted(word.stems)])


def _phrase(phrase: AnalysedPhrase, columns: tuple[str, str] = _ANYWHERE) -> str:
    return _either(
        [_quoted(terms.lemma for terms in row) for row in phrase.spellings],
        [_quoted(terms.stem for terms in row) for row in phrase.spellings],
        columns,
    )


def _quoted(terms: Iterable[str]) -> str:
    return f'"{" ".join(terms)}"'


def _either(lemmas: Sequence[str], stems: Sequence[str], columns: tuple[str, str] = _ANYWHERE) -> str:
    of_lemmas, of_stems = columns
    return f"({of_lemmas} : ({' OR '.join(lemmas)}) OR {of_stems} : ({' OR '.join(stems)}))"
