"""Configuration errors of the API that are told at start, not to an app."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning as CheckWarning, register

from api.throttles import parse_rate

SCOPES = frozenset({"anonymous", "token"})


@register()
def check_throttle_rates(**_kwargs: Any) -> list[CheckMessage]:
    """Check that the limits can be read: a wrong one would fail each request, a wrong name would limit nobody."""
    messages: list[CheckMessage] = []
    for scope, rate in settings.API_THROTTLE_RATES.items():
        try:
            parse_rate(rate)
        except ValueError as error:
            complaint = f"API_THROTTLE_RATES[{scope!r}]: {error}"
        else:
            complaint = "" if scope in SCOPES else f"API_THROTTLE_RATES limits {scope!r}, which is no kind of reader."
        if complaint:
            hint = (
                'Set API_THROTTLE_RATES = {"anonymous": "1200/minute", "token": "6000/minute"}; leave out what is free.'
            )
            messages.append(Error(complaint, hint=hint, id="api.E001"))
    return messages


@register(Tags.security, deploy=True)
def check_webhook_addresses(**_kwargs: Any) -> list[CheckMessage]:
    """Check that no webhook of a public installation reaches what stands behind its firewall."""
    if not settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES:
        return []
    return [
        CheckWarning(
            "WEBHOOKS_ALLOW_PRIVATE_ADDRESSES lets webhooks connect to this machine and its private network.",
            hint="Leave it out of the environment; it is for trying out webhooks in development.",
            id="api.W001",
        )
    ]
