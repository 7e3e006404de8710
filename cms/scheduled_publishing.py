"""Publishes and withdraws what editors have scheduled, one object at a time."""

import logging
from collections.abc import Callable, Iterable
from functools import partial

from django.apps import apps
from django.db import transaction
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
        for expired in expired_objects():
            withdraw = partial(expired.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
            refused |= self._attempt("withdraw", expired, withdraw)
        due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
        for revision in due:
            publish = partial(revision.publish, log_action="wagtail.publish.scheduled")
            refused |= self._attempt("publish", revision, publish)
        self._told = refused
        return len(refused)

    def _attempt(self, act: str, subject: object, perform: Callable[[], object]) -> set[str]:
        """Return why the act was refused, or nothing."""
        try:
            with transaction.atomic():
                perform()
        except PublishPermissionError as error:
            # A rule of the site, such as a translation that is not complete: an editor's matter, no fault of ours.
            return self._tell(f"Not done as scheduled: {act} {subject!r}: {error}", logging.WARNING)
        except Exception as error:
            return self._tell(f"Could not {act} {subject!r} as scheduled: {error!r}", logging.ERROR)
        return set()

    def _tell(self, reason: str, level: int) -> set[str]:
        if reason not in self._told:
            logger.log(level, reason, exc_info=level == logging.ERROR)
        return {reason}


def expired_objects() -> Iterable[DraftStateMixin]:
    """Return the live pages and snippets whose time is over."""
    snippets = (
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page) and not model._meta.abstract
    )
    for model in (Page, *snippets):
        expired = list(model.objects.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at"))
        yield from (page.specific for page in expired) if model is Page else expired
