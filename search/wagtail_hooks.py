"""What search adds to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from pages.terms.models import Term
from search.admin.viewsets import SearchViewSetGroup
from search.query_log.reports import FrequentQueriesView, QueriesWithoutResultsView, QueryReportView


@hooks.register("register_admin_viewset")
def register_search() -> SearchViewSetGroup:
    """Register the pages on which synonyms and recommendations are kept."""
    return SearchViewSetGroup()


@hooks.register("register_admin_urls")
def register_query_reports() -> Sequence[URLPattern]:
    """Register the reports of queries."""
    return [
        *_report_urls("queries-without-results", QueriesWithoutResultsView),
        *_report_urls("frequent-queries", FrequentQueriesView),
    ]


def _report_urls(name: str, view: type[QueryReportView]) -> list[URLPattern]:
    return [
        path(f"reports/{name}/", view.as_view(), name=view.index_url_name),
        path(f"reports/{name}/results/", view.as_view(results_only=True), name=view.index_results_url_name),
    ]


class QueryReportMenuItem(MenuItem):
    """A report of queries in the menu of those who may change the glossary."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Term)
        return bool(policy.user_has_any_permission(request.user, ["add", "change"]))


@hooks.register("register_reports_menu_item")
def queries_without_results() -> QueryReportMenuItem:
    """Offer the report of what is asked in vain."""
    url = reverse(QueriesWithoutResultsView.index_url_name)
    return QueryReportMenuItem(
        QueriesWithoutResultsView.page_title, url, name="queries-without-results", icon_name="search", order=600
    )


@hooks.register("register_reports_menu_item")
def frequent_queries() -> QueryReportMenuItem:
    """Offer the report of what is asked most."""
    url = reverse(FrequentQueriesView.index_url_name)
    return QueryReportMenuItem(
        FrequentQueriesView.page_title, url, name="frequent-queries", icon_name="search", order=610
    )
