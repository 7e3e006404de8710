"""Projects: aims, partners, planned figures, programme and funding."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
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


class ProjectPage(BasePage):
    """A project and what it is to reach."""

    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    lead_partner = models.ForeignKey(
        "pages.Partner",
        verbose_name=_("led by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="led_projects",
    )
    programme = models.TextField(_("programme"), blank=True)
    funding = models.TextField(_("funding"), blank=True)
    body = StreamField(BodyStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldPanel("lead_partner"),
                FieldPanel("programme"),
                FieldPanel("funding"),
            ],
            heading=_("Facts"),
        ),
        InlinePanel("aims", heading=_("Aims"), label=_("Aim")),
        InlinePanel("figures", heading=_("Planned figures"), label=_("Figure")),
        InlinePanel("partners", heading=_("Partners and funders"), label=_("Partner")),
        FieldPanel("body"),
    ]
    api_fields: ClassVar[list[Any]] = [
        *BasePage.api_fields,
        APIField("starts_on"),
        APIField("ends_on"),
        APIField("lead_partner", serializer=SnippetReferenceField()),
        APIField("programme"),
        APIField("funding"),
        APIField("aims"),
        APIField("figures"),
        APIField("partners"),
        APIField("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        SynchronizedField("starts_on", overridable=False),
        SynchronizedField("ends_on", overridable=False),
        TranslatableField("lead_partner"),
        TranslatableField("programme"),
        TranslatableField("funding"),
        TranslatableField("aims"),
        TranslatableField("figures"),
        TranslatableField("partners"),
        TranslatableField("body"),
    ]
    passage_fields = ("summary", "programme", "funding", "aims", "body")
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.ArticlePage"]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def clean(self) -> None:
        """Refuse a project that ends before it begins."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The project must not end before it begins.")})


class ProjectAim(TranslatableMixin, Orderable):
    """An aim of a project."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="aims")
    title = models.CharField(_("title"), max_length=255)
    text = models.TextField(_("text"), blank=True)

    panels = [FieldPanel("title"), FieldPanel("text")]
    api_fields: ClassVar[list[Any]] = [APIField("title"), APIField("text")]
    translatable_fields = [TranslatableField("title"), TranslatableField("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("aim of a project")
        verbose_name_plural = _("aims of a project")

    def __str__(self) -> str:
        return self.title

    def passage_text(self) -> tuple[str, str]:
        """Return heading and text as search should find them."""
        return self.title, self.text


class ProjectFigure(TranslatableMixin, Orderable):
    """A planned figure of a project."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="figures")
    value = models.CharField(_("figure"), max_length=20)
    label = models.CharField(_("of what"), max_length=255)

    panels = [FieldRowPanel([FieldPanel("value"), FieldPanel("label")])]
    api_fields: ClassVar[list[Any]] = [APIField("value"), APIField("label")]
    translatable_fields = [SynchronizedField("value", overridable=False), TranslatableField("label")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("figure of a project")
        verbose_name_plural = _("figures of a project")

    def __str__(self) -> str:
        return f"{self.value} {self.label}"


class ProjectPartner(TranslatableMixin, Orderable):
    """An organisation that takes part in a project."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="partners")
    partner = models.ForeignKey("pages.Partner", verbose_name=_("partner"), on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=255, blank=True)

    panels = [FieldPanel("partner"), FieldPanel("role")]
    api_fields: ClassVar[list[Any]] = [
        APIField("partner", serializer=SnippetReferenceField()),
        APIField("role"),
    ]
    translatable_fields = [TranslatableField("partner"), TranslatableField("role")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("partner of a project")
        verbose_name_plural = _("partners of a project")

    def __str__(self) -> str:
        return str(self.partner)
