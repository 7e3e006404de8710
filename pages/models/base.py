"""What every page type has."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from pages.api_fields import ImageReferenceField
from pages.passages import page_passages
from pages.publications.contributions import Facet, PassageSource

PAGE_TRANSLATABLE = [
    TranslatableField("title"),
    TranslatableField("slug"),
    TranslatableField("seo_title"),
    TranslatableField("search_description"),
    TranslatableField("summary"),
    SynchronizedField("show_in_menus", overridable=False),
    SynchronizedField("image"),
]


class BasePage(Page):
    """A page with a summary and a picture."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=500,
        help_text=_("One or two sentences below the title, in lists and in search results."),
    )
    image = models.ForeignKey(
        "media_library.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("For cards and for sharing; it need not stand in the text."),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("For search engines"),
        ),
        MultiFieldPanel([FieldPanel("image")], heading=_("For cards and sharing")),
    ]
    api_fields: ClassVar[list[Any]] = [
        APIField("summary"),
        APIField("image", serializer=ImageReferenceField()),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    translatable_fields: ClassVar[list[Any]] = [*PAGE_TRANSLATABLE]

    #: Names of the text fields of which search passages are made, in reading order.
    passage_fields: ClassVar[tuple[str, ...]] = ("summary", "body")

    class Meta:
        abstract = True

    def publication_facets(self) -> list[Facet]:
        """Return what search may filter this page by."""
        return []

    def publication_passages(self) -> Iterable[PassageSource]:
        """Return the passages that search finds inside this page."""
        return page_passages(self, self.passage_fields)
