"""Images and their renditions."""

from collections.abc import Iterable

import willow
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.search import index

from media_library.image_urls import image_url
from media_library.models.deletion import refuse_deleted
from media_library.models.new_file import is_new_file


class OrientedImageFieldFile(WagtailImageFieldFile):
    """An image file that is measured as it is shown, after the camera's turn is undone.

    Wagtail measures the raw pixels but turns its renditions, so that a portrait from a
    telephone would be announced to clients with width and height swapped.
    """

    def get_image_dimensions(self) -> tuple[int, int]:
        """Return width and height in pixels as shown."""
        was_closed = self.closed
        self.open()
        try:
            width, height = willow.Image.open(self).auto_orient().get_size()
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)
        return width, height


class OrientedImageField(WagtailImageField):
    """Wagtail's image field, measuring the picture as it is shown."""

    attr_class = OrientedImageFieldFile


class Image(AbstractImage):
    """A picture with the words that stand in for it and the name of its author."""

    file: models.ImageField = OrientedImageField(
        _("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_(
            "What the picture shows, for readers who cannot see it. A page may say it in its own words and language."
        ),
    )
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Author and source, shown below the picture."),
    )

    # Wagtail's field again, named apart from that of Wagtail's own model of the same name.
    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="library_images")

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("alt_text"),
        index.AutocompleteField("alt_text"),
        index.SearchField("credit"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        default_related_name = "library_images"  # apart from the image of Wagtail itself
        permissions = (("choose_image", "Can choose image"),)

    @property
    def default_alt_text(self) -> str:
        """Return the alternative text, or what Wagtail falls back to where an editor gave none."""
        return self.alt_text or str(super().default_alt_text)

    @transaction.atomic
    def save(
        self,
        *,
        force_insert: bool = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Save, and note size and hash of a new file: the hash versions the image's addresses."""
        refuse_deleted(self)
        if is_new_file(self.file):
            self._set_image_file_metadata()
            if update_fields is not None:
                update_fields = {*update_fields, "file_size", "file_hash"}
        super().save(
            force_insert=force_insert,
            force_update=force_update,
            using=using,
            update_fields=update_fields,
        )


class Rendition(AbstractRendition):
    """One picture made from an image by one filter specification."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions", verbose_name=_("image"))

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition")
        ]

    @property
    def url(self) -> str:
        """Return the signed address under which the access policy is asked, never the file's own."""
        return image_url(self.image, self.filter_spec)
