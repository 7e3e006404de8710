"""Which addresses may be entered for a receiver."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from api.webhooks.addresses import is_public

# Names that never lead to a public host (RFC 6761, RFC 6762, and the one reserved for private use).
PRIVATE_SUFFIXES: Final = (".localhost", ".local", ".internal", ".home.arpa")


def validate_receiver(url: str) -> None:
    """Refuse an address to which nothing could ever be sent, with a message that says why.

    No name is looked up: the form is saved in a transaction, and what counts is where the name leads when a message
    is sent. That is checked then.
    """
    parts, host = _parsed(url)
    allowed = ("https", "http") if settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES else ("https",)
    if parts.scheme not in allowed:
        raise ValidationError(_("The address must begin with https://."))
    if parts.username is not None or parts.password is not None:
        raise ValidationError(_("A user name or password cannot be part of the address: messages are signed instead."))
    if parts.fragment:
        raise ValidationError(_("The part after # is never sent: leave it out."))
    if not settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES and not _may_be_public(host):
        raise ValidationError(_("This host is in a private network, where nothing is sent."))


def _parsed(url: str) -> tuple[SplitResult, str]:
    try:
        parts = urlsplit(url)
        _port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode().lower()
    except ValueError as error:
        raise ValidationError(_("This is not a valid address.")) from error
    return parts, host


def _may_be_public(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        # A last part of digits alone would be read as an IPv4 address in an old notation.
        labels = host.split(".")
        return len(labels) > 1 and not labels[-1].isdecimal() and not host.endswith(PRIVATE_SUFFIXES)
    return is_public(host)
