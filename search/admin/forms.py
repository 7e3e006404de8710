"""The forms of synonyms and recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, ngettext
from wagtail.admin.forms import WagtailAdminModelForm

from search.admin.common_words import common_words
from search.best_bets import BestBets
from search.curation import (
    Curation,
    best_bet_rules,
    rule_of_synonyms,
    rules_of_best_bet,
    synonym_rules,
)
from search.models import BestBet, SynonymSet
from search.selectors import pages_not_public
from search.synonyms import Synonyms
from search.word_lists import Sameness, likeness, lines_of, repeated
from search.word_readings import ask_the_same, readings_of, say_the_same

if TYPE_CHECKING:
    from search.admin.effect import Effect

MOST_LINES: Final = 30
LONGEST_LINE: Final = 100


class SearchWordsForm(WagtailAdminModelForm):
    """A form whose main field is a list of words in one language."""

    words_field = ""
    fewest_lines = 1
    #: When two lines are one to the search.
    same: Sameness
    #: What a search would find with the form saved, where that was asked.
    effect: Effect | None = None

    class Media:
        js = ("search/effect.js",)
        css = {"all": ("search/effect.css",)}

    def checked_lines(self, text: str) -> str:
        """Return the lines of the field; raises ValidationError with all that is wrong with them in any language."""
        lines = lines_of(text)
        problems = [
            *(_("“%(line)s” has no letter or digit.") % {"line": line} for line in lines if not likeness(line)),
            *(_("“%(line)s…” is too long.") % {"line": line[:30]} for line in lines if len(line) > LONGEST_LINE),
        ]
        if len(lines) > MOST_LINES:
            problems.append(_("No more than %(number)s lines, please.") % {"number": MOST_LINES})
        if len(lines) < self.fewest_lines:
            problems.append(_("Write at least two words or expressions, each on a line of its own."))
        if problems:
            raise ValidationError(problems)
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        """Refuse lines that are one to the search, in this entry or in another one of the language."""
        data: dict[str, Any] = super().clean()
        if data.get(self.words_field) and data.get("locale"):
            for message in list(self._problems_of_language(lines_of(data[self.words_field]))):
                self.add_error(self.words_field, message)
        return data

    def asked_lines(self) -> list[str]:
        """Return the lines that visitors may type to whom the entry then answers."""
        return lines_of(self.cleaned_data[self.words_field])

    def _problems_of_language(self, lines: Sequence[str]) -> Iterator[str]:
        for line, other in repeated(lines, self.language_code, self.same):
            yield _same_as(line, other)
        for line, owner in self._known_elsewhere(self.asked_lines()):
            words = {"line": line, "owner": str(owner)}
            yield _("“%(line)s” is in another entry of this language already: %(owner)s") % words

    def _known_elsewhere(self, lines: Iterable[str]) -> Iterator[tuple[str, SynonymSet | BestBet]]:
        """Yield the lines that another row of the same language answers, each with that row."""
        others = type(self.instance).objects.filter(locale=self.cleaned_data["locale"]).exclude(pk=self.instance.pk)
        known = [(readings_of(line, self.language_code), other) for other in others for line in other.asked_lines]
        for line in lines:
            typed = readings_of(line, self.language_code)
            yield from islice(((line, other) for readings, other in known if self.same(typed, readings)), 1)

    def warnings(self) -> list[str]:
        """Return what is allowed, but hardly meant."""
        return []

    @property
    def language_code(self) -> str:
        """Return the language chosen."""
        return str(self.cleaned_data["locale"].language_code)

    @property
    def first_line(self) -> str:
        """Return what stands on the first line as it is typed or kept; an empty string where nothing does."""
        return next(iter(lines_of(str(self[self.words_field].value() or ""))), "")


def _same_as(line: str, other: str) -> str:
    if likeness(line) == likeness(other):
        return _("“%(line)s” stands here twice.") % {"line": line}
    return _("“%(line)s” is to the search the same as “%(other)s”: one of them is enough.") % {
        "line": line,
        "other": other,
    }


class SynonymSetForm(SearchWordsForm):
    """Words that mean the same."""

    words_field = "words"
    fewest_lines = 2
    same = staticmethod(say_the_same)

    def clean_words(self) -> str:
        return self.checked_lines(self.cleaned_data["words"])

    def asked_lines(self) -> list[str]:
        return super().asked_lines()[: 1 if self.cleaned_data.get("one_way") else None]

    def warnings(self) -> list[str]:
        return [
            ngettext(
                "“%(text)s” stands on %(count)d of %(all)d pages: who searches for the other words is shown nearly all.",
                "“%(text)s” stands on %(count)d of %(all)d pages: who searches for the other words is shown nearly all.",
                word.page_count,
            )
            % {"text": word.text, "count": word.page_count, "all": word.all_pages}
            for word in common_words(lines_of(self.cleaned_data["words"]), self.language_code)
        ]

    def curated(self, present: Curation) -> Curation:
        """Return the present state with what stands in the form."""
        rule = rule_of_synonyms(
            lines_of(self.cleaned_data["words"]), self.language_code, one_way=self.cleaned_data["one_way"]
        )
        return Curation(Synonyms([*synonym_rules(without=self.instance.pk or 0), rule]), present.best_bets)


class BestBetForm(SearchWordsForm):
    """Queries with the pages recommended for them."""

    words_field = "queries"
    same = staticmethod(ask_the_same)

    def clean_queries(self) -> str:
        return self.checked_lines(self.cleaned_data["queries"])

    def is_valid(self) -> bool:
        """Refuse a page that is picked twice, too."""
        valid = bool(super().is_valid())
        seen: set[Any] = set()
        for form in self.picked_forms() if valid else []:
            page = form.cleaned_data["page"]
            if page.pk in seen:
                form.add_error("page", _("This page stands here twice."))
                valid = False
            seen.add(page.pk)
        return valid

    def picked_forms(self) -> list[Any]:
        """Return the forms of the pages that are to be kept, in their order."""
        formset = self.formsets["picked_pages"]
        kept = [form for form in formset.forms if form not in formset.deleted_forms and form.cleaned_data.get("page")]
        return sorted(kept, key=lambda form: form.cleaned_data.get("ORDER") or 0)

    def warnings(self) -> list[str]:
        pages = [form.cleaned_data["page"] for form in self.picked_forms()]
        hidden = pages_not_public([page.pk for page in pages])
        message = _("The page “%(title)s” is not public now: visitors do not see it among the recommended ones.")
        return [message % {"title": page.get_admin_display_title()} for page in pages if page.pk in hidden]

    def curated(self, present: Curation) -> Curation:
        """Return the present state with what stands in the form."""
        page_ids = [form.cleaned_data["page"].pk for form in self.picked_forms()]
        rules = rules_of_best_bet(lines_of(self.cleaned_data["queries"]), self.language_code, page_ids)
        return Curation(present.synonyms, BestBets([*best_bet_rules(without=self.instance.pk or 0), *rules]))
