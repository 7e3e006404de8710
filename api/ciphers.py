"""Encryption under keys that follow from the secret of the installation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV


class UndecipherableError(ValueError):
    """The data was not encrypted by any ``SECRET_KEY`` that is known, for this purpose and with this context."""


def encrypt(data: bytes, salt: str, context: Sequence[bytes]) -> bytes:
    """Return data encrypted under the present ``SECRET_KEY`` for one purpose, and bound to its context.

    AES-SIV (RFC 5297) needs no nonce, so none can be used twice; equal data has equal ciphertexts.
    """
    return next(_ciphers(salt)).encrypt(data, list(context))


def decrypt(sealed: bytes, salt: str, context: Sequence[bytes]) -> bytes:
    """Return what was encrypted under the present ``SECRET_KEY`` or one that it replaces.

    Raises an `UndecipherableError` where none of them opens it.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as below

    for cipher in _ciphers(salt):
        try:
            return cipher.decrypt(sealed, list(context))
        except InvalidTag:
            continue
    raise UndecipherableError


def _ciphers(salt: str) -> Iterator[AESSIV]:
    # 6 MB, which a process that only answers reads does without.
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415

    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield AESSIV(salted_hmac(salt, "key", secret, algorithm="sha512").digest())
