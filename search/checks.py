"""System checks of the search."""

import sqlite3
from contextlib import closing
from pathlib import Path
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


@register(Tags.security)
def check_elasticsearch(*_args: Any, **_kwargs: Any) -> list[CheckMessage]:
    """A key for Elasticsearch does not travel in the clear, and the certificate named is there."""
    search = getattr(settings, "SEARCH", {})
    if ".elasticsearch." not in search.get("ENGINE", ""):
        return []
    options = search.get("OPTIONS", {})
    messages: list[CheckMessage] = []
    if options.get("api_key") and not all(host.startswith("https://") for host in options["hosts"]):
        messages.append(
            Error(
                "The API key of Elasticsearch would be sent without encryption.",
                hint="Let every address in ELASTICSEARCH_URL begin with https://, or set no ELASTICSEARCH_API_KEY.",
                id="search.E003",
            )
        )
    ca_file = options.get("ca_file")
    if ca_file and not Path(ca_file).is_file():
        messages.append(
            Error(
                f"There is no certificate of an authority at {ca_file}.",
                hint="Let ELASTICSEARCH_CA_FILE name a PEM file, or leave it out if a public authority signed.",
                id="search.E004",
            )
        )
    return messages


def has_fts5() -> bool:
    """Say whether full-text tables can be made."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
        except sqlite3.OperationalError:
            return False
    return True
