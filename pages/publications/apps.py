"""The app of publications."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    """Publications: what readers see, written with the act that changes it."""

    name = "pages.publications"
    label = "publications"
    verbose_name = _("Publications")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Start to mark what changes and to write it before each commit."""
        from pages.publications import (  # noqa: PLC0415 - needs all models
            checks,  # noqa: F401 - registers itself
            collection_moves,
            commit,
            signal_handlers,
            translation_handlers,
        )

        connection_created.connect(commit.install, dispatch_uid="publications.commit")
        commit.install_on_open_connections()
        signal_handlers.connect()
        collection_moves.connect()
        translation_handlers.connect()
