"""Who may read a file: one policy, named in the settings, is asked before any byte is served."""

from collections.abc import Callable
from functools import cache
from typing import Any, Protocol, TypeAlias

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string
from wagtail.models import CollectionViewRestriction
from wagtail.permissions import policy_registry

from media_library.models import Document, Image, MediaItem

ReadableFile: TypeAlias = Image | Document | MediaItem
Reader: TypeAlias = AbstractBaseUser | AnonymousUser


class AccessPolicy(Protocol):
    """The rule by which readers are let to a file."""

    def can_read(self, user: Reader, obj: ReadableFile) -> bool:
        """Tell whether this reader may read this file."""
        ...


class CollectionAccessPolicy:
    """The restrictions of the file's collection and of every collection above it.

    A collection with a shared password is closed to readers: only a browser session can
    hold such a password, and captions, search hits and API clients have none.
    """

    def can_read(self, user: Reader, obj: ReadableFile) -> bool:
        """Tell whether this reader meets every restriction."""
        if getattr(user, "is_superuser", False):
            return True
        restrictions = obj.collection.get_view_restrictions()
        return all(_meets(user, restriction) for restriction in restrictions)


def _meets(user: Reader, restriction: CollectionViewRestriction) -> bool:
    if not user.is_authenticated or restriction.restriction_type == restriction.PASSWORD:
        return False
    if restriction.restriction_type == restriction.LOGIN:
        return True
    return bool(restriction.groups.filter(user=user).exists())


class FileReader(Protocol):
    """A reader who is no account: an app that holds a token."""

    def can_read(self, obj: ReadableFile) -> bool:
        """Tell whether this reader may read this file."""
        ...


class CredentialsRefusedError(Exception):
    """Credentials that open nothing; the request is not answered as if it carried none."""

    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__("the credentials were refused")
        self.response = response


ReaderAuthentication: TypeAlias = Callable[[HttpRequest], FileReader | None]


@cache
def get_reader_authentication() -> ReaderAuthentication:
    """Return what knows the readers by their credentials, `MEDIA_LIBRARY["READER_AUTHENTICATION"]`.

    It returns None for a request without credentials of its kind, and raises `CredentialsRefusedError`.
    """
    name = settings.MEDIA_LIBRARY.get("READER_AUTHENTICATION")
    return import_string(name) if name else _nobody


def _nobody(_request: HttpRequest) -> None:
    return None


@cache
def get_access_policy() -> AccessPolicy:
    """Return the policy named in `MEDIA_LIBRARY["ACCESS_POLICY"]`."""
    policy: AccessPolicy = import_string(settings.MEDIA_LIBRARY["ACCESS_POLICY"])()
    return policy


@receiver(setting_changed, dispatch_uid="media_library.access")
def on_setting_changed(setting: str, **_kwargs: Any) -> None:
    """Forget what was loaded when a test changes the settings."""
    if setting == "MEDIA_LIBRARY":
        get_access_policy.cache_clear()
        get_reader_authentication.cache_clear()


def is_public(obj: ReadableFile) -> bool:
    """Tell whether everyone may read the file."""
    return get_access_policy().can_read(AnonymousUser(), obj)


def can_read(user: Reader, obj: ReadableFile) -> bool:
    """Tell whether the reader may read the file, or works with it as an editor."""
    return get_access_policy().can_read(user, obj) or is_editor_of(user, obj)


def is_editor_of(user: Reader, obj: ReadableFile) -> bool:
    """Tell whether the user may choose or change the file, and so sees it in the admin."""
    if not user.is_authenticated:
        return False
    policy = policy_registry.get_by_type(type(obj))
    return bool(policy.user_has_any_permission_for_instance(user, ["choose", "change"], obj))
