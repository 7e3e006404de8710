"""Plain articles and news."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from pages.blocks.stream import BodyStreamBlock
from pages.models.base import BasePage


class ArticlePage(BasePage):
    """A page of text: about the centre, accessibility, material for participants."""

    body = StreamField(BodyStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    api_fields: ClassVar[list[Any]] = [*BasePage.api_fields, APIField("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    translatable_fields: ClassVar[list[Any]] = [*BasePage.translatable_fields, TranslatableField("body")]
    parent_page_types = ["pages.HomePage", "pages.ArticlePage", "pages.CoursePage", "pages.ProjectPage"]
    subpage_types = ["pages.ArticlePage"]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class NewsIndexPage(BasePage):
    """The list of news."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")


class NewsPage(BasePage):
    """A piece of news."""

    date = models.DateField(_("date"), default=timezone.localdate)
    body = StreamField(BodyStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("date"), FieldPanel("body")]
    api_fields: ClassVar[list[Any]] = [*BasePage.api_fields, APIField("date"), APIField("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("date")]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        SynchronizedField("date", overridable=False),
        TranslatableField("body"),
    ]
    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
