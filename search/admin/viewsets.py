"""The pages of the admin on which synonyms and recommendations are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from pages.terms.columns import LabelledColumn
from search.admin.forms import BestBetForm, SynonymSetForm
from search.admin.views import WordsCreateView, WordsEditView, WordsIndexView
from search.models import BestBet, SynonymSet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_PICKED_PAGES: Final = 5


class SearchWordsViewSet(ModelViewSet):
    """Rows of one language each, with a preview of their effect."""

    copy_view_enabled = False
    index_view_class = WordsIndexView
    index_results_template_name = "search/admin/words_index_results.html"
    add_view_class = WordsCreateView
    edit_view_class = WordsEditView
    list_filter = ["locale"]
    #: What the rows are good for, where there are none yet.
    explanation: StrOrPromise = ""

    def get_queryset(self) -> QuerySet:
        """Return the rows of the list with what its columns show."""
        return self.model.objects.select_related("locale")

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(queryset=self.get_queryset(), explanation=self.explanation, **kwargs)


class SynonymSetViewSet(SearchWordsViewSet):
    """Words that mean the same."""

    model = SynonymSet
    name = "search_synonyms"
    url_prefix = "search/synonyms"
    icon = "link"
    menu_label = _("Synonyms")
    list_display = ["__str__", LabelledColumn("locale", label=_("Language"), sort_key="locale__language_code")]
    search_fields = ["words"]
    explanation = _(
        "Synonyms help visitors who use another word than your pages, one that should not stand in the glossary: a "
        "colloquial one, a brand, an old name."
    )
    edit_handler = ObjectList(
        [
            FieldPanel("locale"),
            FieldPanel("words"),
            FieldPanel("one_way"),
            HelpPanel(template="search/admin/effect.html", heading=_("What it changes")),
        ],
        base_form_class=SynonymSetForm,
    )


class BestBetViewSet(SearchWordsViewSet):
    """Pages that stand first for some queries."""

    model = BestBet
    name = "search_best_bets"
    url_prefix = "search/recommended"
    icon = "pick"
    menu_label = _("Recommended pages")
    list_display = [
        "__str__",
        LabelledColumn("page_titles", label=_("Pages")),
        LabelledColumn("locale", label=_("Language"), sort_key="locale__language_code"),
    ]
    search_fields = ["queries"]
    explanation = _("A recommended page stands first for the queries that it answers best, whatever its own words are.")
    edit_handler = ObjectList(
        [
            FieldPanel("locale"),
            FieldPanel("queries"),
            InlinePanel(
                "picked_pages", heading=_("Recommended pages"), label=_("Page"), min_num=1, max_num=MOST_PICKED_PAGES
            ),
            HelpPanel(template="search/admin/effect.html", heading=_("What it changes")),
        ],
        base_form_class=BestBetForm,
    )

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().prefetch_related("picked_pages__page")


class SearchViewSetGroup(ViewSetGroup):
    """What editors add to the search."""

    menu_label = _("Site search")
    menu_icon = "search"
    menu_order = 330
    items = (SynonymSetViewSet, BestBetViewSet)
