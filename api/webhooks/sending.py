"""Sends what waits: one message at a time to each endpoint, to several endpoints at once."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from django.db import connections
from django.utils import timezone

from api.webhooks.attempts import attempt, due_deliveries

logger = logging.getLogger(__name__)

# Receivers that may be slow at the same time before others have to wait for them.
LANES: Final = 8


class WebhookSender:
    """Gives each endpoint with waiting messages a thread of its own, so that a slow one holds up no other."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(LANES, thread_name_prefix="webhook")
        self._stopping = threading.Event()
        self._busy: set[int] = set()

    def send_due(self) -> None:
        """Start to send to each endpoint that has something due and is not being sent to; do not wait for it."""
        waiting = due_deliveries(timezone.now()).order_by().values_list("endpoint_id", flat=True).distinct()
        for endpoint_id in waiting:
            if endpoint_id not in self._busy and not self._stopping.is_set():
                self._busy.add(endpoint_id)
                self._threads.submit(self._send_to, endpoint_id)

    def stop(self) -> None:
        """Finish the messages that are on their way, and begin no other."""
        self._stopping.set()
        self._threads.shutdown(cancel_futures=True)

    def _send_to(self, endpoint_id: int) -> None:
        try:
            send_to(endpoint_id, self._stopping)
        except Exception:
            logger.exception("Messages to webhook %s could not be sent", endpoint_id)
        finally:
            self._busy.discard(endpoint_id)
            connections.close_all()


def send_to(endpoint_id: int, stopping: threading.Event | None = None) -> int:
    """Send what is due to one endpoint until something fails or nothing is left, and return how many were tried."""
    tried = 0
    more = True
    while more and not (stopping and stopping.is_set()):
        due = due_deliveries(timezone.now()).filter(endpoint_id=endpoint_id)
        delivery = due.select_related("endpoint").order_by("next_attempt_at", "pk").first()
        if delivery is None:
            break
        more = attempt(delivery)
        tried += 1
    return tried
