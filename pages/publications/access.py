"""Who may read a page or a file: the policy of the site's views and of file serving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from pages.publications.audience_keys import PUBLIC_AUDIENCE
from pages.publications.audiences import Reader, admits, collection_audience, collection_restrictions, page_audience
from pages.publications.kinds import FileItem

_ACCESS_OF_USER: Final = "_collection_access"
EDITING_ACTIONS: Final = ("add", "change", "delete", "choose")


class FileAccessPolicy:
    """Decides whether a byte of a file may be served."""

    def can_read(self, user: Reader, obj: FileItem) -> bool:
        """Say whether the reader belongs to the file's audience or works with the file in the admin."""
        audience = collection_audience(obj.collection)
        if audience is not None and admits(audience, user):
            return True
        return _may_edit(user, obj)


@dataclass(frozen=True)
class CollectionAccess:
    """Which collections a reader may read, and which of them are not for everybody."""

    readable: frozenset[int]
    restricted: frozenset[int]


def collection_access(user: Reader) -> CollectionAccess:
    """Return which collections a reader may read.

    A page shows many files of few collections. As Django does with a user's permissions, the answer is kept with the
    user object, which lives as long as the request: what changes meanwhile is seen by the next one.
    """
    known: CollectionAccess | None = getattr(user, _ACCESS_OF_USER, None)
    if known is None:
        restrictions = collection_restrictions()
        paths = Collection.objects.values_list("pk", "path")
        audiences = {pk: restrictions.audience_of(path) for pk, path in paths}
        open_to_user = {key for key in set(audiences.values()) if key is not None and admits(key, user)}
        known = CollectionAccess(
            readable=frozenset(pk for pk, key in audiences.items() if key in open_to_user),
            restricted=frozenset(pk for pk, key in audiences.items() if key != PUBLIC_AUDIENCE),
        )
        setattr(user, _ACCESS_OF_USER, known)
    return known


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
