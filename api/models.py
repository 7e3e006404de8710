"""Tokens with which external apps read, and the webhooks by which they are told of changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from api.grants import Grant
from api.webhooks.models import WebhookDelivery, WebhookEndpoint

__all__ = ["ReaderToken", "WebhookDelivery", "WebhookEndpoint"]


class ReaderToken(Grant):
    """The right of an app to read, apart from any account; its secret is known to the app alone."""

    name = models.CharField(_("name"), max_length=255, help_text=_("The app that reads with this token."))
    # Of 256 random bits a plain digest is enough: there is nothing to guess that salt or slowness would protect.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    prefix = models.CharField(_("starts with"), max_length=16, editable=False)
    expires_at = models.DateTimeField(
        _("valid until"), null=True, blank=True, help_text=_("Leave empty for a token that is valid until revoked.")
    )
    revoked = models.BooleanField(
        _("revoked"), default=False, help_text=_("A revoked token opens nothing any more, and stays so.")
    )
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("reader token")
        verbose_name_plural = _("reader tokens")
        ordering: ClassVar[list[str]] = ["name", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def state(self) -> str:
        """Whether the token opens anything, for the admin."""
        if self.revoked:
            return gettext("Revoked")
        return gettext("Expired") if self.expired else gettext("Valid")

    @property
    def expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at is not None and self.expires_at <= timezone.now()
