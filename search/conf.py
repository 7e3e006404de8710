"""The engine named in the settings.

SEARCH = {
    "ENGINE": "search.engines.embedded.EmbeddedEngine",
    "OPTIONS": {"path": DATA_DIR / "search" / "embedded.sqlite3"},
    "DICTIONARIES": DATA_DIR / "dictionaries",
}

Or "search.engines.elasticsearch.ElasticsearchEngine" with the options hosts, prefix, api_key, ca_file and replicas.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from search.engines.base import SearchEngine


@lru_cache(maxsize=1)
def search_engine() -> SearchEngine:
    """Return the one engine of this process."""
    engine: SearchEngine = import_string(settings.SEARCH["ENGINE"])(**settings.SEARCH.get("OPTIONS", {}))
    return engine


def dictionaries_directory() -> Path:
    """Return the folder where the dictionaries of the languages are kept."""
    return Path(settings.SEARCH["DICTIONARIES"])


def on_setting_changed(*, setting: str, **_kwargs: object) -> None:
    """Forget the engine when a test changes the settings."""
    if setting == "SEARCH":
        search_engine.cache_clear()


setting_changed.connect(on_setting_changed)
