"""Start of the media library."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaLibraryConfig(AppConfig):
    """Register the checks and the signal handlers."""

    name = "media_library"
    verbose_name = _("Media library")

    def ready(self) -> None:
        """Import what registers itself."""
        from wagtail.models import ReferenceIndex  # noqa: PLC0415

        from media_library import checks, signal_handlers  # noqa: F401, PLC0415  (need the models)
        from media_library.models import MediaItem  # noqa: PLC0415

        # Wagtail's own file models are indexed by their apps; without it nobody knows which videos show a poster.
        ReferenceIndex.register_model(MediaItem)
