"""The forms of synonyms and recommendations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from search.best_bets import BestBets
from search.curation import (
    Curation,
    best_bet_rules,
    rule_of_synonyms,
    rules_of_best_bet,
    synonym_rules,
)
from search.models import BestBet, SynonymSet
from search.synonyms import Synonyms
from search.word_lists import likeness, lines_of, repeated

MOST_LINES: Final = 30
LONGEST_LINE: Final = 100


class SearchWordsForm(WagtailAdminModelForm):
    """A form whose main field is a list of words in one language."""

    fewest_lines = 1

    class Media:
        js = ("search/effect.js",)
        css = {"all": ("search/effect.css",)}

    def checked_lines(self, text: str) -> list[str]:
        """Return the lines of the field; raises ValidationError with all that is wrong with them."""
        lines = lines_of(text)
        problems = [
            *(_("“%(line)s” has no letter or digit.") % {"line": line} for line in lines if not likeness(line)),
            *(_("“%(line)s” stands here twice.") % {"line": line} for line in repeated(filter(likeness, lines))),
            *(_("“%(line)s…” is too long.") % {"line": line[:30]} for line in lines if len(line) > LONGEST_LINE),
        ]
        if len(lines) > MOST_LINES:
            problems.append(_("No more than %(number)s lines, please.") % {"number": MOST_LINES})
        if len(lines) < self.fewest_lines:
            problems.append(_("Write at least two words or expressions, each on a line of its own."))
        if problems:
            raise ValidationError(problems)
        return lines

    def refuse_known(self, lines: Iterable[str], known: Iterable[tuple[str, SynonymSet | BestBet]], name: str) -> None:
        """Report the lines that stand in another row of the same language."""
        owners = {likeness(line): owner for line, owner in known}
        for line in lines:
            if owner := owners.get(likeness(line)):
                words = {"line": line, "owner": str(owner)}
                self.add_error(name, _("“%(line)s” is in another entry of this language already: %(owner)s") % words)

    @property
    def lines_of_language(self) -> str:
        """Return the language chosen."""
        return str(self.cleaned_data["locale"].language_code)


class SynonymSetForm(SearchWordsForm):
    """Words that mean the same."""

    fewest_lines = 2

    def clean_words(self) -> str:
        return "\n".join(self.checked_lines(self.cleaned_data["words"]))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if data.get("words") and data.get("locale"):
            others = SynonymSet.objects.filter(locale=data["locale"]).exclude(pk=self.instance.pk)
            known = [(line, other) for other in others for line in other.lines[: 1 if other.one_way else None]]
            lines = lines_of(data["words"])
            self.refuse_known(lines[:1] if data.get("one_way") else lines, known, "words")
        return data

    @property
    def effect_url(self) -> str:
        """Return where the effect of what stands in the form is shown."""
        return reverse("search_synonyms:effect", args=[self.instance.pk or 0])

    def curated(self, present: Curation) -> Curation:
        """Return the present state with what stands in the form."""
        rule = rule_of_synonyms(
            lines_of(self.cleaned_data["words"]), self.lines_of_language, one_way=self.cleaned_data["one_way"]
        )
        return Curation(Synonyms([*synonym_rules(without=self.instance.pk or 0), rule]), present.best_bets)


class BestBetForm(SearchWordsForm):
    """Queries with the pages recommended for them."""

    def clean_queries(self) -> str:
        return "\n".join(self.checked_lines(self.cleaned_data["queries"]))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if data.get("queries") and data.get("locale"):
            others = BestBet.objects.filter(locale=data["locale"]).exclude(pk=self.instance.pk)
            self.refuse_known(
                lines_of(data["queries"]), [(line, other) for other in others for line in other.lines], "queries"
            )
        return data

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

    @property
    def effect_url(self) -> str:
        """Return where the effect of what stands in the form is shown."""
        return reverse("search_best_bets:effect", args=[self.instance.pk or 0])

    def curated(self, present: Curation) -> Curation:
        """Return the present state with what stands in the form."""
        page_ids = [form.cleaned_data["page"].pk for form in self.picked_forms()]
        rules = rules_of_best_bet(lines_of(self.cleaned_data["queries"]), self.lines_of_language, page_ids)
        return Curation(present.synonyms, BestBets([*best_bet_rules(without=self.instance.pk or 0), *rules]))
