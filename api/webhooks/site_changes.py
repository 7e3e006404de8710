"""Changes of what the site has beside its pages and files: menus, texts, redirects, languages.

They are not in the feed of publications. Each act leaves a row in its own transaction, and the worker makes of all rows
one message to each endpoint. A row is added and never changed, so that no editor waits for another.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from api.surrogate_keys import LOCALES, NAVIGATION, REDIRECTS, SETTINGS
from api.webhooks.events import SITE_CHANGED, site_payload
from api.webhooks.models import SiteChange, WebhookDelivery, WebhookEndpoint
from pages.models import Menu, MenuItem, SiteTexts

KEYS: Final[dict[type[models.Model], str]] = {
    Menu: NAVIGATION,
    MenuItem: NAVIGATION,
    SiteTexts: SETTINGS,
    Redirect: REDIRECTS,
    Locale: LOCALES,
}


def connect() -> None:
    """Note from now on what editors change."""
    for model in KEYS:
        for signal in (post_save, post_delete):
            signal.connect(_on_changed, sender=model, dispatch_uid=f"webhooks.{model.__name__}")


def tell_site_changes() -> int:
    """Write the messages about all changes that were noted, and return how many; one query if there were none."""
    if not SiteChange.objects.exists():
        return 0
    with transaction.atomic():
        # Another worker waits here, and then finds nothing left.
        noted = dict(SiteChange.objects.select_for_update().values_list("pk", "key"))
        if not noted:
            return 0
        now = timezone.now()
        payload = site_payload(sorted(set(noted.values())), now)
        messages = [
            WebhookDelivery.of(endpoint, SITE_CHANGED, payload, now)
            for endpoint in WebhookEndpoint.objects.order_by("pk")
            if SITE_CHANGED in endpoint.events
        ]
        WebhookDelivery.objects.bulk_create(messages)
        SiteChange.objects.filter(pk__in=noted).delete()
    return len(messages)


def _on_changed(sender: type[models.Model], **_kwargs: Any) -> None:
    SiteChange.objects.create(key=KEYS[sender])
