"""Blocks that show an image, a video or a file of the media library."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import VideoChooserBlock
from wagtailmedia.models import get_media_model

from pages.publications.references import document_reference, image_reference, media_reference
from pages.publications.shapes import DocumentReference, ImageReference, MediaReference


class ReferencedImageBlock(ImageChooserBlock):
    """An image chooser that publishes all that is needed to show the image."""

    def get_api_representation(self, value: Any, context: Any = None) -> ImageReference | None:
        return image_reference(value)


class ReferencedDocumentBlock(DocumentChooserBlock):
    """A document chooser that publishes title, type, size and address of the file."""

    def get_api_representation(self, value: Any, context: Any = None) -> DocumentReference | None:
        return document_reference(value)


class ReferencedVideoBlock(VideoChooserBlock):
    """A video chooser that publishes address, poster and text tracks."""

    def get_api_representation(self, value: Any, context: Any = None) -> MediaReference | None:
        return media_reference(value)


class ReferenceStructBlock(blocks.StructBlock):
    """A block about one referenced object; without the object nothing of the block is published."""

    reference_name = ""

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        representation = super().get_api_representation(value, context=context)
        return representation if representation.get(self.reference_name) else None


class ImageBlock(ReferenceStructBlock):
    """An image with the words that belong to it."""

    reference_name = "image"

    image = ReferencedImageBlock(label=_("Image"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        help_text=_("What the image shows, for people who do not see it. Empty for decoration only."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)
    credit = blocks.CharBlock(label=_("Credit"), required=False, help_text=_("Author and licence."))

    def get_preview_value(self) -> Any:
        image = get_image_model().objects.order_by("pk").first()
        return self.to_python({"image": image.pk if image else None, "caption": "Ø 40", "credit": ""})

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image with alternative text, caption and credit.")
        template = "blocks/image.html"


class VideoBlock(ReferenceStructBlock):
    """A video of the media library inside the text."""

    reference_name = "video"

    video = ReferencedVideoBlock(label=_("Video"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    def get_preview_value(self) -> Any:
        video = get_media_model().objects.filter(type="video").order_by("pk").first()
        return self.to_python({"video": video.pk if video else None, "caption": "TIG"})

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video with its captions.")
        template = "blocks/video.html"


class DocumentBlock(ReferenceStructBlock):
    """One file to read or download."""

    reference_name = "document"

    document = ReferencedDocumentBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title on this page"),
        required=False,
        help_text=_("Empty: the title of the document itself."),
    )

    def get_preview_value(self) -> Any:
        document = get_document_model().objects.order_by("pk").first()
        return self.to_python({"document": document.pk if document else None, "title": "PDF"})

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file with its type, size and number of pages.")
        template = "blocks/document.html"


class FileListBlock(blocks.StructBlock):
    """Several files under one heading."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    items = blocks.ListBlock(DocumentBlock(), label=_("Files"), min_num=1)

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        representation = super().get_api_representation(value, context=context)
        representation["items"] = [item for item in representation["items"] if item]
        return representation if representation["items"] else None

    def get_preview_value(self) -> Any:
        document = get_document_model().objects.order_by("pk").first()
        items = [{"document": document.pk if document else None, "title": "PDF"}]
        return self.to_python({"title": "PDF", "items": items})

    class Meta:
        icon = "folder-open-inverse"
        label = _("List of files")
        description = _("Files that belong together, each with type and size.")
        template = "blocks/file_list.html"
