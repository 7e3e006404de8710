"""Ciphers whose keys follow from the secret of the installation."""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.utils.crypto import salted_hmac


def ciphers(salt: str) -> Iterator[AESSIV]:
    """Yield the cipher of the present ``SECRET_KEY`` for one purpose, then those of keys that are being replaced.

    AES-SIV (RFC 5297) needs no nonce, so none can be used twice; equal texts have equal ciphertexts.
    """
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield AESSIV(salted_hmac(salt, "key", secret, algorithm="sha512").digest())
