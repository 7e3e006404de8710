"""Pages of the admin on which webhooks are kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from api.webhooks import acts, log
from api.webhooks.forms import WebhookEndpointForm
from api.webhooks.models import WebhookEndpoint


class WebhookCreateView(generic.CreateView):
    """Makes an endpoint and shows its secret in the answer, this once."""

    def save_action(self) -> HttpResponse:
        title = _("The webhook has been made")
        context = {**self.get_context_data(form=self.form), "page_title": title, "header_title": title}
        context |= {"secret_of": self.object, "secret": self.form.secret}
        return TemplateResponse(self.request, "api/webhooks/secret.html", context)


class WebhookEditView(generic.EditView):
    """Changes an endpoint, and leads to what else can be done with it."""

    template_name = "api/webhooks/edit.html"

    @cached_property
    def header_buttons(self) -> list[Button]:
        return [HeaderButton(_("Deliveries"), url=reverse("webhooks:log", args=[self.object.pk]), icon_name="list-ul")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        own = [
            Button(_("Send a test message"), url=reverse("webhooks:test", args=[self.object.pk]), icon_name="mail"),
            Button(_("Rotate the secret"), url=reverse("webhooks:rotate", args=[self.object.pk]), icon_name="rotate"),
        ]
        return [*own, *super().header_more_buttons]


class WebhookViewSet(ModelViewSet):
    """The endpoints that are told of changes, and the log of what was sent to them."""

    model = WebhookEndpoint
    name = "webhooks"
    icon = "globe"
    menu_label = gettext_lazy("Webhooks")
    add_to_settings_menu = True
    copy_view_enabled = False
    add_view_class = WebhookCreateView
    edit_view_class = WebhookEditView
    list_display = [
        "name",
        "url",
        Column("state", label=gettext_lazy("State"), sort_key="active"),
        "failing_since",
        "created_by",
    ]
    list_filter = ["active"]
    search_fields = ["name", "url"]
    ordering = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[WebhookEndpointForm]:  # noqa: ARG002  Wagtail names it
        return WebhookEndpointForm

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(queryset=WebhookEndpoint.objects.select_related("created_by"), **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("log/<int:pk>/", log.DeliveryLogView.as_view(), name="log"),
            path("log/<int:pk>/results/", log.DeliveryLogView.as_view(results_only=True), name="log_results"),
            path("delivery/<int:pk>/", log.DeliveryView.as_view(), name="delivery"),
            path("delivery/<int:pk>/replay/", acts.ReplayView.as_view(), name="replay"),
            path("test/<int:pk>/", acts.TestView.as_view(), name="test"),
            path("rotate/<int:pk>/", acts.RotateView.as_view(), name="rotate"),
            path("replay-failed/<int:pk>/", acts.ReplayFailedView.as_view(), name="replay_failed"),
        ]
