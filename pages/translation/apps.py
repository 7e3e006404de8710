"""Translation of pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    """Translation of pages."""

    name = "pages.translation"
    label = "translation"
    verbose_name = _("Translation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Mirror view restrictions, make addresses of titles, and check what is published."""
        from pages.translation import addresses, publishing, signal_handlers  # noqa: PLC0415 - need all models

        addresses.connect()
        signal_handlers.connect()
        publishing.install()
