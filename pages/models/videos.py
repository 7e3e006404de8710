"""The video library."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtailmedia.widgets import AdminVideoChooser

from pages.api_fields import MediaReferenceField, SnippetReferenceField
from pages.blocks.stream import BodyStreamBlock
from pages.models.base import BasePage
from pages.publications.contributions import Facet


class VideoIndexPage(BasePage):
    """The video library."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.VideoPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("video library")
        verbose_name_plural = _("video libraries")


class VideoPage(BasePage):
    """A film with captions, transcript and chapters."""

    video = models.ForeignKey(
        "media_library.MediaItem",
        verbose_name=_("video"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="video_pages",
    )
    specialisation = models.ForeignKey(
        "pages.Specialisation",
        verbose_name=_("specialisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="videos",
    )
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    recorded_on = models.DateField(_("recorded on"), null=True, blank=True)
    body = StreamField(BodyStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("video", widget=AdminVideoChooser),
        FieldPanel("specialisation"),
        FieldRowPanel([FieldPanel("speaker"), FieldPanel("recorded_on")]),
        InlinePanel("chapters", heading=_("Chapters"), label=_("Chapter")),
        FieldPanel("body"),
    ]
    api_fields: ClassVar[list[Any]] = [
        *BasePage.api_fields,
        APIField("video", serializer=MediaReferenceField()),
        APIField("specialisation", serializer=SnippetReferenceField()),
        APIField("speaker"),
        APIField("recorded_on"),
        APIField("chapters"),
        APIField("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("speaker")]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        SynchronizedField("video"),
        TranslatableField("specialisation"),
        TranslatableField("speaker"),
        SynchronizedField("recorded_on", overridable=False),
        TranslatableField("chapters"),
        TranslatableField("body"),
    ]
    passage_fields = ("summary", "video", "speaker", "body")
    parent_page_types = ["pages.VideoIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("video page")
        verbose_name_plural = _("video pages")

    def publication_facets(self) -> list[Facet]:
        return [self.specialisation.as_facet()] if self.specialisation else []


class VideoChapter(TranslatableMixin, Orderable):
    """A place in a film with a title."""

    page = ParentalKey(VideoPage, on_delete=models.CASCADE, related_name="chapters")
    start_seconds = models.PositiveIntegerField(_("begins at second"))
    title = models.CharField(_("title"), max_length=255)

    panels = [FieldRowPanel([FieldPanel("start_seconds"), FieldPanel("title")])]
    api_fields: ClassVar[list[Any]] = [APIField("start_seconds"), APIField("title")]
    translatable_fields = [SynchronizedField("start_seconds", overridable=False), TranslatableField("title")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("chapter of a film")
        verbose_name_plural = _("chapters of a film")

    def __str__(self) -> str:
        return self.title
