"""The cursor of the feed: opaque, so that nobody counts by it what is hidden from him."""

from __future__ import annotations

import base64
import re
import struct
from typing import Final

from api.ciphers import UndecipherableError, decrypt, encrypt
from pages.publications.feed import Place

KEY_SALT: Final = "api.cursors"
# A tag of 16 bytes and two numbers of 8, in base64 without padding; always as long, however far the place is.
NUMBERS: Final = struct.Struct(">QQ")
FORM: Final = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class MalformedCursorError(ValueError):
    """The text is no cursor at all."""


class ForeignCursorError(ValueError):
    """The cursor is of other rights, of another epoch, or not ours."""


def seal(place: Place, rights: str, epoch: str) -> str:
    """Return the cursor of a place.

    The same place has the same cursor, so that an answer without news equals the one before, in its bytes and its ETag.
    """
    sealed = encrypt(NUMBERS.pack(place.position, place.begun_at), KEY_SALT, _context(rights, epoch))
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal(cursor: str, rights: str, epoch: str) -> Place:
    """Return the place of a cursor; an error says whether it is no cursor, or not one of these rights and epoch."""
    if not FORM.fullmatch(cursor):
        raise MalformedCursorError
    sealed = base64.urlsafe_b64decode(f"{cursor}=")
    try:
        return Place(*NUMBERS.unpack(decrypt(sealed, KEY_SALT, _context(rights, epoch))))
    except UndecipherableError as error:
        raise ForeignCursorError from error


def _context(rights: str, epoch: str) -> list[bytes]:
    return [rights.encode(), epoch.encode()]
