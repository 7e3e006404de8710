"""The forms of synonyms and recommendations, each with a preview of its effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.models import Locale

from pages.terms.paginator import EntryPaginator
from pages.terms.selectors import language_at_first
from search.admin.effect import Effect
from search.admin.forms import BestBetForm, SynonymSetForm
from search.word_lists import likeness

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    FormView = Any
else:
    FormView = object

#: The button that compares, and what its script sends for the answer without the page around it.
COMPARE: Final = "compare"
ANSWER_ALONE: Final = "answer"


class FormViewWithEffect(FormView):
    """Saves a form; sent by the button that compares, shows what would change, and saves and counts nothing."""

    request: HttpRequest

    def is_valid(self, form: SynonymSetForm | BestBetForm) -> bool:
        if COMPARE not in self.request.POST:
            return bool(super().is_valid(form))
        form.effect = Effect(form, self.request.POST.get("effect_query", "").strip())
        # The form is shown again, as one that cannot be saved is, but no message says so.
        self.produced_error_message = None
        return False

    def form_invalid(self, form: SynonymSetForm | BestBetForm) -> HttpResponse:
        if self.request.POST.get(COMPARE) == ANSWER_ALONE:
            return render(self.request, "search/admin/effect_answer.html", {"form": form, "effect": form.effect})
        return super().form_invalid(form)

    def save_action(self) -> HttpResponse:
        for warning in self.form.warnings():
            messages.warning(self.request, warning)
        return super().save_action()


class WordsIndexView(generic.IndexView):
    """Lists rows, and says what they are good for where there are none."""

    paginator_class = EntryPaginator
    explanation: StrOrPromise = ""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Find rows whatever their capitals and marks; SQLite knows capitals of plain Latin letters alone."""
        if not self.is_searching:
            return queryset
        wanted = " ".join(likeness(self.search_query))
        found = [row.pk for row in queryset if wanted and self._has(row, wanted)]
        return queryset.filter(pk__in=found)

    def _has(self, row: Model, wanted: str) -> bool:
        return any(wanted in " ".join(likeness(getattr(row, name))) for name in self.search_fields)


class WordsCreateView(FormViewWithEffect, generic.CreateView):
    """Begins a new row with the language and the words that its address names, else with the editor's own language."""

    def get_initial(self) -> dict[str, Any]:
        language_code = self.request.GET.get("language", "") or language_at_first()
        locale = Locale.objects.filter(language_code=language_code).first()
        asked = {"locale": locale, self.get_form_class().words_field: self.request.GET.get("words", "")}
        return {**super().get_initial(), **{name: value for name, value in asked.items() if value}}


class WordsEditView(FormViewWithEffect, generic.EditView):
    """Changes a row."""
