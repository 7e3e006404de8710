"""The termbase in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from pages.terms.columns import LabelledColumn, LabelledLocaleColumn
from pages.terms.models import Term, TermForm
from pages.terms.paginator import EntryPaginator
from pages.terms.selectors import language_at_first, versions_of


class WordingsColumn(LabelledColumn):
    """The other forms of a term, without those that are not to be used."""

    def get_value(self, instance: Term) -> str:
        return ", ".join(form.text for form in instance.forms.all() if form.status != TermForm.Status.FORBIDDEN)


class NamesElsewhereColumn(LabelledColumn):
    """What the concept is called in the other languages, each with a link to the term there."""

    cell_template_name = "terms/names_elsewhere_cell.html"

    def get_value(self, instance: Any) -> Any:
        return instance.elsewhere


class TermIndexView(IndexView):
    """Lists concepts: the terms of one language, at first the editor's own, with their names in the others."""

    paginator_class = EntryPaginator

    def get_base_queryset(self) -> QuerySet[Term]:
        terms: QuerySet[Term] = super().get_base_queryset()
        return terms.select_related("locale").prefetch_related(
            Prefetch("forms", TermForm.objects.order_by("sort_order"))
        )

    def get_filterset_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_filterset_kwargs()
        if "locale" not in self.request.GET:
            data = self.request.GET.copy()
            data["locale"] = language_at_first()
            kwargs["data"] = data
        return kwargs

    def search_queryset(self, queryset: QuerySet[Term]) -> QuerySet[Term]:
        """Find terms by their other forms and by their names in other languages as well."""
        if not self.search_query:
            return queryset
        text = self.search_query
        named = Q(name__icontains=text) | Q(definition__icontains=text) | Q(forms__text__icontains=text)
        concepts = Term.objects.filter(named).values("translation_key")
        return queryset.filter(translation_key__in=concepts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        _name_elsewhere(context["object_list"])
        return context


class TermCreateView(CreateView):
    """Begins a new term with the name that its address gives."""

    def get_initial_form_instance(self) -> Any:
        instance = super().get_initial_form_instance()
        instance.name = self.request.GET.get("name", "")
        return instance

    def get_page_subtitle(self) -> str:
        """Say of which language the term will be, which nothing in the form does."""
        return f"{super().get_page_subtitle()} ({self.locale})"


class TermViewSet(SnippetViewSet):
    """Glossary terms, listed in one language at a time."""

    model = Term
    icon = "openquote"
    add_to_admin_menu = True
    menu_order = 320
    index_view_class = TermIndexView
    add_view_class = TermCreateView
    list_display = [
        "name",
        LabelledLocaleColumn(label=_("Language"), sort_key="locale__language_code"),
        WordingsColumn("wordings", label=_("Forms and variants")),
        NamesElsewhereColumn("elsewhere", label=_("In other languages")),
        LabelledColumn("definition", label=_("Definition"), sort_key="definition"),
    ]
    search_fields = ["name", "definition"]


def _name_elsewhere(terms: Iterable[Any]) -> None:
    versions = versions_of(terms)
    for term in terms:
        others = versions.get(term.translation_key, {})
        term.elsewhere = [other for _code, other in sorted(others.items()) if other.pk != term.pk]


register_snippet(TermViewSet)
