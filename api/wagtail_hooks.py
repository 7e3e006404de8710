"""What the API adds to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from api.preview_views import show_in_front_end
from api.viewsets import ReaderTokenViewSet
from api.webhooks.viewsets import WebhookViewSet


@hooks.register("register_admin_viewset")
def register_reader_tokens() -> ReaderTokenViewSet:
    """Register the pages on which tokens are kept."""
    return ReaderTokenViewSet()


@hooks.register("register_admin_urls")
def register_preview() -> Sequence[URLPattern]:
    """Register the way to the front end."""
    return [path("front-end-preview/<int:pk>/", show_in_front_end, name="front_end_preview")]


@hooks.register("register_page_header_buttons")
def front_end_button(
    page: Page,
    user: AbstractBaseUser,
    view_name: str,  # noqa: ARG001  Wagtail names it
    next_url: str | None = None,  # noqa: ARG001
) -> Iterator[Button]:
    """Offer an editor the draft as the front end shows it, where there is a front end."""
    permissions = page.permissions_for_user(user)
    if settings.HEADLESS_PREVIEW_URL and (permissions.can_edit() or permissions.can_publish()):
        yield Button(
            _("Show the draft in the front end"),
            reverse("front_end_preview", args=(page.pk,)),
            icon_name="view",
            attrs={"target": "_blank", "rel": "noreferrer"},
            priority=12,
        )


@hooks.register("register_admin_viewset")
def register_webhooks() -> WebhookViewSet:
    """Register the pages on which webhooks are kept."""
    return WebhookViewSet()
