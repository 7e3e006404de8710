"""What is read of the mined terms."""

from collections.abc import Collection

from pages.memory.models import MinedTerm


def translations_of(terms: Collection[str], language_code: str) -> list[MinedTerm]:
    """Return what terms of a language are called in the others, the surest first.

    Asked of the database each time: a query has few words, and a table in memory would cost each process as much as
    the index itself.
    """
    found = MinedTerm.objects.filter(table__in_use=True, source_language=language_code, source_term__in=terms)
    return list(found.order_by("-score", "target_term"))
