"""Who may edit text tracks: those who may change the media item they belong to."""

# ruff: noqa: ARG002  Wagtail asks by action; here each action is one and the same permission.

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry

from media_library.access import Reader
from media_library.models import MediaItem, TextTrack


def editable_media(user: Reader) -> QuerySet[MediaItem]:
    """Return the media items that the user may change."""
    media: QuerySet[MediaItem] = policy_registry.get_by_type(MediaItem).instances_user_has_permission_for(
        user, "change"
    )
    return media


class TextTrackPermissionPolicy(BasePermissionPolicy):
    """Every action on a track is a change of its media item; tracks have no permissions of their own."""

    def user_has_permission(self, user: Reader, action: str) -> bool:
        return bool(policy_registry.get_by_type(MediaItem).user_has_permission(user, "change"))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[AbstractBaseUser]:
        users: QuerySet[AbstractBaseUser] = policy_registry.get_by_type(MediaItem).users_with_permission("change")
        return users

    def user_has_permission_for_instance(self, user: Reader, action: str, instance: TextTrack) -> bool:
        policy = policy_registry.get_by_type(MediaItem)
        return bool(policy.user_has_permission_for_instance(user, "change", instance.media))

    def instances_user_has_any_permission_for(self, user: Reader, actions: Iterable[str]) -> QuerySet[TextTrack]:
        return TextTrack.objects.filter(media__in=editable_media(user))

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: TextTrack
    ) -> QuerySet[AbstractBaseUser]:
        policy = policy_registry.get_by_type(MediaItem)
        users: QuerySet[AbstractBaseUser] = policy.users_with_permission_for_instance("change", instance.media)
        return users
