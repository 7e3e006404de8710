"""System checks of the search."""

import sqlite3
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.module_loading import import_string


@register(Tags.compatibility)
def check_engine(*_args: Any, **_kwargs: Any) -> list[CheckMessage]:
    """The engine named in the settings can be imported."""
    try:
        import_string(settings.SEARCH["ENGINE"])
    except (AttributeError, KeyError, ImportError) as error:
        return [
            Error(
                f"The search engine of the setting SEARCH cannot be imported: {error}",
                hint='Set SEARCH["ENGINE"] to "search.engines.embedded.EmbeddedEngine" or another engine\'s class.',
                id="search.E001",
            )
        ]
    return []


@register(Tags.compatibility)
def check_fts5(*_args: Any, **_kwargs: Any) -> list[CheckMessage]:
    """SQLite can search, if the embedded engine is used."""
    if ".embedded." not in getattr(settings, "SEARCH", {}).get("ENGINE", "") or has_fts5():
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} of this Python has no FTS5, which the embedded search engine needs.",
            hint="Use a Python whose sqlite3 is compiled with FTS5 (that of Debian is), or another search engine.",
            id="search.E002",
        )
    ]


def has_fts5() -> bool:
    """Say whether full-text tables can be made."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
        except sqlite3.OperationalError:
            return False
    return True
