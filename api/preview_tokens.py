"""Short-lived tokens by which a front end shows one page's draft to an editor."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core import signing

SALT: Final = "api.preview"


class PreviewRefusedError(ValueError):
    """The token is none of ours, or has expired."""


def preview_token(page_id: int) -> str:
    """Return a token that opens the latest revision of a page for `PREVIEW_TOKEN_LIFETIME` seconds."""
    return signing.dumps(page_id, salt=SALT)


def previewed_page(token: str) -> int:
    """Return the id of the page that a token opens; raises `PreviewRefusedError`."""
    try:
        return int(signing.loads(token, salt=SALT, max_age=settings.PREVIEW_TOKEN_LIFETIME))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise PreviewRefusedError from error


def headless_preview_url(page_id: int) -> str:
    """Return where the front end at `HEADLESS_PREVIEW_URL` shows the draft of a page."""
    address = urlsplit(settings.HEADLESS_PREVIEW_URL)
    added = urlencode({"token": preview_token(page_id)})
    return address._replace(query=f"{address.query}&{added}" if address.query else added).geturl()
