"""What editors add to the search, and the counts of what visitors search for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale, Orderable

from search.query_log.models import QueryCount
from search.word_lists import lines_of

__all__ = ["BestBet", "CurationVersion", "PickedPage", "QueryCount", "SynonymSet"]


class SynonymSet(models.Model):
    """Words and expressions that mean the same to who searches in one language."""

    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+", verbose_name=_("language"))
    words = models.TextField(
        _("words and expressions"),
        help_text=_("One on each line, in the dictionary form. Who searches for one of them finds the others too."),
    )
    one_way = models.BooleanField(
        _("one way"),
        default=False,
        help_text=_("Only who searches for what stands on the first line finds the others too, and not the reverse."),
    )

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        first, *others = self.lines or [""]
        return f"{first} {'→' if self.one_way else '='} {', '.join(others)}"

    @property
    def lines(self) -> list[str]:
        """Return the words and expressions."""
        return lines_of(self.words)

    @property
    def asked_lines(self) -> list[str]:
        """Return those for which a visitor finds the others."""
        return self.lines[: 1 if self.one_way else None]


class BestBet(ClusterableModel):
    """Pages that editors have picked to stand first for some queries in one language."""

    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+", verbose_name=_("language"))
    queries = models.TextField(
        _("queries"),
        help_text=_("One on each line. Endings, capitals, diacritics and the order of the words do not matter."),
    )

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["queries", "pk"]

    def __str__(self) -> str:
        return ", ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """Return the queries."""
        return lines_of(self.queries)

    @property
    def asked_lines(self) -> list[str]:
        """Return those for which the pages are recommended: all."""
        return self.lines

    @property
    def page_titles(self) -> str:
        """Return the titles of the pages, for a list, and which of them nobody is shown; they may all be gone."""
        pages = [picked.page for picked in self.picked_pages.all()]
        draft = _("%(title)s (not published)")
        return ", ".join(page.title if page.live else draft % {"title": page.title} for page in pages) or str(
            _("No page is left")
        )


class PickedPage(Orderable):
    """A page that is recommended."""

    best_bet = ParentalKey(BestBet, on_delete=models.CASCADE, related_name="picked_pages")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))

    panels = [FieldPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = _("recommended page")
        verbose_name_plural = _("recommended pages")

    def __str__(self) -> str:
        return str(self.page)


class CurationVersion(models.Model):
    """The one row that tells whether synonyms and recommendations are still those that a process has read."""

    mark = models.UUIDField()

    class Meta:
        verbose_name = "version of what editors add to the search"
        verbose_name_plural = "versions of what editors add to the search"

    def __str__(self) -> str:
        return str(self.mark)
