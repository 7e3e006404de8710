"""The rows of the report, with what an editor may do next about each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from pages.terms.models import Term
from pages.terms.selectors import plain_words, terms_by_name
from search.addresses import results_url
from search.labels import language_label
from search.models import BestBet, SynonymSet
from search.query import SearchQuery
from search.query_log.present_answers import AnswerElsewhere, present_answers
from search.query_parser import parse_query
from search.query_pieces import words_looked_for


@dataclass(frozen=True, slots=True)
class Beginning:
    """A form with the query filled in."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ReportedQuery:
    """A query that was asked often."""

    text: str
    language_code: str
    number: int
    last_day: date
    last_result_count: int

    @property
    def language(self) -> str:
        return language_label(self.language_code)


@dataclass(frozen=True, slots=True)
class UnansweredQuery(ReportedQuery):
    """A query without results, with what the editor may make of it; an address is empty where he may not go."""

    beginnings: tuple[Beginning, ...]
    #: How many pages an outsider finds at this moment, and the address of the results.
    found_now: int
    results_url: str
    answer: AnswerElsewhere | None
    translation_url: str

    @property
    def language_of_answer(self) -> str:
        return capfirst(language_label(self.answer.language_code)) if self.answer else ""


def reported_queries(rows: Sequence[Mapping[str, Any]]) -> list[ReportedQuery]:
    """Return rows of `asked_queries` for the report."""
    return [ReportedQuery(**row) for row in rows]


def unanswered_queries(
    rows: Sequence[Mapping[str, Any]], user: AbstractBaseUser, report_url: str
) -> list[UnansweredQuery]:
    """Return rows with the next steps; the number of database queries does not grow with the rows."""
    present = present_answers([SearchQuery(row["text"], row["language_code"], limit=1) for row in rows])
    may_translate = _may_translate(user, [answer.elsewhere for answer in present if answer.elsewhere])
    addable = [
        model
        for model in (Term, SynonymSet, BestBet)
        if policy_registry.get_by_type(model).user_has_permission(user, "add")
    ]
    known = terms_by_name() if policy_registry.get_by_type(Term).user_has_permission(user, "change") else {}
    languages = set(Locale.objects.values_list("language_code", flat=True))
    return [
        UnansweredQuery(
            **row,
            beginnings=tuple(_beginnings(row, addable, known)) if row["language_code"] in languages else (),
            found_now=answer.page_count,
            results_url=results_url(row["text"], row["language_code"]),
            answer=answer.elsewhere,
            translation_url=_translation_url(answer.elsewhere, row["language_code"], report_url)
            if answer.elsewhere and may_translate(answer.elsewhere, row["language_code"])
            else "",
        )
        for row, answer in zip(rows, present, strict=True)
    ]


def _may_translate(
    user: AbstractBaseUser, answers: Sequence[AnswerElsewhere]
) -> Callable[[AnswerElsewhere, str], bool]:
    """Return whether the user may go on with an answer in a language: what is refused there is not offered here."""
    policy = policy_registry.get_by_type(Page)
    page_ids = {answer.draft_id or answer.page_id for answer in answers}
    editable = policy.instances_user_has_permission_for(user, "change").filter(pk__in=page_ids)
    editable_ids = set(editable.values_list("pk", flat=True))
    addable = policy.instances_user_has_permission_for(user, "add")
    languages = set(addable.values_list("locale__language_code", flat=True).distinct())
    may_submit = user.has_perm("wagtail_localize.submit_translation")  # type: ignore[attr-defined]

    def may(answer: AnswerElsewhere, language_code: str) -> bool:
        if answer.draft_id:
            return answer.draft_id in editable_ids
        return may_submit and answer.page_id in editable_ids and language_code in languages

    return may


def _beginnings(
    row: Mapping[str, Any], addable: Collection[type[Model]], known: Mapping[tuple[str, str], Sequence[Term]]
) -> Iterator[Beginning]:
    """Yield the forms that can help: synonyms are looked for beside words, pages recommended for words alone."""
    parsed = parse_query(row["text"])
    text, language_code = words_looked_for(row["text"]), row["language_code"]
    words = urlencode({"language": language_code, "words": text})
    if terms := known.get((language_code, plain_words(text))):
        yield Beginning(_("Change the term"), reverse(Term.snippet_viewset.get_url_name("edit"), args=[terms[0].pk]))
    elif Term in addable:
        name = urlencode({"locale": language_code, "name": text})
        yield Beginning(_("Make a term"), f"{reverse(Term.snippet_viewset.get_url_name('add'))}?{name}")
    if SynonymSet in addable and parsed.words:
        yield Beginning(_("Make a synonym"), f"{reverse('search_synonyms:add')}?{words}")
    if BestBet in addable and parsed.plain:
        yield Beginning(_("Recommend a page"), f"{reverse('search_best_bets:add')}?{words}")


def _translation_url(answer: AnswerElsewhere, language_code: str, report_url: str) -> str:
    """Return where the page is submitted for translation or, if there is a version in the language, where that is edited."""
    if answer.draft_id:
        return reverse("wagtailadmin_pages:edit", args=[answer.draft_id])
    parameters = urlencode({"select_locale": language_code, "next": report_url})
    return f"{reverse('wagtail_localize:submit_page_translation', args=[answer.page_id])}?{parameters}"
