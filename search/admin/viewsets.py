"""The pages of the admin on which synonyms and recommendations are kept."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from pages.terms.columns import LabelledColumn
from search.admin.forms import BestBetForm, SynonymSetForm
from search.admin.views import WordsCreateView, WordsEditView
from search.models import BestBet, SynonymSet

MOST_PICKED_PAGES: Final = 5


class SearchWordsViewSet(ModelViewSet):
    """Rows of one language each, with a preview of their effect."""

    copy_view_enabled = False
    add_view_class = WordsCreateView
    edit_view_class = WordsEditView
    list_filter = ["locale"]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(queryset=self.model.objects.select_related("locale"), **kwargs)


class SynonymSetViewSet(SearchWordsViewSet):
    """Words that mean the same."""

    model = SynonymSet
    name = "search_synonyms"
    url_prefix = "search/synonyms"
    icon = "link"
    menu_label = _("Synonyms")
    list_display = ["__str__", LabelledColumn("locale", label=_("Language"), sort_key="locale__language_code")]
    search_fields = ["words"]
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

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        rows = BestBet.objects.select_related("locale").prefetch_related("picked_pages__page")
        return ModelViewSet.get_index_view_kwargs(self, queryset=rows, **kwargs)


class SearchViewSetGroup(ViewSetGroup):
    """What editors add to the search."""

    menu_label = _("Site search")
    menu_icon = "search"
    menu_order = 330
    items = (SynonymSetViewSet, BestBetViewSet)
