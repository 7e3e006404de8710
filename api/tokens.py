"""The secrets of tokens: how they are made, known again, and when they were last used."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from api.models import ReaderToken

SECRET_PREFIX: Final = "mcc_"  # noqa: S105 - lets scanners of leaked secrets know ours
SECRET_LENGTH: Final = len(SECRET_PREFIX) + 43
SHOWN_LENGTH: Final = len(SECRET_PREFIX) + 4
# A read must not become a write: when a token was last used is known to the hour.
USE_INTERVAL: Final = timedelta(hours=1)


def new_secret() -> str:
    """Return a new secret of 256 random bits."""
    return SECRET_PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def give_secret(token: ReaderToken, created_by: AbstractBaseUser | None = None) -> str:
    """Put the digest of a new secret into a token that is not yet stored, and return the secret."""
    secret = new_secret()
    token.digest = digest_of(secret)
    token.prefix = secret[:SHOWN_LENGTH]
    token.created_by_id = created_by.pk if created_by is not None else None
    return secret


def looks_like_secret(text: str) -> bool:
    """Say whether a text could be a secret of ours; what cannot be is refused without a query."""
    return len(text) == SECRET_LENGTH and text.startswith(SECRET_PREFIX) and text.isascii()


def note_use(token: ReaderToken) -> None:
    """Remember that the token was used, at most once an hour."""
    now = timezone.now()
    if token.last_used_at is not None and token.last_used_at > now - USE_INTERVAL:
        return
    due = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_INTERVAL)
    try:
        ReaderToken.objects.filter(due, pk=token.pk).update(last_used_at=now)
    except DatabaseError:
        # A writer holds SQLite's lock for long; the next read of this token tries again.
        return
