"""What visitors search for, as a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

import django_filters
from django.contrib import messages
from django.db.models import Max, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from pages.terms.models import Term
from search.engines.base import SearchUnavailable
from search.labels import language_label
from search.models import LoggedQuery
from search.query import SearchQuery
from search.query_log import SHOWN_FROM
from search.results import SearchHit
from search.services import public_reader, search_for

PERIODS: Final = [("7", gettext_lazy("last 7 days")), ("30", gettext_lazy("last 30 days"))]
SUBMIT_TRANSLATION: Final = "wagtail_localize.submit_translation"


class TermEditorsMixin(PermissionCheckedMixin):
    """Opens a page to those who may write terms."""

    any_permission_required = ["add", "change"]

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Term)


class QueryFilterSet(WagtailFilterSet):
    """Narrows the report; without a choice it shows what found nothing."""

    language_code = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"),
        choices=lambda: [(code, language_label(code)) for code in get_content_languages()],
        empty_label=gettext_lazy("All"),
    )
    period = django_filters.ChoiceFilter(
        label=gettext_lazy("Period"), choices=PERIODS, method="within", empty_label=gettext_lazy("as long as kept")
    )
    found = django_filters.ChoiceFilter(
        label=gettext_lazy("Results"),
        choices=[("all", gettext_lazy("all queries"))],
        method="of_any_result",
        empty_label=gettext_lazy("nothing was found"),
    )

    class Meta:
        model = LoggedQuery
        fields = ["language_code", "period", "found"]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        narrowed: QuerySet[Any] = super().filter_queryset(queryset)
        return narrowed if self.form.cleaned_data.get("found") == "all" else narrowed.filter(last_count=0)

    def within(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Count what was asked in the last days only."""
        return queryset.filter(day__gt=timezone.localdate() - timedelta(days=int(value)))

    def of_any_result(self, queryset: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Leave the queries as they are: without this choice `filter_queryset` narrows them."""
        return queryset


class LanguageColumn(Column):
    """The language of a query by its name."""

    def get_value(self, instance: Any) -> str:
        return language_label(instance["language_code"])


class ActsColumn(Column):
    """What can be done about a query, each by one click."""

    cell_template_name = "search/admin/acts_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        user = parent_context["request"].user
        context["acts"] = [
            (label, url)
            for permission, label, url in acts_for(instance["text"], instance["language_code"])
            if user.has_perm(permission)
        ]
        return context


def acts_for(text: str, language_code: str) -> list[tuple[str, str, str]]:
    """Return what can be done about a query: the permission that it takes, its name and its address."""
    words = urlencode({"language": language_code, "words": text})
    term = urlencode({"locale": language_code, "name": text})
    return [
        ("terms.add_term", _("Term"), f"{reverse('wagtailsnippets_terms_term:add')}?{term}"),
        ("search.add_synonymset", _("Synonym"), f"{reverse('search_synonyms:add')}?{words}"),
        ("search.add_bestbet", _("Recommended page"), f"{reverse('search_best_bets:add')}?{words}"),
        (SUBMIT_TRANSLATION, _("Translation"), f"{reverse('search_translation_request')}?{words}"),
    ]


class QueryReportView(TermEditorsMixin, ReportView):
    """Lists queries that were asked often enough to be nobody's, the most frequent first."""

    index_url_name = "search_queries_report"
    index_results_url_name = "search_queries_report_results"
    page_title = gettext_lazy("What visitors search for")
    header_icon = "search"
    filterset_class = QueryFilterSet
    default_ordering = ("-total", "text")
    columns = [
        Column("text", label=gettext_lazy("Query"), sort_key="text"),
        ActsColumn("acts", label=gettext_lazy("Make of it")),
        LanguageColumn("language_code", label=gettext_lazy("Language")),
        Column("total", label=gettext_lazy("Asked"), sort_key="total"),
        Column("last_count", label=gettext_lazy("Results")),
        Column("last_day", label=gettext_lazy("Last asked"), sort_key="last_day"),
    ]
    list_export = ["text", "language_code", "total", "last_count", "last_day"]
    export_headings = {
        "text": gettext_lazy("Query"),
        "language_code": gettext_lazy("Language"),
        "total": gettext_lazy("Asked"),
        "last_count": gettext_lazy("Results"),
        "last_day": gettext_lazy("Last asked"),
    }

    def get_base_queryset(self) -> QuerySet[Any]:
        latest = LoggedQuery.objects.filter(text=OuterRef("text"), language_code=OuterRef("language_code"))
        last_count = Subquery(latest.order_by("-day").values("result_count")[:1])
        rows = LoggedQuery.objects.values("text", "language_code").annotate(total=Sum("times"), last_day=Max("day"))
        return rows.annotate(last_count=last_count).filter(total__gte=SHOWN_FROM)

    def get_filename(self) -> str:
        return f"queries-{timezone.localdate().isoformat()}"


def _first_untranslated(hits: Sequence[SearchHit], language_code: str) -> SearchHit | None:
    """Return the first page found that has no version in a language, not even a draft."""
    keys = dict(Page.objects.filter(pk__in=[hit.page_id for hit in hits]).values_list("pk", "translation_key"))
    versions = Page.objects.filter(translation_key__in=keys.values(), locale__language_code=language_code)
    translated = set(versions.filter(alias_of__isnull=True).values_list("translation_key", flat=True))
    return next((hit for hit in hits if keys.get(hit.page_id) not in translated), None)


class TranslationRequestView(TermEditorsMixin, View):
    """Leads to the form that submits for translation the page of another language that answers a query best."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Find the page as an outsider would; what is found by now in the language itself needs no translation."""
        text, language_code = request.GET.get("words", ""), request.GET.get("language", "")
        report = redirect("search_queries_report")
        try:
            results = search_for(SearchQuery(text=text, language_code=language_code), public_reader())
        except SearchUnavailable:
            messages.warning(request, _("The search does not answer just now. Try again in a minute."))
            return report
        if not results.other_languages:
            messages.warning(request, _("No page in another language answers “%(text)s” either.") % {"text": text})
            return report
        hits = [hit for block in results.other_languages for hit in block.hits]
        best = _first_untranslated(hits, language_code)
        if best is None:
            text_of_best = {"title": hits[0].title, "text": text}
            messages.warning(
                request,
                _("“%(title)s” answers “%(text)s” and is translated already: a term or a synonym leads to it.")
                % text_of_best,
            )
            return report
        messages.info(
            request,
            _("“%(title)s” (%(language)s) answers “%(text)s”.")
            % {"title": best.title, "language": language_label(best.language_code), "text": text},
        )
        locale = Locale.objects.filter(language_code=language_code).first()
        chosen = urlencode({"locales": locale.pk} if locale else {})
        return redirect(f"{reverse('wagtail_localize:submit_page_translation', args=[best.page_id])}?{chosen}")
