"""From the feed of changes to messages: a reader of the feed for each endpoint, with that endpoint's rights."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from api.webhooks.events import RESET, TEST, change_payload, reset_payload, sample_payload, type_of_change
from api.webhooks.models import WebhookDelivery, WebhookEndpoint
from api.webhooks.site_changes import tell_site_changes
from pages.publications.audience_keys import audiences_admitting
from pages.publications.audiences import all_keys, split_keys
from pages.publications.epoch import current_epoch
from pages.publications.feed import ChangesLostError, FeedChange, Place, changes_from
from pages.publications.models import Publication
from pages.publications.selectors import head_sequence

logger = logging.getLogger(__name__)

# Changes that become messages in one transaction.
BATCH: Final = 100


def fill_outbox() -> int:
    """Write the messages about all that endpoints have not yet been told of, and return how many.

    Without anything new it costs four queries, whatever the number of endpoints.
    """
    total = tell_site_changes()
    head, epoch = head_sequence(), current_epoch()
    for endpoint in WebhookEndpoint.objects.filter(active=True).order_by("pk"):
        if endpoint.position == head and not _reason_to_reset(endpoint, head, epoch):
            continue
        try:
            total += _tell(endpoint.pk)
        except Exception:
            # One endpoint must not keep the others from being told; it stays where it is and is tried again.
            logger.exception("The messages for webhook %s could not be written", endpoint.pk)
    return total


def start_at_head(endpoint: WebhookEndpoint) -> None:
    """Let an endpoint that is about to be stored be told of what happens from now on; others are told of what was."""
    tell_site_changes()
    endpoint.position, endpoint.epoch, endpoint.told_rights = head_sequence(), current_epoch(), str(endpoint.rights)


def queue_test(endpoint: WebhookEndpoint) -> WebhookDelivery:
    """Write a message that tells of nothing, and return it; the worker sends it like any other."""
    now = timezone.now()
    message = WebhookDelivery.of(endpoint, TEST, sample_payload(endpoint.name, now), now)
    message.save()
    return message


def _tell(endpoint_id: int) -> int:
    total, more = 0, True
    while more:
        with transaction.atomic():
            messages, more = _tell_batch(endpoint_id)
        total += messages
    return total


def _tell_batch(endpoint_id: int) -> tuple[int, bool]:
    """Write the next messages and move the endpoint's place, in one transaction: none is lost, and none written twice.

    The head is read first, then the audiences there are, then the changes. So the audiences of all changes up to the
    head are known; what comes after it may be of an audience that is not, and waits for the next turn.
    """
    head = head_sequence()
    # The row is locked: another worker waits here and then finds the place moved.
    found = WebhookEndpoint.objects.select_for_update(of=("self",)).filter(pk=endpoint_id, active=True)
    endpoint = found.annotate(audience_keys=all_keys()).first()
    if endpoint is None:
        return 0, False
    now, epoch = timezone.now(), current_epoch()
    reason, changes, more = _reason_to_reset(endpoint, head, epoch), [], False
    rights = endpoint.rights
    audience_ids = audiences_admitting(rights.login, rights.group_ids, split_keys(endpoint.audience_keys))
    if not reason:
        try:
            part = changes_from(Place(endpoint.position), audience_ids, BATCH)
        except ChangesLostError:
            reason = "lost"
        else:
            changes = [change for change in part.changes if change.sequence <= head]
            more = part.more and len(changes) == len(part.changes)
    if reason:
        messages = [WebhookDelivery.of(endpoint, RESET, reset_payload(reason, now), now)]
        endpoint.epoch, endpoint.told_rights = epoch, str(rights)
    else:
        messages = _messages(endpoint, changes, audience_ids, now)
    WebhookDelivery.objects.bulk_create(messages)
    endpoint.position = changes[-1].sequence if more else head
    endpoint.save(update_fields=["position", "epoch", "told_rights"])
    return len(messages), more


def _reason_to_reset(endpoint: WebhookEndpoint, head: int, epoch: str) -> str:
    """Return why the endpoint may have missed something for good, or nothing."""
    if endpoint.epoch != epoch or endpoint.position > head:
        return "epoch"
    if not endpoint.told_rights:
        return "lost"
    return "rights" if endpoint.told_rights != str(endpoint.rights) else ""


def _messages(
    endpoint: WebhookEndpoint, changes: Sequence[FeedChange], audience_ids: frozenset[int], now: datetime
) -> list[WebhookDelivery]:
    wanted = [change for change in changes if _is_wanted(endpoint, change)]
    addresses = _addresses(wanted, audience_ids)
    return [
        WebhookDelivery.of(
            endpoint, type_of_change(change), change_payload(change, addresses.get(change.sequence, ""), now), now
        )
        for change in wanted
    ]


def _is_wanted(endpoint: WebhookEndpoint, change: FeedChange) -> bool:
    if type_of_change(change) not in endpoint.events:
        return False
    # A file has no language: it is shown on pages of any.
    return not (endpoint.locales and change.locale_code) or change.locale_code in endpoint.locales


def _addresses(changes: Sequence[FeedChange], audience_ids: frozenset[int]) -> dict[int, str]:
    """Return the addresses on the site of what is published, by the number of the change.

    By that number nothing else is found than what the change was about, whatever has been published since.
    """
    if not changes:
        return {}
    numbers = [change.sequence for change in changes]
    rows = Publication.objects.filter(audience_id__in=audience_ids, sequence__in=numbers, deleted=False)
    return dict(rows.values_list("sequence", "html_url"))
