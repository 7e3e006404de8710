"""The log of deliveries in the admin."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permissions import policy_registry

from api.webhooks.models import DeliveryStatus, WebhookDelivery, WebhookEndpoint

Crumb = dict[str, Any]


class WebhookPermissionMixin(PermissionCheckedMixin):
    """Opens a page to those who may change webhooks: who reads the log reads what is told with their rights."""

    permission_required = "change"
    any_permission_required = None

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(WebhookEndpoint)


def crumbs(endpoint: WebhookEndpoint, *following: Crumb) -> list[Crumb]:
    """Return the way from the list of webhooks to a page about one."""
    return [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse("webhooks:index"), "label": capfirst(WebhookEndpoint._meta.verbose_name_plural)},
        {"url": reverse("webhooks:edit", args=[endpoint.pk]), "label": endpoint.name},
        *following,
    ]


class DeliveryFilterSet(WagtailFilterSet):
    """Narrows the log."""

    class Meta:
        model = WebhookDelivery
        fields = ["status", "event_type"]


class DeliveryLogView(WebhookPermissionMixin, generic.IndexView):
    """Lists the messages to one endpoint, the newest first."""

    model = WebhookDelivery
    filterset_class = DeliveryFilterSet
    paginate_by = 50
    default_ordering = "-pk"
    header_icon = "list-ul"
    columns = [
        TitleColumn(
            "created_at",
            label=gettext_lazy("Created"),
            get_url=lambda delivery: reverse("webhooks:delivery", args=[delivery.pk]),
        ),
        Column("event_type", label=gettext_lazy("Event")),
        Column("get_status_display", label=gettext_lazy("Status")),
        Column("attempts", label=gettext_lazy("Attempts")),
        Column("response_code", label=gettext_lazy("Answer")),
        Column("get_problem_display", label=gettext_lazy("Problem")),
        DateColumn("next_attempt_at", label=gettext_lazy("Next attempt")),
    ]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.endpoint = get_object_or_404(WebhookEndpoint, pk=kwargs["pk"])

    def get_base_queryset(self) -> QuerySet[WebhookDelivery]:
        return self.endpoint.deliveries.defer("payload", "answer")

    def get_page_title(self) -> str:
        return _("Deliveries")

    def get_page_subtitle(self) -> str:
        return self.endpoint.name

    def get_breadcrumbs_items(self) -> list[Crumb]:
        return crumbs(self.endpoint, {"url": "", "label": _("Deliveries"), "sublabel": self.endpoint.state})

    def get_index_url(self) -> str:
        return reverse("webhooks:log", args=[self.endpoint.pk])

    def get_index_results_url(self) -> str:
        return reverse("webhooks:log_results", args=[self.endpoint.pk])

    @cached_property
    def header_buttons(self) -> list[Button]:
        pk = self.endpoint.pk
        return [
            HeaderButton(_("Send a test message"), url=reverse("webhooks:test", args=[pk]), icon_name="mail"),
            HeaderButton(
                _("Replay what failed"), url=reverse("webhooks:replay_failed", args=[pk]), icon_name="redirect"
            ),
        ]


class DeliveryView(WebhookPermissionMixin, generic.InspectView):
    """Shows one message, its content, and what was answered to it."""

    model = WebhookDelivery
    template_name = "api/webhooks/delivery.html"
    header_icon = "mail"
    fields = [
        "event_type",
        "message_id",
        "status",
        "problem",
        "attempts",
        "created_at",
        "last_attempt_at",
        "next_attempt_at",
        "response_code",
    ]

    def get_object(self, queryset: QuerySet[WebhookDelivery] | None = None) -> WebhookDelivery:  # noqa: ARG002
        return get_object_or_404(WebhookDelivery.objects.select_related("endpoint"), pk=self.pk)

    def get_page_title(self) -> str:
        return _("Delivery")

    def get_breadcrumbs_items(self) -> list[Crumb]:
        log_url = reverse("webhooks:log", args=[self.object.endpoint_id])
        return crumbs(
            self.object.endpoint,
            {"url": log_url, "label": _("Deliveries")},
            {"url": "", "label": self.object.event_type, "sublabel": self.object.message_id},
        )

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Return the value of a field, moments in the time zone of the admin: Wagtail shows them in UTC here."""
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return date_format(localtime(value), "DATETIME_FORMAT")
        return "–" if value in (None, "") else value

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        payload = json.dumps(json.loads(self.object.payload), indent=2, ensure_ascii=False)
        may_replay = self.object.status != DeliveryStatus.PENDING
        return super().get_context_data(**kwargs) | {"payload": payload, "may_replay": may_replay}
