"""The site search as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pages.language.dictionaries import use_directory
from search.conf import dictionaries_directory


class SearchConfig(AppConfig):
    """Indexes publications and finds them; has no tables in the database."""

    name = "search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        import_module("search.checks")  # registers the checks
        use_directory(dictionaries_directory())
