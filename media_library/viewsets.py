"""Pages of the admin on which editors keep text tracks."""

from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet

from media_library.forms import TextTrackForm
from media_library.models import TextTrack
from media_library.permissions import editable_media


class TrackPermissionMixin:
    """Checks the permission on the one track; Wagtail's generic views ask only for the permission on any."""

    def get_object(self, *args: Any, **kwargs: Any) -> TextTrack:
        track: TextTrack = super().get_object(*args, **kwargs)  # type: ignore[misc]  # of the view mixed with
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "change", track):  # type: ignore[attr-defined]
            raise PermissionDenied
        return track


class TextTrackIndexView(generic.IndexView):
    """Lists the tracks of the media items that the user may change."""

    def get_base_queryset(self) -> QuerySet[TextTrack]:
        return TextTrack.objects.filter(media__in=editable_media(self.request.user)).select_related("media")


class TextTrackCreateView(generic.CreateView):
    """Adds a track; `?media=` names the media item from whose page the editor came."""

    def get_initial(self) -> dict[str, Any]:
        media_id = self.request.GET.get("media", "")
        return {**super().get_initial(), "media": media_id if media_id.isdecimal() else None}


class TextTrackEditView(TrackPermissionMixin, generic.EditView):
    """Changes a track."""


class TextTrackDeleteView(TrackPermissionMixin, generic.DeleteView):
    """Deletes a track."""


class TextTrackHistoryView(TrackPermissionMixin, HistoryView):
    """Shows who changed a track."""


class TextTrackUsageView(TrackPermissionMixin, UsageView):
    """Shows what refers to a track."""


class TextTrackViewSet(ModelViewSet):
    """Captions, subtitles and descriptions of all media items."""

    model = TextTrack
    name = "text_tracks"
    url_prefix = "text-tracks"
    icon = "openquote"
    menu_label = _("Captions")
    menu_order = 310  # right after wagtailmedia's own
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = TextTrackIndexView
    add_view_class = TextTrackCreateView
    edit_view_class = TextTrackEditView
    delete_view_class = TextTrackDeleteView
    history_view_class = TextTrackHistoryView
    usage_view_class = TextTrackUsageView
    list_display = ["media", "language_code", "kind", "status", "updated_at"]
    list_filter = ["language_code", "kind", "status"]
    search_fields = ["media__title", "label"]
    ordering = ["media__title", "language_code"]

    def get_form_class(self, for_update: bool = False) -> type[TextTrackForm]:  # noqa: ARG002  Wagtail names it
        return TextTrackForm

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Offer none: a track follows the permission to change its media item."""
        return Permission.objects.none()
