"""Publishes and withdraws what editors have scheduled, one object at a time."""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)


class ScheduledPublishing:
    """Publishes what is due and withdraws what has expired.

    Wagtail's command of the same name stops at the first refusal, and everything scheduled after it stays
    unpublished. Here each object has its own transaction and its own log line. What refuses is tried again each time,
    since an editor may complete it, but its reason is logged once.
    """

    def __init__(self) -> None:
        self._told: set[str] = set()

    def run(self) -> int:
        """Do what is due now; return how many objects refused."""
        refused: set[str] = set()
        for expired in _expired():
            for pk in list(expired.order_by("expire_at").values_list("pk", flat=True)):
                withdraw = partial(_withdraw, expired.filter(pk=pk))
                refused |= self._attempt(f"withdraw {expired.model._meta.label} {pk}", withdraw)
        due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
        for pk in list(due.order_by("approved_go_live_at").values_list("pk", flat=True)):
            refused |= self._attempt(f"publish revision {pk}", partial(_publish, due.filter(pk=pk)))
        self._told = refused
        return len(refused)

    def _attempt(self, act: str, perform: Callable[[], object]) -> set[str]:
        """Return why the act was refused, or nothing."""
        try:
            with transaction.atomic():
                perform()
        except PublishPermissionError as error:
            # A rule of the site, such as a translation that is not complete: an editor's matter, no fault of ours.
            return self._tell(f"Not done as scheduled: {act}: {error}", logging.WARNING)
        except Exception as error:
            return self._tell(f"Could not {act} as scheduled: {error!r}", logging.ERROR)
        return set()

    def _tell(self, reason: str, level: int) -> set[str]:
        if reason not in self._told:
            logger.log(level, reason, exc_info=level == logging.ERROR)
        return {reason}


def _expired() -> Iterator[QuerySet[Any]]:
    """Yield the live pages and snippets whose time is over, model by model."""
    snippets = (
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page) and not model._meta.abstract
    )
    for model in (Page, *snippets):
        yield model.objects.filter(live=True, expire_at__lt=timezone.now())


# An editor may be at work on the same object: it is read under a lock, or his change would be written over.


def _withdraw(expired: QuerySet[Any]) -> None:
    found = expired.select_for_update().first()
    if found is not None:
        subject = found.specific if isinstance(found, Page) else found
        subject.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(due: QuerySet[Revision]) -> None:
    revision = due.select_for_update().first()
    if revision is not None:
        revision.publish(log_action="wagtail.publish.scheduled")
