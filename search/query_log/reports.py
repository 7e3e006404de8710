"""What was searched for, among the reports of the admin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy, ngettext
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BaseColumn, Column, Table
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from pages.terms.columns import LabelledColumn, LabelledNumberColumn
from pages.terms.models import Term
from search.labels import language_label
from search.query_log import selectors
from search.query_log.models import QueryCount
from search.query_log.report_rows import ReportedQuery, reported_queries, unanswered_queries

PERIODS: Final = [("7", gettext_lazy("The last 7 days")), ("30", gettext_lazy("The last 30 days"))]


class QueryFilterSet(WagtailFilterSet):
    """Narrows the report to a language and a period."""

    language_code = ChoiceFilter(
        label=gettext_lazy("Language"),
        choices=lambda: [(code, language_label(code)) for code, _name in settings.LANGUAGES],
        empty_label=gettext_lazy("All languages"),
        widget=RadioSelect,
    )
    period = ChoiceFilter(
        label=gettext_lazy("Period"),
        choices=PERIODS,
        empty_label=gettext_lazy("As long as counts are kept"),
        method="in_period",
        widget=RadioSelect,
    )

    class Meta:
        model = QueryCount
        fields = ["language_code", "period"]

    def in_period(self, queryset: QuerySet, _name: str, days: str) -> QuerySet:
        return queryset.filter(day__gt=localdate() - timedelta(days=int(days)))


class QueryPaginator(WagtailPaginator):
    """Pages of queries, which Wagtail would count with one plural in every language."""

    @cached_property
    def items_count_label(self) -> str:
        return ngettext("%(count)d query", "%(count)d queries", self.count) % {"count": self.count}


class QueryColumn(Column):
    """What was asked, in its language."""

    cell_template_name = "search/admin/query_cell.html"


class QueryReportView(ReportView):
    """Lists queries, the most frequent first, to those who may change the glossary."""

    model = QueryCount
    results_template_name = "search/admin/query_report_results.html"
    header_icon = "search"
    filterset_class = QueryFilterSet
    paginate_by = 30
    paginator_class = QueryPaginator
    any_permission_required = ["add", "change"]
    default_ordering = "-number"
    columns = [
        QueryColumn("text", label=gettext_lazy("Query")),
        LabelledColumn("language", label=gettext_lazy("Language"), sort_key="language_code"),
        LabelledNumberColumn("number", label=gettext_lazy("Times asked"), sort_key="number"),
        LabelledColumn(
            "last_day",
            label=gettext_lazy("Last asked"),
            sort_key="last_day",
            accessor=lambda query: date_format(query.last_day),
        ),
    ]
    list_export = ["text", "language_code", "number", "last_day", "last_result_count"]
    # Anybody may search for a formula, which a spreadsheet would compute; in XLSX Wagtail makes texts of them.
    custom_field_preprocess = {"text": {ReportView.FORMAT_CSV: lambda text: f"'{text}" if text[0] in "=+-" else text}}
    export_headings: Mapping[str, object] = {
        "text": gettext_lazy("Query"),
        "language_code": gettext_lazy("Language"),
        "number": gettext_lazy("Times asked"),
        "last_day": gettext_lazy("Last asked"),
        "last_result_count": gettext_lazy("Pages found"),
    }

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # A CSV file is written while it is sent, when the language of the editor is no longer active.
        self.export_headings = {name: str(heading) for name, heading in self.export_headings.items()}

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Term)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by(self.ordering, "text", "language_code")

    def get_table(self, object_list: QuerySet) -> Table:
        return super().get_table(self.get_rows(list(object_list)))

    def get_rows(self, rows: Sequence[dict[str, Any]]) -> Sequence[ReportedQuery]:
        """Return what the columns show of a page of the list."""
        return reported_queries(rows)

    def get_filename(self) -> str:
        return f"{self.export_filename}-{localdate():%Y-%m-%d}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "explanation": _explanation()}


class FrequentQueriesView(QueryReportView):
    """Lists what is asked most, with the number of pages found."""

    page_title = gettext_lazy("Most frequent queries")
    no_results_message = gettext_lazy("Nothing was searched for that often.")
    export_filename = "frequent-queries"
    index_url_name = "search_queries_frequent"
    index_results_url_name = "search_queries_frequent_results"
    columns = [*QueryReportView.columns, LabelledNumberColumn("last_result_count", label=gettext_lazy("Pages found"))]

    def get_base_queryset(self) -> QuerySet:
        return selectors.asked_queries()


class NextStepsColumn(BaseColumn):
    """The buttons that lead to a new term or translation."""

    cell_template_name = "search/admin/next_steps_cell.html"


class QueriesWithoutResultsView(QueryReportView):
    """Lists what is asked in vain, with what an editor can do about it."""

    page_title = gettext_lazy("Queries without results")
    no_results_message = gettext_lazy("Nothing was searched for in vain that often.")
    export_filename = "queries-without-results"
    index_url_name = "search_queries_without_results"
    index_results_url_name = "search_queries_without_results_results"
    columns = [*QueryReportView.columns, NextStepsColumn("next_steps", label=gettext_lazy("What helps"))]
    list_export = QueryReportView.list_export[:-1]

    def get_base_queryset(self) -> QuerySet:
        return selectors.unanswered_queries()

    def get_rows(self, rows: Sequence[dict[str, Any]]) -> Sequence[ReportedQuery]:
        return unanswered_queries(rows, self.request.user, self.request.get_full_path())


def _explanation() -> str:
    """Return what is listed and for how long, one sentence for each number, which has its own plural."""
    times, days = selectors.SHOWN_FROM, settings.SEARCH_QUERIES_RETENTION_DAYS
    shown = ngettext(
        "Listed is what visitors have searched for at least %(count)d time in the period.",
        "Listed is what visitors have searched for at least %(count)d times in the period.",
        times,
    )
    kept = ngettext(
        "Who searched is not recorded, and the counts are deleted after %(count)d day.",
        "Who searched is not recorded, and the counts are deleted after %(count)d days.",
        days,
    )
    return f"{shown % {'count': times}} {kept % {'count': days}}"
