"""A new secret for an endpoint; the old one signs beside it for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from api.webhooks.models import WebhookEndpoint
from api.webhooks.signing import SecretLostError, new_secret, seal, unseal

# How long both secrets sign, so that the app can change to the new one without losing a message.
OVERLAP: Final = timedelta(hours=24)


def rotate_secret(endpoint: WebhookEndpoint) -> str:
    """Give an endpoint a new secret, and return it."""
    secret = new_secret()
    endpoint.previous_sealed_secret = endpoint.sealed_secret if _is_readable(endpoint.sealed_secret) else ""
    endpoint.previous_valid_until = timezone.now() + OVERLAP
    endpoint.sealed_secret = seal(secret)
    endpoint.save(update_fields=["sealed_secret", "previous_sealed_secret", "previous_valid_until"])
    return secret


def _is_readable(sealed_secret: str) -> bool:
    try:
        unseal(sealed_secret)
    except SecretLostError:
        # Nothing can be signed with it, beside the new one either.
        return False
    return True
