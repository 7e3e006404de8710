"""Cross-border internships."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from pages.api_fields import PageReferenceField, RichTextSourceField
from pages.blocks.stream import BodyStreamBlock
from pages.models.base import BasePage
from pages.models.choices import Country
from pages.publications.contributions import Facet, facet_of


class InternshipIndexPage(BasePage):
    """The list of internship offers."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.InternshipPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of internships")
        verbose_name_plural = _("lists of internships")


class InternshipPage(BasePage):
    """An internship that a company offers."""

    host = models.CharField(_("host company"), max_length=255)
    company = models.ForeignKey(
        "pages.CompanyPage",
        verbose_name=_("page of the company"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="internships",
    )
    country = models.CharField(_("side of the border"), max_length=2, choices=Country, default=Country.POLAND)
    town = models.CharField(_("town"), max_length=120, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), default=1, validators=[MinValueValidator(1)])
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    requirements = RichTextField(_("requirements"), blank=True, features=["ul", "ol", "bold"])
    body = StreamField(BodyStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("host"),
                PageChooserPanel("company"),
                FieldRowPanel([FieldPanel("country"), FieldPanel("town")]),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldPanel("places"),
            ],
            heading=_("Facts"),
        ),
        FieldPanel("requirements"),
        FieldPanel("body"),
    ]
    api_fields: ClassVar[list[Any]] = [
        *BasePage.api_fields,
        APIField("host"),
        APIField("company", serializer=PageReferenceField()),
        APIField("country"),
        APIField("town"),
        APIField("places"),
        APIField("starts_on"),
        APIField("ends_on"),
        APIField("requirements", serializer=RichTextSourceField()),
        APIField("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("host"),
        index.SearchField("requirements"),
        index.SearchField("body"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        TranslatableField("host"),
        SynchronizedField("company"),
        *(SynchronizedField(name, overridable=False) for name in ("country", "places", "starts_on", "ends_on")),
        TranslatableField("town"),
        TranslatableField("requirements"),
        TranslatableField("body"),
    ]
    passage_fields = ("summary", "host", "town", "requirements", "body")
    parent_page_types = ["pages.InternshipIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("internship offer")
        verbose_name_plural = _("internship offers")

    def clean(self) -> None:
        """Refuse an internship that ends before it begins."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The internship must not end before it begins.")})

    def publication_facets(self) -> list[Facet]:
        return [facet_of("country", Country(self.country))]
