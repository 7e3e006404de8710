"""The termbase in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from pages.terms.columns import LabelledColumn, LabelledLocaleColumn
from pages.terms.models import Term, TermForm
from pages.terms.paginator import EntryPaginator
from pages.terms.selectors import concepts_with, language_at_first, plain_words, terms_by_name, versions_of

if TYPE_CHECKING:
    FormView = Any
else:
    FormView = object


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
        return queryset.filter(translation_key__in=concepts_with(self.search_query))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        _name_elsewhere(context["object_list"])
        return context


class TellsOfNamesakes(FormView):
    """Saves a term, and tells of another one of the same name: the concept may be another, or the same once more."""

    request: HttpRequest
    object: Term

    def save_action(self) -> HttpResponse:
        name = self.object.locale.language_code, plain_words(self.object.name)
        for other in terms_by_name()[name]:
            if other != self.object:
                self._tell_of(other)
        return super().save_action()

    def _tell_of(self, other: Term) -> None:
        text = gettext(
            "This language has another term “%(name)s”. If both mean the same, keep only one: forms and translations "
            "of two are not joined."
        )
        edit = reverse(Term.snippet_viewset.get_url_name("edit"), args=[other.pk])
        button = messages.button(edit, gettext("Open the other one"))
        messages.warning(self.request, text % {"name": other.name}, buttons=[button])


class TermCreateView(TellsOfNamesakes, CreateView):
    """Begins a new term with the name that its address gives."""

    def get_initial_form_instance(self) -> Any:
        instance = super().get_initial_form_instance()
        instance.name = self.request.GET.get("name", "")
        return instance

    def get_page_subtitle(self) -> str:
        """Say of which language the term will be, which nothing in the form does."""
        return f"{super().get_page_subtitle()} ({self.locale})"


class TermEditView(TellsOfNamesakes, EditView):
    """Changes a term."""


class TermViewSet(SnippetViewSet):
    """Glossary terms, listed in one language at a time."""

    model = Term
    icon = "openquote"
    add_to_admin_menu = True
    menu_order = 320
    index_view_class = TermIndexView
    add_view_class = TermCreateView
    edit_view_class = TermEditView
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
