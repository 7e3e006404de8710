"""Who may read a page or a file: the policy of the site's views and of file serving."""

from __future__ import annotations

from typing import Final

from wagtail.models import Page
from wagtail.permissions import policy_registry

from pages.publications.audiences import Reader, admits, collection_audience, page_audience
from pages.publications.kinds import FileItem

EDITING_ACTIONS: Final = ("add", "change", "delete", "choose")


class FileAccessPolicy:
    """Decides whether a byte of a file may be served."""

    def can_read(self, user: Reader, obj: FileItem) -> bool:
        """Say whether the reader belongs to the file's audience or works with the file in the admin."""
        audience = collection_audience(obj.collection)
        if audience is not None and admits(audience, user):
            return True
        return _may_edit(user, obj)


def can_read_page(user: Reader, page: Page) -> bool:
    """Say whether a live page may be shown to the reader; what is behind a password never is."""
    if not page.live:
        return False
    audience = page_audience(page)
    return audience is not None and admits(audience, user)


def _may_edit(user: Reader, obj: FileItem) -> bool:
    if not (user.is_authenticated and user.is_active):
        return False
    policy = policy_registry.get_by_type(type(obj))
    return bool(policy.user_has_any_permission_for_instance(user, EDITING_ACTIONS, obj))
