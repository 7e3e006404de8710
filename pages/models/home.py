"""The front page of each language."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail_localize.fields import TranslatableField

from pages.blocks.stream import BodyStreamBlock
from pages.models.base import BasePage


class HomePage(BasePage):
    """The front page: the way to courses, films, documents and the project."""

    body = StreamField(BodyStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    api_fields: ClassVar[list[Any]] = [*BasePage.api_fields, APIField("body")]
    translatable_fields: ClassVar[list[Any]] = [*BasePage.translatable_fields, TranslatableField("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "pages.ArticlePage",
        "pages.NewsIndexPage",
        "pages.CourseIndexPage",
        "pages.InternshipIndexPage",
        "pages.StrategyIndexPage",
        "pages.VideoIndexPage",
        "pages.ClusterIndexPage",
        "pages.ProjectPage",
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
