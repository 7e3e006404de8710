"""The tables of an index file."""

import sqlite3
from uuid import uuid4

from pages.language.morphology import analyser_version

# Raise when any table or the meaning of a column changes: an index of another version is rebuilt.
SCHEMA_VERSION = "7"

_SHARED = """
CREATE TABLE state (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE partition (scope TEXT, language TEXT, PRIMARY KEY (scope, language)) WITHOUT ROWID;
CREATE TABLE page (
    page_id INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL,
    audience INTEGER NOT NULL,
    public INTEGER NOT NULL,
    language TEXT NOT NULL,
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    published INTEGER NOT NULL,
    facets TEXT NOT NULL,
    digest TEXT NOT NULL
);
CREATE INDEX page_language ON page (language, public);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    anchor TEXT NOT NULL,
    url TEXT NOT NULL
);
"""

# Pages without stored lengths: FTS5 then ranks them with b 0 and k1 .3, to which the factor of
# the page adds a gentle preference for short ones. Passages keep the default b .75, k1 1.2.
# Contentless, since the terms are needed only to delete them, and are then made again from the texts.
# `page.facets` has the keys of a page's values by facet; their labels are in `facet_values`.
# `forms` are the folded words that a misspelt one may mean, and `deletions` the keys of
# `search.spelling` that lead to them, some 25 a word: as a full-text index they are written
# in half of the time that a row each takes. By their beginnings cognates are found. Only `words` knows which audiences
# have a word, and by its terms which forms of it the texts have, so that these are not analysed again to be marked.
# `titles` are what is suggested to who types. Its rows are numbered by the time of publishing
# (`search.engines.embedded.title_numbers`), so that the last published come first without being sorted.
_PARTITION = """
CREATE VIRTUAL TABLE {pages} USING fts5(
    title_l, title_s, heading_l, heading_s, body_l, body_s,
    content='', columnsize=0, tokenize="unicode61 remove_diacritics 0 tokenchars '|'"
);
CREATE VIRTUAL TABLE {passages} USING fts5(
    title_l, title_s, heading_l, heading_s, body_l, body_s,
    content='', tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE {terms} USING fts5vocab({pages}, 'row');
CREATE TABLE {meta} (
    page_id INTEGER PRIMARY KEY,
    audience INTEGER NOT NULL,
    factor REAL NOT NULL,
    published INTEGER NOT NULL,
    translation INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    facets BLOB NOT NULL
);
CREATE TABLE {facet_values} (
    id INTEGER PRIMARY KEY, name TEXT, key TEXT, labels TEXT NOT NULL, UNIQUE (name, key)
);
CREATE TABLE {words} (
    folded TEXT, surface TEXT, audience INTEGER, pages INTEGER NOT NULL, lemma TEXT NOT NULL, stem TEXT NOT NULL,
    PRIMARY KEY (folded, surface, audience)
) WITHOUT ROWID;
CREATE INDEX {words}_lemma ON {words} (lemma);
CREATE INDEX {words}_stem ON {words} (stem) WHERE stem != lemma;
CREATE TABLE {forms} (id INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE, beginning TEXT NOT NULL);
CREATE INDEX {forms}_beginning ON {forms} (beginning);
CREATE VIRTUAL TABLE {deletions} USING fts5(
    keys, content='', columnsize=0, detail=none, tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE {titles} USING fts5(
    words, terms, content='', columnsize=0, prefix='1 2 3 4', tokenize="unicode61 remove_diacritics 0"
);
"""


def create_schema(connection: sqlite3.Connection) -> None:
    """Make the tables of an empty index whose cursor stands at the beginning."""
    connection.executescript(_SHARED)
    state = {"schema": SCHEMA_VERSION, "analyser": analyser_version(), "cursor": 0, "content": new_content()}
    connection.executemany("INSERT INTO state VALUES (?, ?)", state.items())


def new_content() -> str:
    """Return a name for what the index holds after a change: no other state of it, or of a copy, has the same."""
    return uuid4().hex


def partition_statements(names: dict[str, str]) -> list[str]:
    """Return the statements that make the tables of one partition."""
    return [statement for statement in _PARTITION.format(**names).split(";\n") if statement.strip()]


def outdated(connection: sqlite3.Connection) -> str:
    """Return why an index must be rebuilt; an empty string when it need not."""
    state = dict(connection.execute("SELECT key, value FROM state").fetchall())
    if state.get("schema") != SCHEMA_VERSION:
        return f"schema {state.get('schema')}, now {SCHEMA_VERSION}"
    if state.get("analyser") != analyser_version():
        return f"analyser {state.get('analyser')}, now {analyser_version()}"
    return ""
