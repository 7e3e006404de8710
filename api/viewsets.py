"""Pages of the admin on which tokens are kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from api.forms import ReaderTokenForm
from api.models import ReaderToken


class ReaderTokenCreateView(generic.CreateView):
    """Makes a token and shows its secret in the answer: it is stored nowhere, not even in the session."""

    def save_action(self) -> HttpResponse:
        title = _("The token has been made")
        context = {
            **self.get_context_data(form=self.form),
            "secret_of": self.object,
            "secret": self.form.secret,
            "page_title": title,
            "header_title": title,
            "index_url": self.get_success_url(),
        }
        return TemplateResponse(self.request, "api/reader_token_created.html", context)


class ReaderTokenViewSet(ModelViewSet):
    """The tokens of external apps."""

    model = ReaderToken
    name = "reader_tokens"
    url_prefix = "reader-tokens"
    icon = "key"
    menu_label = gettext_lazy("Reader tokens")
    add_to_settings_menu = True
    copy_view_enabled = False
    add_view_class = ReaderTokenCreateView
    list_display = [
        "name",
        "prefix",
        "expires_at",
        Column("state", label=gettext_lazy("State"), sort_key="revoked"),
        "last_used_at",
        "created_by",
    ]
    list_filter = ["revoked"]
    search_fields = ["name", "prefix"]
    ordering = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[ReaderTokenForm]:  # noqa: ARG002  Wagtail names it
        return ReaderTokenForm

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(queryset=ReaderToken.objects.select_related("created_by"), **kwargs)
