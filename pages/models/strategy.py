"""Strategy documents of the clusters."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from pages.api_fields import DocumentReferenceField, PageReferenceField
from pages.blocks.stream import ChaptersStreamBlock
from pages.models.base import BasePage
from pages.publications.contributions import Facet, facet_of
from pages.publications.scope import may_show

_YEAR = [MinValueValidator(1990), MaxValueValidator(2100)]


class StrategyIndexPage(BasePage):
    """The list of strategy documents."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.StrategyDocumentPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of strategy documents")
        verbose_name_plural = _("lists of strategy documents")


class StrategyDocumentPage(BasePage):
    """A strategy document: its chapters as sections, and the file itself."""

    class PolicyLevel(models.TextChoices):
        """For which policy the document is written."""

        VOIVODESHIP = "voivodeship", _("voivodeship or county")
        NATIONAL = "national", _("national")
        EUROPEAN = "european", _("European")

    class Status(models.TextChoices):
        """How far the document has come."""

        DRAFT = "draft", _("draft")
        CONSULTATION = "consultation", _("in consultation")
        ADOPTED = "adopted", _("adopted")

    cluster = models.ForeignKey(
        "pages.ClusterPage",
        verbose_name=_("cluster"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="strategy_documents",
    )
    period_start = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True, validators=_YEAR)
    period_end = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True, validators=_YEAR)
    policy_level = models.CharField(
        _("policy level"), max_length=12, choices=PolicyLevel, default=PolicyLevel.VOIVODESHIP
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    chapters = StreamField(ChaptersStreamBlock(), verbose_name=_("chapters"), blank=True)
    file = models.ForeignKey(
        "media_library.Document",
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The document itself, in the language of this page."),
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                PageChooserPanel("cluster"),
                FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")]),
                FieldRowPanel([FieldPanel("policy_level"), FieldPanel("status")]),
                FieldPanel("adopted_on"),
                FieldPanel("file"),
            ],
            heading=_("Facts"),
        ),
        FieldPanel("chapters"),
    ]
    api_fields: ClassVar[list[Any]] = [
        *BasePage.api_fields,
        APIField("cluster", serializer=PageReferenceField()),
        APIField("period_start"),
        APIField("period_end"),
        APIField("policy_level"),
        APIField("status"),
        APIField("adopted_on"),
        APIField("chapters"),
        APIField("file", serializer=DocumentReferenceField()),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("chapters"), index.FilterField("status")]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        SynchronizedField("cluster"),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("period_start", "period_end", "policy_level", "status", "adopted_on")
        ),
        TranslatableField("chapters"),
        SynchronizedField("file"),
    ]
    passage_fields = ("summary", "chapters", "file")
    parent_page_types = ["pages.StrategyIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("strategy document")
        verbose_name_plural = _("strategy documents")

    def clean(self) -> None:
        """Refuse a period that ends before it begins."""
        super().clean()
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise ValidationError({"period_end": _("The period must not end before it begins.")})

    def publication_facets(self) -> list[Facet]:
        facets = [facet_of("policy_level", self.PolicyLevel(self.policy_level))]
        # A facet shows the cluster's title, so it follows the rule of references.
        return [*facets, self.cluster.as_facet()] if self.cluster and may_show(self.cluster) else facets
