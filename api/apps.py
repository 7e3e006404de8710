"""The app of the API."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The read API for external apps."""

    name = "api"
    label = "api"
    verbose_name = _("API")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import what registers itself."""
        from api import checks  # noqa: F401, PLC0415  (needs the settings)
        from api.webhooks import site_changes  # noqa: PLC0415  (needs the models)

        site_changes.connect()
