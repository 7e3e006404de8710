"""What the media library adds to Wagtail's admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from media_library.models import TextTrack
from media_library.permissions import TextTrackPermissionPolicy
from media_library.viewsets import TextTrackViewSet

register_permission_policy(TextTrack, TextTrackPermissionPolicy(TextTrack))


@hooks.register("register_admin_viewset")
def register_text_tracks() -> TextTrackViewSet:
    """Register the pages on which captions are edited."""
    return TextTrackViewSet()
