"""Start of the media library."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaLibraryConfig(AppConfig):
    """Register the checks and the signal handlers."""

    name = "media_library"
    verbose_name = _("Media library")

    def ready(self) -> None:
        """Import what registers itself."""
        from media_library import checks, signal_handlers  # noqa: F401, PLC0415  (need the models)
