"""Texts and menus that belong to the site as a whole, one set for each language."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Locale, Orderable, Page, Site


class SiteTexts(models.Model):
    """Co-funding, footer and contact in one language."""

    site = models.ForeignKey(Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.PROTECT, related_name="+")
    funding_emblem = models.ForeignKey(
        "media_library.Image",
        verbose_name=_("co-funding emblem"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: the emblem of the European Union."),
    )
    funding_line = models.CharField(
        _("co-funding line"), max_length=120, blank=True, help_text=_("At the very top of every page.")
    )
    funding_statement = RichTextField(
        _("co-funding statement"), blank=True, features=["bold", "link"], help_text=_("In the footer of every page.")
    )
    footer = RichTextField(_("footer text"), blank=True, features=["bold", "link"])
    contact_name = models.CharField(_("name"), max_length=255, blank=True)
    contact_address = models.TextField(_("address"), blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    accessibility_page = models.ForeignKey(
        Page,
        verbose_name=_("accessibility statement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    privacy_page = models.ForeignKey(
        Page, verbose_name=_("privacy notice"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [
        FieldPanel("site"),
        FieldPanel("locale"),
        MultiFieldPanel(
            [FieldPanel("funding_emblem"), FieldPanel("funding_line"), FieldPanel("funding_statement")],
            heading=_("Co-funding"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldPanel("contact_address"),
                FieldPanel("contact_email"),
                FieldPanel("contact_phone"),
            ],
            heading=_("Contact"),
        ),
        FieldPanel("footer"),
        PageChooserPanel("accessibility_page"),
        PageChooserPanel("privacy_page"),
    ]

    class Meta:
        verbose_name = _("texts of the site")
        verbose_name_plural = _("texts of the site")
        ordering = ["site", "locale"]
        constraints = [models.UniqueConstraint(fields=["site", "locale"], name="unique_site_texts")]

    def __str__(self) -> str:
        return f"{self.site}: {self.locale}"


class Menu(ClusterableModel):
    """A menu in one language."""

    class Slot(models.TextChoices):
        """Where the menu stands."""

        MAIN = "main", _("main menu")
        FOOTER = "footer", _("footer menu")

    site = models.ForeignKey(Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="menus")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(_("place"), max_length=10, choices=Slot, default=Slot.MAIN)

    panels = [
        FieldPanel("site"),
        FieldPanel("locale"),
        FieldPanel("slot"),
        InlinePanel("items", heading=_("Entries"), label=_("Entry")),
    ]

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        ordering = ["site", "locale", "slot"]
        constraints = [models.UniqueConstraint(fields=["site", "locale", "slot"], name="unique_menu")]

    def __str__(self) -> str:
        return f"{self.get_slot_display()}: {self.locale}"


class MenuItem(Orderable):
    """An entry of a menu: a page, or an address outside the page tree."""

    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    url = models.CharField(
        _("address"), max_length=500, blank=True, help_text=_("Only where the entry leads to no page of the site.")
    )
    label = models.CharField(_("label"), max_length=80, blank=True, help_text=_("Empty: the title of the page."))

    panels = [PageChooserPanel("page"), FieldPanel("url"), FieldPanel("label")]

    class Meta(Orderable.Meta):
        verbose_name = _("entry of a menu")
        verbose_name_plural = _("entries of a menu")

    def __str__(self) -> str:
        return self.label or (self.page.title if self.page else self.url)

    def clean(self) -> None:
        """Ask for one target, and for a label where the target is an address."""
        super().clean()
        errors: dict[str, Any] = {}
        if bool(self.page_id) == bool(self.url):
            errors["page"] = _("Choose a page or give an address, one of the two.")
        if self.url and not self.url.startswith(("/", "https://", "http://")):
            errors["url"] = _("The address begins with / or https://.")
        if self.url and not self.label:
            errors["label"] = _("An address needs a label.")
        if errors:
            raise ValidationError(errors)
