"""The project's own application."""

from importlib import import_module

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Holds the user model, the commands and the checks of the whole installation."""

    name = "cms"
    verbose_name = "Multimedia Competence Centre"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("cms.checks")  # registers them
