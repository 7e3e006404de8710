"""The site search as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pages.language.dictionaries import use_directory
from search.conf import dictionaries_directory


class SearchConfig(AppConfig):
    """Indexes publications and finds them; its tables hold what editors add and what visitors searched for."""

    name = "search"
    label = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("search.checks")  # registers the checks
        from search import curation  # noqa: PLC0415 - needs the models

        curation.connect()
        use_directory(dictionaries_directory())
