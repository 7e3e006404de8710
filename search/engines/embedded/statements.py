"""Parts of SQL statements."""

from collections.abc import Collection


def marks(values: Collection[object]) -> str:
    """Return a question mark for each value."""
    return ", ".join("?" * len(values))
