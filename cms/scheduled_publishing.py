"""Publishes and withdraws what editors have scheduled, one object at a time."""

import logging
from collections.abc import Callable, Iterable
from functools import partial

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)


def publish_scheduled() -> int:
    """Publish what is due and withdraw what has expired; return how many objects refused.

    Wagtail's command of the same name stops at the first refusal, and everything scheduled after it stays
    unpublished. Here each object has its own transaction and its own log line.
    """
    refusals = 0
    for expired in expired_objects():
        withdraw = partial(expired.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
        refusals += not _attempt("withdraw", expired, withdraw)
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
    for revision in due:
        publish = partial(revision.publish, log_action="wagtail.publish.scheduled")
        refusals += not _attempt("publish", revision, publish)
    return refusals


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


def _attempt(act: str, subject: object, perform: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            perform()
    except Exception:
        logger.exception("Could not %s %r as scheduled", act, subject)
        return False
    return True
