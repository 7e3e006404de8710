"""System checks of the installation: a wrong configuration has an id and a cure, and no surprise at run time."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning as CheckWarning, register
from django.http.request import validate_host
from django.utils.module_loading import import_string


@register(Tags.compatibility)
def check_feed_consumers(**_kwargs: Any) -> list[CheckMessage]:
    """Check that all consumers of the feed exist: one that is missing would fall behind unseen."""
    return [
        Error(
            f"FEED_CONSUMERS names {dotted_path}, which cannot be imported: {error}",
            hint="Correct the dotted path in the settings.",
            id="cms.E001",
        )
        for dotted_path, error in _import_errors(settings.FEED_CONSUMERS)
    ]


@register(Tags.files)
def check_data_dir(**_kwargs: Any) -> list[CheckMessage]:
    """Check that the program may write where it has to."""
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        (settings.DATA_DIR / ".writable").touch()
        (settings.DATA_DIR / ".writable").unlink()
    except OSError as error:
        return [
            Error(
                f"DATA_DIR ({settings.DATA_DIR}) cannot be written: {error}",
                hint="Set DATA_DIR to a folder that the user of the server owns.",
                id="cms.E002",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_public_address(**_kwargs: Any) -> list[CheckMessage]:
    """Check that links in mails, feed and API lead to a host that is really served, with TLS."""
    address = urlsplit(settings.BASE_URL)
    messages: list[CheckMessage] = []
    if address.scheme != "https":
        messages.append(
            CheckWarning(
                f"BASE_URL ({settings.BASE_URL}) is not https.",
                hint="Set BASE_URL to the public address of the site, with https.",
                id="cms.W001",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        messages.append(
            CheckWarning(
                "ALLOWED_HOSTS lets every host name in.",
                hint="Name the hosts: ALLOWED_HOSTS=www.example.org,example.org",
                id="cms.W002",
            )
        )
    elif not validate_host(address.hostname or "", settings.ALLOWED_HOSTS):
        messages.append(
            CheckWarning(
                f"The host of BASE_URL ({settings.BASE_URL}) is not in ALLOWED_HOSTS.",
                hint=f"Add {address.hostname} to ALLOWED_HOSTS.",
                id="cms.W003",
            )
        )
    return messages


def _import_errors(dotted_paths: Sequence[str]) -> Iterator[tuple[str, ImportError]]:
    for dotted_path in dotted_paths:
        try:
            import_string(dotted_path)
        except ImportError as error:
            yield dotted_path, error
