"""What an administrator does with a webhook beyond editing it: try it out, rotate its secret, send again."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseOperationView, WagtailAdminTemplateMixin
from wagtail.log_actions import log

from api.webhooks.forms import ReplayForm
from api.webhooks.log import Crumb, WebhookPermissionMixin, crumbs
from api.webhooks.models import WebhookDelivery, WebhookEndpoint
from api.webhooks.outbox import queue_test
from api.webhooks.replays import replay, replay_failed
from api.webhooks.rotation import rotate_secret


class EndpointActView(WebhookPermissionMixin, WagtailAdminTemplateMixin, FormView):
    """A page that says what will happen to one endpoint, with a button for it."""

    template_name = "api/webhooks/act.html"
    form_class: type[Form] = Form
    explanation: Any = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.endpoint = get_object_or_404(WebhookEndpoint, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.endpoint.name

    def get_breadcrumbs_items(self) -> list[Crumb]:
        return crumbs(self.endpoint, {"url": "", "label": self.page_title})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"explanation": self.explanation, "media": context["form"].media}


class TestView(EndpointActView):
    """Sends a message that tells of nothing."""

    page_title = gettext_lazy("Send a test message")
    header_icon = "mail"
    explanation = gettext_lazy(
        "A message of the type “webhook.test” is sent once, signed like any other. The next page shows the answer."
    )

    def form_valid(self, form: Form) -> HttpResponse:  # noqa: ARG002
        if not self.endpoint.active:
            messages.error(self.request, _("The webhook is switched off: switch it on first."))
            return redirect("webhooks:edit", self.endpoint.pk)
        delivery = queue_test(self.endpoint)
        messages.success(self.request, _("The message is on its way. Load this page again to see the answer."))
        return redirect("webhooks:delivery", delivery.pk)


class RotateView(EndpointActView):
    """Gives an endpoint a new secret and shows it in the answer, this once."""

    page_title = gettext_lazy("Rotate the secret")
    header_icon = "rotate"
    explanation = gettext_lazy(
        "The webhook gets a new secret. For 24 hours messages carry signatures by both, so that the app can change to "
        "the new one without losing any."
    )

    def form_valid(self, form: Form) -> HttpResponse:
        secret = rotate_secret(self.endpoint)
        log(instance=self.endpoint, action="wagtail.edit")
        title = _("The secret has been rotated")
        context = {**self.get_context_data(form=form), "page_title": title, "header_title": title}
        return TemplateResponse(
            self.request, "api/webhooks/secret.html", context | {"secret_of": self.endpoint, "secret": secret}
        )


class ReplayFailedView(EndpointActView):
    """Sends all messages once more that have failed since a moment."""

    page_title = gettext_lazy("Replay what failed")
    header_icon = "redirect"
    form_class = ReplayForm
    explanation = gettext_lazy(
        "The messages are sent once more. They keep their ids, so that the app can tell repeats."
    )

    def form_valid(self, form: Form) -> HttpResponse:
        count = replay_failed(self.endpoint, form.cleaned_data["since"])
        told = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count)
        messages.success(self.request, told % {"count": count})
        return redirect("webhooks:log", self.endpoint.pk)


class ReplayView(WebhookPermissionMixin, BaseOperationView):
    """Sends one message once more."""

    model = WebhookDelivery
    http_method_names = ["post"]
    success_message = gettext_lazy("The message is sent again.")

    def perform_operation(self) -> None:
        replay(WebhookDelivery.objects.filter(pk=self.object.pk))

    def get_success_url(self) -> str:
        return reverse("webhooks:delivery", args=[self.object.pk])
