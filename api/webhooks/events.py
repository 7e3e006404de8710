"""What a webhook tells: the types of events, and the messages about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from api.surrogate_keys import SITE_KEYS, keys_of_change, kind_key
from pages.publications.feed import FeedChange
from pages.publications.models import PublicationKind
from pages.publications.references import detail_url
from pages.publications.representation import dump

PUBLISHED: Final = "published"
WITHDRAWN: Final = "withdrawn"
SITE_CHANGED: Final = "site.changed"
# Sent whatever an endpoint has chosen: the first on request, the second because all that it holds may be wrong.
TEST: Final = "webhook.test"
RESET: Final = "feed.reset"


def event_type(kind: str, act: str) -> str:
    """Return the name of an event, such as ``page.published``."""
    return f"{kind}.{act}"


def event_types() -> list[str]:
    """Return all events that an endpoint may choose."""
    return [*(event_type(kind, act) for kind in PublicationKind.values for act in (PUBLISHED, WITHDRAWN)), SITE_CHANGED]


def event_choices() -> list[tuple[str, str]]:
    """Return all events that an endpoint may choose, with what they mean."""
    labels = {
        event_type(PublicationKind.PAGE, PUBLISHED): _("A page was published or changed"),
        event_type(PublicationKind.PAGE, WITHDRAWN): _("A page was withdrawn"),
        event_type(PublicationKind.IMAGE, PUBLISHED): _("An image was added or changed"),
        event_type(PublicationKind.IMAGE, WITHDRAWN): _("An image was withdrawn"),
        event_type(PublicationKind.DOCUMENT, PUBLISHED): _("A document was added or changed"),
        event_type(PublicationKind.DOCUMENT, WITHDRAWN): _("A document was withdrawn"),
        event_type(PublicationKind.MEDIA, PUBLISHED): _("A video or recording was added or changed"),
        event_type(PublicationKind.MEDIA, WITHDRAWN): _("A video or recording was withdrawn"),
        SITE_CHANGED: _("Menus, texts of the site, redirects or languages were changed"),
    }
    return [(name, f"{labels[name]} ({name})") for name in event_types()]


def type_of_change(change: FeedChange) -> str:
    """Return the event that a change of the feed is."""
    return event_type(change.kind, WITHDRAWN if change.deleted else PUBLISHED)


def change_payload(change: FeedChange, html_url: str, now: datetime) -> str:
    """Return the message about a change: ids, addresses and cache keys, never content."""
    kind = PublicationKind(change.kind)
    data = {
        "kind": change.kind,
        "id": change.object_id,
        "type": change.type,
        "locale": change.locale_code or None,
        "etag": None if change.deleted else change.etag,
        "html_url": html_url or None,
        "detail_url": None if change.deleted else detail_url(kind, change.object_id),
        "keys": list(keys_of_change(kind, change.object_id)),
    }
    return _payload(type_of_change(change), data, now)


def reset_payload(reason: str, now: datetime) -> str:
    """Return the message that something may have been missed, and everything is to be read anew."""
    keys = [*(kind_key(kind) for kind in PublicationKind), *SITE_KEYS]
    return _payload(RESET, {"reason": reason, "keys": keys}, now)


def site_payload(keys: Sequence[str], now: datetime) -> str:
    """Return the message that something beside the pages was changed, by its cache keys."""
    return _payload(SITE_CHANGED, {"keys": list(keys)}, now)


def sample_payload(name: str, now: datetime) -> str:
    """Return the message that is sent to try out an endpoint."""
    return _payload(TEST, {"name": name}, now)


def _payload(name: str, data: Mapping[str, Any], now: datetime) -> str:
    timestamp = now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return dump({"type": name, "timestamp": timestamp, "data": data})
