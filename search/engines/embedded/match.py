"""MATCH expressions of FTS5 from analysed queries. Terms are letters and digits, so quoting is safe."""

from collections.abc import Iterable, Sequence

from search.query_terms import AnalysedPhrase, AnalysedQuery, AnalysedWord

_LEMMAS = "{title_l heading_l body_l}"
_STEMS = "{title_s heading_s body_s}"


def page_match(query: AnalysedQuery) -> str:
    """Return what a page must match: all phrases, else any word, and nothing left out."""
    required = [_phrase(phrase) for phrase in query.phrases]
    wanted = [_word(word) for word in query.words]
    if required:
        # The words only rank among the pages that have the phrases.
        expression = f"({' AND '.join(required)}) AND ({' OR '.join([*required, *wanted])})"
    else:
        expression = " OR ".join(wanted)
    for phrase in query.excluded:
        expression = f"({expression}) NOT {_phrase(phrase)}"
    return expression


def passage_match(words: Sequence[AnalysedWord], phrases: Sequence[AnalysedPhrase]) -> str:
    """Return what a passage may match: any word or phrase."""
    return " OR ".join([*map(_phrase, phrases), *map(_word, words)])


def _word(word: AnalysedWord) -> str:
    return _either([f'"{term}"' for term in sorted(word.lemmas)], [f'"{term}"' for term in sorted(word.stems)])


def _phrase(phrase: AnalysedPhrase) -> str:
    return _either(
        [_quoted(terms.lemma for terms in row) for row in phrase.spellings],
        [_quoted(terms.stem for terms in row) for row in phrase.spellings],
    )


def _quoted(terms: Iterable[str]) -> str:
    return f'"{" ".join(terms)}"'


def _either(lemmas: Sequence[str], stems: Sequence[str]) -> str:
    return f"({_LEMMAS} : ({' OR '.join(lemmas)}) OR {_STEMS} : ({' OR '.join(stems)}))"
