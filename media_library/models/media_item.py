"""Video and audio."""

from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from media_library.languages import content_languages
from media_library.models.deletion import refuse_deleted
from media_library.models.image import Image


class MediaItem(AbstractMedia):
    """A video or an audio recording, with its poster, author and spoken language."""

    poster = models.ForeignKey(
        Image,
        verbose_name=_("poster"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The picture shown before the video starts."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Author and source, shown below the video."),
    )
    language_code = models.CharField(
        _("language"),
        max_length=20,
        blank=True,
        choices=content_languages,
        help_text=_("The language spoken in the recording."),
    )

    # wagtailmedia's own thumbnail is left out: the poster comes from the image library.
    admin_form_fields = (
        "title",
        "file",
        "collection",
        "duration",
        "width",
        "height",
        "poster",
        "credit",
        "language_code",
        "tags",
    )

    search_fields = [
        *AbstractMedia.search_fields,
        index.FilterField("language_code"),
    ]

    class Meta(AbstractMedia.Meta):
        verbose_name = _("media item")
        verbose_name_plural = _("media items")

    @transaction.atomic
    def save(self, **options: Any) -> None:
        """Save what is still there."""
        refuse_deleted(self)
        super().save(**options)

    @property
    def url(self) -> str:
        """Return the address under which the access policy is asked, never the file's own."""
        return reverse("media_library:media_file", args=(self.pk, self.filename))
