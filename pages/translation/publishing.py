"""What is asked of every act that publishes: that translations are complete.

All ways to publish (the editor of wagtail-localize, its sync, bulk actions, schedules, workflows, ``Revision.publish``)
meet in the ``check`` of Wagtail's action; hooks such as ``before_publish_page`` see only some of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils.translation import ngettext
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.publish_revision import PublishPermissionError, PublishRevisionAction
from wagtail.models import TranslatableMixin

from pages.translation.completeness import translation_of, untranslated_count

Check = Callable[..., None]


class UntranslatedError(PublishPermissionError):
    """A translation would go public with texts in the source language."""


def install() -> None:
    """Have each act that publishes checked."""
    for action in (PublishRevisionAction, PublishPageRevisionAction):
        if not hasattr(action.check, "__wrapped__"):
            action.check = _checked(action.check)


def refusal(instance: TranslatableMixin) -> str:
    """Return why a page or snippet cannot be published, or nothing."""
    translation = translation_of(instance)
    count = untranslated_count(translation) if translation else 0
    if not count:
        return ""
    message = ngettext(
        "“%(title)s” (%(language)s) was not published: %(count)d text is untranslated or has an error.",
        "“%(title)s” (%(language)s) was not published: %(count)d texts are untranslated or have an error.",
        count,
    )
    return message % {"title": str(instance), "language": str(instance.locale), "count": count}


def _checked(check: Check) -> Check:
    @wraps(check)
    def checked(action: Any, skip_permission_checks: bool = False) -> None:
        check(action, skip_permission_checks=skip_permission_checks)
        if isinstance(action.object, TranslatableMixin) and (message := refusal(action.object)):
            raise UntranslatedError(message)

    return checked
