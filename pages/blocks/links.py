"""Blocks that lead to other content: pages and glossary terms."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.publications.references import localized, page_reference
from pages.publications.shapes import PageReference
from pages.terms.models import Term, TermReference, references_to


class ReferencedPageBlock(blocks.PageChooserBlock):
    """A page chooser that publishes title, summary and address in the language of the text."""

    def get_api_representation(self, value: Any, context: Any = None) -> PageReference | None:
        return page_reference(localized(value)) if value else None


class PageCardsBlock(blocks.StructBlock):
    """Cards that lead to other pages."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    pages = blocks.ListBlock(ReferencedPageBlock(), label=_("Pages"), min_num=1)

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        representation = super().get_api_representation(value, context=context)
        representation["pages"] = [page for page in representation["pages"] if page]
        return representation if representation["pages"] else None

    def get_preview_value(self) -> Any:
        pages = Page.objects.filter(depth__gt=2).order_by("path")[:2]
        return self.to_python({"title": "", "pages": [page.pk for page in pages]})

    class Meta:
        icon = "copy"
        label = _("Page cards")
        description = _("Cards with title and summary of other pages.")
        template = "blocks/page_cards.html"


class TermChooserBlock(SnippetChooserBlock):
    """A chooser of glossary terms."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("terms.Term", **kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (f"{type(self).__module__}.{type(self).__name__}", [], self._constructor_args[1])


class GlossaryTermBlock(blocks.StructBlock):
    """Terms of the glossary side by side in the languages of the site."""

    terms = blocks.ListBlock(TermChooserBlock(label=_("Term")), label=_("Terms"), min_num=1)

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, list[TermReference]]:
        return {"terms": references_to([localized(term) for term in value["terms"] if term])}

    def get_preview_value(self) -> Any:
        terms = Term.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("pk")[:2]
        return self.to_python({"terms": [term.pk for term in terms]})

    class Meta:
        icon = "openquote"
        label = _("Glossary terms")
        description = _("Terms with definition and the name in the other languages.")
        template = "blocks/glossary_term.html"
