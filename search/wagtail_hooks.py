"""The search in the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from pages.terms.models import Term
from search.admin.report import QueryReportView, TranslationRequestView
from search.admin.viewsets import SearchViewSetGroup


@hooks.register("register_admin_viewset")
def register_search() -> SearchViewSetGroup:
    """Register the pages on which synonyms and recommendations are kept."""
    return SearchViewSetGroup()


@hooks.register("register_admin_urls")
def register_report() -> list[URLPattern]:
    """Register the report of queries."""
    return [
        path("reports/queries/", QueryReportView.as_view(), name="search_queries_report"),
        path(
            "reports/queries/results/",
            QueryReportView.as_view(results_only=True),
            name="search_queries_report_results",
        ),
        path("reports/queries/translation/", TranslationRequestView.as_view(), name="search_translation_request"),
    ]


class TermEditorsMenuItem(MenuItem):
    """Shown to those who may write terms."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Term)
        return bool(policy.user_has_any_permission(request.user, ["add", "change"]))


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> MenuItem:
    """Show the report in the menu of reports."""
    url = reverse("search_queries_report")
    return TermEditorsMenuItem(_("What visitors search for"), url, name="queries", icon_name="search", order=750)
