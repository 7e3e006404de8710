"""What is read of the mined terms."""

from collections.abc import Collection
from typing import Final, NamedTuple

from django.db import connection

from pages.memory.models import MinedTerm, TermTable

# Asked with every search: the ORM takes twenty times as long to put it together as the database to answer it.
_TRANSLATIONS: Final = (
    "SELECT source_term, target_language, target_term, written, score "  # noqa: S608 - no input
    f"FROM {MinedTerm._meta.db_table} AS mined JOIN {TermTable._meta.db_table} AS mining ON mining.id = mined.table_id "
    "WHERE mining.in_use AND source_language = %s AND source_term IN ({marks}) ORDER BY score DESC, target_term"
)


class LearntTranslation(NamedTuple):
    """What a term is called in another language, there as a term and as written, and how sure that is."""

    source_term: str
    target_language: str
    target_term: str
    written: str
    score: float


def translations_of(terms: Collection[str], language_code: str) -> list[LearntTranslation]:
    """Return what terms of a language are called in the others, the surest first.

    Asked of the database each time: a query has few words, and a table in memory would cost each process as much as
    the index itself.
    """
    if not terms:
        return []
    statement = _TRANSLATIONS.format(marks=", ".join(["%s"] * len(terms)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [language_code, *terms])
        return [LearntTranslation(*row) for row in cursor.fetchall()]
