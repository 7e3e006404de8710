"""Configuration errors that are told at start, not to a reader."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string


@checks.register()
def check_access_policy(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Check that the access policy exists: without it no file could be served."""
    hint = (
        'Set MEDIA_LIBRARY = {"ACCESS_POLICY": "media_library.access.CollectionAccessPolicy"} '
        "or name a class with a method can_read(user, obj)."
    )
    name = getattr(settings, "MEDIA_LIBRARY", {}).get("ACCESS_POLICY", "")
    try:
        policy = import_string(name)
    except ImportError as error:
        message = f"The access policy {name!r} cannot be imported: {error}"
        return [checks.Error(message, hint=hint, id="media_library.E001")]
    if not callable(getattr(policy, "can_read", None)):
        message = f"The access policy {name!r} has no method can_read."
        return [checks.Error(message, hint=hint, id="media_library.E001")]
    return []


@checks.register()
def check_reader_authentication(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Check that what knows readers by their credentials exists, where one is named."""
    name = getattr(settings, "MEDIA_LIBRARY", {}).get("READER_AUTHENTICATION")
    if not name:
        return []
    try:
        import_string(name)
    except ImportError as error:
        message = f"The authentication of readers {name!r} cannot be imported: {error}"
        hint = "Name a function that takes the request, or remove READER_AUTHENTICATION from MEDIA_LIBRARY."
        return [checks.Error(message, hint=hint, id="media_library.E002")]
    return []


@checks.register()
def check_media_root(**_kwargs: Any) -> Sequence[checks.CheckMessage]:
    """Check that files lie where backups and file permissions expect them."""
    media_root = Path(settings.MEDIA_ROOT).resolve()
    data_dir = Path(settings.DATA_DIR).resolve()
    if settings.MEDIA_ROOT and media_root.is_relative_to(data_dir):
        return []
    return [
        checks.Warning(
            f"MEDIA_ROOT {str(settings.MEDIA_ROOT)!r} lies outside DATA_DIR {str(data_dir)!r}.",
            hint='Set MEDIA_ROOT = DATA_DIR / "media".',
            id="media_library.W001",
        )
    ]
