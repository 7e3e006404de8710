"""For whom a request is answered: an anonymous reader, or the app that holds a token. Cookies count for nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from django.http import HttpRequest
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.request import Request

from api.models import ReaderToken
from api.scopes import Rights
from api.tokens import digest_of, looks_like_secret, note_use
from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID, AudienceKey, audience_id, audiences_admitting
from pages.publications.audiences import all_keys, split_keys

SCHEME: Final = "bearer"
REALM: Final = "api"


@dataclass(frozen=True)
class Reader:
    """Who reads, and what.

    ``rights`` names them independently of what has been published so far: it is equal for readers who read the same.
    """

    audience_ids: frozenset[int]
    rights: str
    is_anonymous: bool
    may_read_drafts: bool = False
    token_id: int | None = None
    granted: Rights = field(default_factory=Rights)

    def among(self, keys: Iterable[str]) -> Reader:
        """Return the reader with those audiences as well that have come to be since he was recognised."""
        if self.is_anonymous:
            return self
        admitting = audiences_admitting(self.granted.login, self.granted.group_ids, keys)
        return replace(self, audience_ids=self.audience_ids | admitting)

    def admits(self, audience: AudienceKey) -> bool:
        """Say whether the reader belongs to an audience, also one that nothing was ever published for."""
        keys = [str(audience)]
        return audience_id(keys[0]) in audiences_admitting(self.granted.login, self.granted.group_ids, keys)


ANONYMOUS: Final = Reader(frozenset({PUBLIC_AUDIENCE_ID}), str(Rights()), is_anonymous=True)


class TokenRefused(AuthenticationFailed):
    """The request carries credentials, but they open nothing; it is not answered as if it carried none."""

    auth_header = ""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.auth_header = f'Bearer realm="{REALM}", error="invalid_token", error_description="{message}"'


class TokenRequired(NotAuthenticated):
    """What is asked for is never for anonymous readers."""

    default_detail = "a token is needed"
    auth_header = f'Bearer realm="{REALM}"'


def reader_for(request: HttpRequest | Request) -> Reader:
    """Return the reader of a request; raises `TokenRefused` for credentials that open nothing.

    The anonymous reader costs no query, a token one.
    """
    credentials = request.META.get("HTTP_AUTHORIZATION")
    return ANONYMOUS if credentials is None else _reader_with(credentials)


def _reader_with(credentials: str) -> Reader:
    scheme, _space, secret = credentials.strip().partition(" ")
    if scheme.lower() != SCHEME:
        raise TokenRefused("only bearer tokens are accepted")
    token = _token(secret.strip())
    note_use(token)
    rights = token.rights
    keys = split_keys(getattr(token, "audience_keys", None))
    return Reader(
        audience_ids=audiences_admitting(rights.login, rights.group_ids, keys),
        rights=str(rights),
        is_anonymous=False,
        may_read_drafts=rights.drafts,
        token_id=token.pk,
        granted=rights,
    )


def _token(secret: str) -> ReaderToken:
    token = None
    if looks_like_secret(secret):
        found = ReaderToken.objects.filter(digest=digest_of(secret))
        token = found.annotate(audience_keys=all_keys()).first()
    if token is None:
        raise TokenRefused("the token is not known")
    if token.revoked:
        raise TokenRefused("the token was revoked")
    if token.expired:
        raise TokenRefused("the token has expired")
    return token
