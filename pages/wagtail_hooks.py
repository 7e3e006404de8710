"""Snippets, texts and menus of the site in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.models import Menu, Partner, SiteTexts, Specialisation


class SpecialisationViewSet(SnippetViewSet):
    """The trades of the centre."""

    model = Specialisation
    icon = "tag"
    list_display = ["name", "code"]


class PartnerViewSet(SnippetViewSet):
    """Partners and funders."""

    model = Partner
    icon = "group"
    list_display = ["name", "kind", "website"]
    list_filter = ["kind"]


class SiteTextsViewSet(SnippetViewSet):
    """Co-funding, footer and contact, one set for each language."""

    model = SiteTexts
    icon = "globe"
    list_display = ["site", "locale", "funding_line"]
    list_filter = ["locale"]


class MenuViewSet(SnippetViewSet):
    """Main and footer menu, one for each language."""

    model = Menu
    icon = "bars"
    list_display = ["slot", "locale", "site"]
    list_filter = ["locale", "slot"]


class SiteContentGroup(SnippetViewSetGroup):
    """What belongs to the whole site rather than to a page."""

    menu_label = _("Site content")
    menu_icon = "globe"
    menu_order = 310
    items = (SpecialisationViewSet, PartnerViewSet, SiteTextsViewSet, MenuViewSet)


register_snippet(SiteContentGroup)
