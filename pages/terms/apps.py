from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TermsConfig(AppConfig):
    """The termbase that search and translation use."""

    name = "pages.terms"
    label = "terms"
    verbose_name = _("Glossary")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Note every change of the termbase."""
        from pages.terms import versions  # noqa: PLC0415 - needs the models

        versions.connect()
