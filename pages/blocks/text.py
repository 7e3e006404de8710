"""Blocks that hold text alone."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.publications.references import rich_text_source

BODY_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link", "superscript", "subscript"]
INLINE_FEATURES = ["bold", "ol", "ul", "link", "document-link", "superscript", "subscript"]


class RichTextBlock(blocks.RichTextBlock):
    """Rich text whose links are kept only where every reader of the page may follow them."""

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        return rich_text_source(value.source)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, headings, lists and links.")
        preview_value = "<h2>Gaz osłonowy</h2><p>8–12 l/min, dysza 11 mm.</p>"


class QuoteBlock(blocks.StructBlock):
    """A quotation and where it comes from."""

    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Source"), required=False, help_text=_("Person, document or standard."))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Words of a person or a document, with their source.")
        template = "blocks/quote.html"
        preview_value = {"text": "Miara jest pewna, gdy mierzysz dwa razy.", "source": "CNC"}


class CallOutBlock(blocks.StructBlock):
    """A remark that stands out of the text."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("note", _("Note")), ("warning", _("Warning")), ("tip", _("Tip"))],
        default="note",
    )
    title = blocks.CharBlock(label=_("Title"), required=False)
    text = RichTextBlock(label=_("Text"), features=INLINE_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        description = _("A note, a tip or a safety warning beside the text.")
        template = "blocks/call_out.html"
        preview_value = {"kind": "warning", "title": "BHP", "text": "<p>Przyłbica DIN 11.</p>"}


class StepBlock(blocks.StructBlock):
    """One step of a procedure."""

    title = blocks.CharBlock(label=_("Step"))
    text = blocks.TextBlock(label=_("What to do"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    """A procedure as numbered steps."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    items = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("A procedure: what to do, in which order.")
        template = "blocks/steps.html"
        preview_value = {"title": "G54", "items": [{"title": "X0", "text": ""}, {"title": "Z0", "text": ""}]}


class AccordionItemBlock(blocks.StructBlock):
    """A question or heading that opens onto its text."""

    title = blocks.CharBlock(label=_("Heading"))
    text = RichTextBlock(label=_("Text"), features=INLINE_FEATURES)

    class Meta:
        icon = "collapse-down"
        label = _("Item")


class AccordionBlock(blocks.StructBlock):
    """Headings that open onto longer text."""

    items = blocks.ListBlock(AccordionItemBlock(), label=_("Items"), min_num=1)

    class Meta:
        icon = "collapse-down"
        label = _("Accordion")
        description = _("Questions and answers, closed until a reader opens them.")
        template = "blocks/accordion.html"
        preview_value = {"items": [{"title": "TIG?", "text": "<p>141</p>"}]}
