"""The body of a page and the chapters of a strategy document, composed from the single blocks."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.blocks.links import GlossaryTermBlock, PageCardsBlock
from pages.blocks.media import DocumentBlock, FileListBlock, ImageBlock, VideoBlock
from pages.blocks.tables import TableBlock
from pages.blocks.text import (
    BODY_FEATURES,
    AccordionBlock,
    CallOutBlock,
    QuoteBlock,
    RichTextBlock,
    StepsBlock,
)


class PublishedStreamBlock(blocks.StreamBlock):
    """A stream that leaves out blocks of which nothing may be shown."""

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        if value is None:
            return []
        children = (
            {
                "type": child.block.name,
                "value": child.block.get_api_representation(child.value, context=context),
                "id": child.id,
            }
            for child in value
        )
        return [child for child in children if child["value"] is not None]


class BodyStreamBlock(PublishedStreamBlock):
    """All that the body of a page may hold."""

    rich_text = RichTextBlock(features=BODY_FEATURES, template="blocks/rich_text.html", group=_("Text"))
    steps = StepsBlock(group=_("Text"))
    table = TableBlock(group=_("Text"))
    call_out = CallOutBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    accordion = AccordionBlock(group=_("Text"))
    image = ImageBlock(group=_("Media and files"))
    video = VideoBlock(group=_("Media and files"))
    document = DocumentBlock(group=_("Media and files"))
    file_list = FileListBlock(group=_("Media and files"))
    page_cards = PageCardsBlock(group=_("Links"))
    glossary_term = GlossaryTermBlock(group=_("Links"))

    class Meta:
        template = "blocks/body.html"


class MaterialsStreamBlock(PublishedStreamBlock):
    """Files and films that belong to one meeting."""

    document = DocumentBlock()
    video = VideoBlock()

    class Meta:
        template = "blocks/body.html"


class ChapterBlock(blocks.StructBlock):
    """A chapter of a strategy document."""

    title = blocks.CharBlock(label=_("Title"), max_length=255)
    content = BodyStreamBlock(label=_("Content"))

    class Meta:
        icon = "title"
        label = _("Chapter")
        description = _("A chapter with a title; it stands in the list of contents.")
        template = "blocks/chapter.html"
        preview_value = {
            "title": "Stan wyjściowy",
            "content": [{"type": "rich_text", "value": "<p>Spawanie, skrawanie, wykrawanie.</p>"}],
        }


class ChaptersStreamBlock(PublishedStreamBlock):
    """The chapters of a document."""

    chapter = ChapterBlock()
