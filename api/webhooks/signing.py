"""Secrets of endpoints and the signatures made with them, as Standard Webhooks describes them.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from api.ciphers import UndecipherableError, decrypt, encrypt

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32
KEY_SALT: Final = "api.webhooks.secrets"
CONTEXT: Final = [b"webhook secret"]


class SecretLostError(Exception):
    """The stored secret was encrypted under a ``SECRET_KEY`` that is no longer known."""


def new_secret() -> str:
    """Return a new secret, in the form that the official libraries take."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def seal(secret: str) -> str:
    """Return a secret as it may be stored: who has only the database cannot sign with it."""
    return base64.b64encode(encrypt(secret.encode(), KEY_SALT, CONTEXT)).decode()


def unseal(sealed: str) -> str:
    """Return the secret that was stored; raises `SecretLostError`."""
    try:
        return decrypt(base64.b64decode(sealed), KEY_SALT, CONTEXT).decode()
    except UndecipherableError as error:
        raise SecretLostError from error


def signed_headers(sealed_secrets: Iterable[str], message_id: str, payload: bytes, now: datetime) -> dict[str, str]:
    """Return the headers of one attempt, with a signature by each secret; raises `SecretLostError`."""
    timestamp = str(int(now.timestamp()))
    content = b".".join([message_id.encode(), timestamp.encode(), payload])
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(_signature(unseal(sealed), content) for sealed in sealed_secrets),
    }


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
