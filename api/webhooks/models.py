"""Endpoints that are told what is published, and the messages to them."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from api.grants import Grant


def new_message_id() -> str:
    """Return the id of a new message; the point that separates what is signed is not in it."""
    return f"msg_{secrets.token_hex(16)}"


class DisabledReason(models.TextChoices):
    """Why the system has switched an endpoint off."""

    GONE = "gone", _("The receiver answered that it wants no more (410).")
    FAILING = "failing", _("No message could be delivered for three days.")
    SECRET_LOST = "secret_lost", _("The secret cannot be read any more, since SECRET_KEY was changed: rotate it.")


class WebhookEndpoint(Grant):
    """An address that is told of changes, with a reader's rights and a place of its own in the feed."""

    name = models.CharField(_("name"), max_length=255, help_text=_("The app that is told of changes."))
    url = models.URLField(_("address"), max_length=500)
    events = models.JSONField(_("events"), default=list)
    locales = models.JSONField(_("languages"), default=list, blank=True)
    active = models.BooleanField(
        _("active"), default=True, help_text=_("What happens while it is off is told when it is switched on again.")
    )
    # It has to be known for signing, so no digest will do: encrypted, see `signing.seal`.
    sealed_secret = models.TextField(editable=False)
    previous_sealed_secret = models.TextField(blank=True, editable=False)
    previous_valid_until = models.DateTimeField(null=True, editable=False)

    # The place in the feed: all changes up to this number have become messages, as far as the rights allow.
    position = models.PositiveBigIntegerField(default=0, editable=False)
    # The epoch and the rights for which the place was counted: with others, or without any, something was missed.
    epoch = models.CharField(max_length=32, blank=True, editable=False)
    told_rights = models.TextField(blank=True, editable=False)

    disabled_reason = models.CharField(
        _("switched off because"), max_length=20, choices=DisabledReason.choices, blank=True, editable=False
    )
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    # A receiver that asked for patience (Retry-After) is left alone until then.
    hold_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering: ClassVar[list[str]] = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """Whether messages are sent, and if not why, for the admin."""
        if not self.active:
            return self.get_disabled_reason_display() or gettext("Off")
        return gettext("Failing") if self.failing_since else gettext("Active")

    def sealed_secrets(self, now: datetime) -> list[str]:
        """Return the stored secrets to sign with: while the app changes to a new one, the old one as well."""
        found = [self.sealed_secret]
        if self.previous_sealed_secret and self.previous_valid_until and self.previous_valid_until > now:
            found.append(self.previous_sealed_secret)
        return found


class DeliveryStatus(models.TextChoices):
    """How far a message has come."""

    PENDING = "pending", _("waiting")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class Problem(models.TextChoices):
    """What went wrong in the last attempt."""

    STATUS = "status", _("The receiver did not answer with a success (2xx).")
    REDIRECT = "redirect", _("The receiver answered with a redirect, which is not followed.")
    NAME = "name", _("The name of the host is not known.")
    ADDRESS = "address", _("The host is in a private network, where nothing is sent.")
    CONNECTION = "connection", _("The connection failed.")
    TLS = "tls", _("No secure connection was possible; is the certificate valid?")
    TIMEOUT = "timeout", _("The receiver took too long.")
    RIGHTS = "rights", _("The rights of the webhook have been changed since.")
    INTERRUPTED = "interrupted", _("The last attempts were interrupted.")


class WebhookDelivery(models.Model):
    """One message to one endpoint. It keeps its id however often it is sent."""

    endpoint = models.ForeignKey(
        WebhookEndpoint,
        verbose_name=_("webhook"),
        on_delete=models.CASCADE,
        related_name="deliveries",
        db_index=False,
    )
    message_id = models.CharField(_("message"), max_length=40, unique=True, default=new_message_id, editable=False)
    event_type = models.CharField(_("event"), max_length=40)
    payload = models.TextField(_("content"))
    # It is sent only while the endpoint still has the rights with which it was written.
    rights = models.TextField(editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.PENDING
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    # While it is being sent: when it counts as lost and is sent again. Empty when it is finished.
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, default=timezone.now)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    last_attempt_at = models.DateTimeField(_("last attempt"), null=True)
    problem = models.CharField(_("problem"), max_length=20, choices=Problem.choices, blank=True)
    response_code = models.PositiveIntegerField(_("status code of the answer"), null=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["endpoint", "-id"], name="webhook_log"),
            models.Index(
                fields=["endpoint", "next_attempt_at"], condition=Q(status=DeliveryStatus.PENDING), name="webhook_due"
            ),
            models.Index(fields=["created_at"], name="webhook_age"),
        ]

    def __str__(self) -> str:
        return f"{self.event_type} {self.message_id}"

    @classmethod
    def of(cls, endpoint: WebhookEndpoint, event_type: str, payload: str, now: datetime) -> WebhookDelivery:
        """Return a message to an endpoint under its present rights, to be sent at once; it is not yet stored."""
        return cls(
            endpoint=endpoint,
            event_type=event_type,
            payload=payload,
            rights=str(endpoint.rights),
            created_at=now,
            next_attempt_at=now,
        )


class SiteChange(models.Model):
    """A change beside the pages of which endpoints have not been told yet: the cache key of what was changed."""

    key = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.key
