"""Snippets: what several pages refer to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import TypedDict
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from pages.publications.contributions import Facet
from pages.publications.references import image_reference
from pages.publications.shapes import ImageReference


class SpecialisationReference(TypedDict):
    """A trade in which the centre trains."""

    code: str
    name: str
    mark: str


class PartnerReference(TypedDict):
    """A partner or funder of a project."""

    name: str
    kind: str
    website: str
    logo: ImageReference | None


class Specialisation(TranslatableMixin, index.Indexed, models.Model):
    """One of the trades in which the centre trains."""

    class Mark(models.TextChoices):
        """The drawing that stands for the specialisation."""

        CNC = "cnc", _("lathe")
        WELDING = "welding", _("torch")
        LASER = "laser-punching", _("punching machine")
        LOGISTICS = "logistics", _("flow of material")
        ASSEMBLY = "assembly", _("assembly drawing")

    name = models.CharField(_("name"), max_length=120)
    code = models.SlugField(
        _("code"),
        max_length=40,
        help_text=_("The same in every language; addresses and apps use it. Lower-case letters."),
    )
    description = models.TextField(_("description"), blank=True)
    mark = models.CharField(_("drawing"), max_length=20, choices=Mark, default=Mark.ASSEMBLY)

    panels = [FieldPanel("name"), FieldPanel("code"), FieldPanel("description"), FieldPanel("mark")]
    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("description"),
        SynchronizedField("code", overridable=False),
        SynchronizedField("mark", overridable=False),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("specialisation")
        verbose_name_plural = _("specialisations")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="unique_specialisation_code_per_locale")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a code that is taken: the form has no field for the language, so Django passes over the constraint."""
        super().clean()
        same = type(self).objects.filter(code=self.code, locale_id=self.locale_id)
        if same.exclude(pk=self.pk).exists():
            raise ValidationError({"code": _("Another specialisation of this language has this code already.")})

    def as_reference(self) -> SpecialisationReference:
        """Return the published form."""
        return {"code": self.code, "name": self.name, "mark": self.mark}

    def as_facet(self) -> Facet:
        """Return the search facet of a page about this specialisation."""
        rows = type(self).objects.filter(translation_key=self.translation_key)
        labels = dict(rows.values_list("locale__language_code", "name"))
        return Facet("specialisation", self.code, labels)


class Partner(TranslatableMixin, index.Indexed, models.Model):
    """A partner or funder of a project."""

    class Kind(models.TextChoices):
        """What the organisation is to the project."""

        LEAD = "lead", _("lead partner")
        PARTNER = "partner", _("partner")
        FUNDER = "funder", _("funder")

    name = models.CharField(_("name"), max_length=255)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PARTNER)
    description = models.TextField(_("description"), blank=True)
    website = models.URLField(_("web site"), blank=True)
    logo = models.ForeignKey(
        "media_library.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown on white."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("description"),
        FieldPanel("website"),
        FieldPanel("logo"),
    ]
    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("description"),
        SynchronizedField("kind", overridable=False),
        SynchronizedField("website"),
        SynchronizedField("logo"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("partner or funder")
        verbose_name_plural = _("partners and funders")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def as_reference(self) -> PartnerReference:
        """Return the published form."""
        return {
            "name": self.name,
            "kind": self.kind,
            "website": self.website,
            "logo": image_reference(self.logo),
        }
