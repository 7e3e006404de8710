"""What a search finds now, and what it would find with a change that is not saved yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from search.admin.forms import BestBetForm, SynonymSetForm
from search.curation import Curation, curation
from search.engines.base import SearchUnavailable
from search.explanation import ShownExpansion, shown_expansions
from search.query import SearchQuery
from search.results import SearchHit, SearchResults
from search.services import public_reader, search_as_curated

HITS_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class ComparedHit:
    """A page found, and whether the other answer has it at all."""

    hit: SearchHit
    is_only_here: bool


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """One side of the comparison."""

    results: SearchResults
    best_bets: tuple[ComparedHit, ...]
    hits: tuple[ComparedHit, ...]
    expansions: tuple[ShownExpansion, ...]


class EffectView(PermissionCheckedMixin, View):
    """Answers the form as it stands by what an outsider finds without and with it; nothing is saved or counted."""

    http_method_names = ["post"]
    any_permission_required = ["add", "change"]
    viewset: Any = None

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Compare the two answers to the query typed."""
        model = self.viewset.model
        instance = get_object_or_404(model, pk=pk) if pk else model()
        form_class = self.viewset.get_edit_handler().get_form_class()
        form = form_class(request.POST, instance=instance, for_user=request.user)
        text = request.POST.get("effect_query", "").strip()
        context: dict[str, Any] = {"text": text, "form": form}
        if form.is_valid() and text:
            try:
                context["before"], context["after"] = compared(text, form)
            except SearchUnavailable:
                context["is_away"] = True
        return render(request, "search/admin/effect_answer.html", context)


def compared(text: str, form: SynonymSetForm | BestBetForm) -> tuple[ComparedAnswer, ComparedAnswer]:
    """Return what an outsider finds now, and what with the form saved."""
    present = curation()
    query = SearchQuery(text=text, language_code=form.lines_of_language, limit=HITS_SHOWN)
    now, then = _answer(query, present), _answer(query, form.curated(present))
    return _compared(now, then, query), _compared(then, now, query)


def _answer(query: SearchQuery, curated: Curation) -> SearchResults:
    return search_as_curated(query, public_reader(), curated)


def _compared(results: SearchResults, other: SearchResults, query: SearchQuery) -> ComparedAnswer:
    def marked(hits: tuple[SearchHit, ...], others: tuple[SearchHit, ...]) -> tuple[ComparedHit, ...]:
        there = {hit.page_id for hit in others}
        return tuple(ComparedHit(hit, hit.page_id not in there) for hit in hits)

    return ComparedAnswer(
        results=results,
        best_bets=marked(results.best_bets, other.best_bets),
        hits=marked(results.hits, other.hits),
        expansions=shown_expansions(results.expansions, query.language_code),
    )
