"""Clusters and their member companies."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from pages.api_fields import SnippetReferenceField
from pages.blocks.stream import BodyStreamBlock
from pages.models.base import BasePage
from pages.models.choices import Country
from pages.publications.contributions import Facet, facet_of
from pages.publications.scope import may_show


class ClusterIndexPage(BasePage):
    """The directory of clusters and companies."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.ClusterPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("directory of clusters")
        verbose_name_plural = _("directories of clusters")


class ClusterPage(BasePage):
    """A cluster: who it is and which companies belong to it."""

    country = models.CharField(_("side of the border"), max_length=2, choices=Country, default=Country.POLAND)
    founded_year = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    website = models.URLField(_("web site"), blank=True)
    body = StreamField(BodyStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("country"), FieldPanel("founded_year")]),
        FieldPanel("website"),
        FieldPanel("body"),
    ]
    api_fields: ClassVar[list[Any]] = [
        *BasePage.api_fields,
        APIField("country"),
        APIField("founded_year"),
        APIField("website"),
        APIField("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        SynchronizedField("country", overridable=False),
        SynchronizedField("founded_year", overridable=False),
        SynchronizedField("website"),
        TranslatableField("body"),
    ]
    parent_page_types = ["pages.ClusterIndexPage"]
    subpage_types = ["pages.CompanyPage"]

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")

    def as_facet(self) -> Facet:
        """Return the search facet of a page that belongs to this cluster."""
        rows = type(self).objects.filter(translation_key=self.translation_key).select_related("locale")
        # A title is a reference: that of a draft, or of a page that not all may read, is no label.
        labels = {page.locale.language_code: page.title for page in rows if may_show(page)}
        return Facet("cluster", str(self.translation_key), labels)

    def publication_facets(self) -> list[Facet]:
        return [self.as_facet(), facet_of("country", Country(self.country))]


class CompanyPage(BasePage):
    """A member company of a cluster."""

    town = models.CharField(_("town"), max_length=120, blank=True)
    country = models.CharField(_("side of the border"), max_length=2, choices=Country, default=Country.POLAND)
    address = models.TextField(_("address"), blank=True)
    website = models.URLField(_("web site"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("The page says that this company does not exist.")
    )
    body = StreamField(BodyStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("town"), FieldPanel("country")]),
                FieldPanel("address"),
                FieldPanel("website"),
                FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                FieldPanel("employees"),
                FieldPanel("is_example"),
            ],
            heading=_("Facts"),
        ),
        InlinePanel("specialisations", heading=_("Specialisations"), label=_("Specialisation")),
        FieldPanel("body"),
    ]
    api_fields: ClassVar[list[Any]] = [
        *BasePage.api_fields,
        *(
            APIField(name)
            for name in ("town", "country", "address", "website", "email", "phone", "employees", "is_example")
        ),
        APIField("specialisations"),
        APIField("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("town"), index.SearchField("body")]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        TranslatableField("town"),
        TranslatableField("address"),
        SynchronizedField("website"),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("country", "email", "phone", "employees", "is_example")
        ),
        TranslatableField("specialisations"),
        TranslatableField("body"),
    ]
    passage_fields = ("summary", "town", "address", "body")
    parent_page_types = ["pages.ClusterPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")

    def publication_facets(self) -> list[Facet]:
        facets = [facet_of("country", Country(self.country))]
        rows = self.specialisations.select_related("specialisation")
        return [*facets, *(row.specialisation.as_facet() for row in rows)]


class CompanySpecialisation(TranslatableMixin, Orderable):
    """A trade in which a company works."""

    page = ParentalKey(CompanyPage, on_delete=models.CASCADE, related_name="specialisations")
    specialisation = models.ForeignKey(
        "pages.Specialisation",
        verbose_name=_("specialisation"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [FieldPanel("specialisation")]
    api_fields: ClassVar[list[Any]] = [APIField("specialisation", serializer=SnippetReferenceField())]
    translatable_fields = [TranslatableField("specialisation")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("specialisation of a company")
        verbose_name_plural = _("specialisations of a company")

    def __str__(self) -> str:
        return str(self.specialisation)
