"""Reader tokens, as the form in the admin makes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from api.models import ReaderToken
from api.tokens import give_secret


def issue_token(
    name: str, scopes: Iterable[str] = (), *, expires_at: datetime | None = None
) -> tuple[ReaderToken, str]:
    """Store a new token and return it with its secret, which nobody can find out later."""
    token = ReaderToken(name=name, scopes=sorted(scopes), expires_at=expires_at)
    secret = give_secret(token)
    token.save()
    return token, secret
