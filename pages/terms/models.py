"""Terms and their forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from typing_extensions import TypedDict
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from pages.language.folding import nfc
from pages.language.tokens import forms

# Before the number of a form that has no text for the moment: a letter of no script, which nobody types.
_NO_TEXT = "\ue000"


class TermName(TypedDict):
    """The name of a term in another language."""

    locale: str
    name: str


class TermReference(TypedDict):
    """A term with its names in the other languages."""

    name: str
    definition: str
    locale: str
    translations: list[TermName]


def validate_words(text: str) -> None:
    """Refuse a text without a word, which no search could find."""
    if not forms(nfc(text)):
        raise ValidationError(_("“%(line)s” has no letter or digit."), params={"line": text})


class Term(TranslatableMixin, index.Indexed, ClusterableModel):
    """A term of the trade in one language; its translations share a translation key."""

    name = models.CharField(
        _("term"), max_length=120, validators=[validate_words], help_text=_("In its dictionary form.")
    )
    definition = models.TextField(_("definition"), blank=True, help_text=_("One sentence."))
    source = models.CharField(_("source"), max_length=255, blank=True, help_text=_("Standard, textbook or person."))

    panels = [
        FieldPanel("name"),
        FieldPanel("definition"),
        FieldPanel("source"),
        InlinePanel("forms", heading=_("Forms and variants"), label=_("Form")),
    ]
    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("definition"),
        SynchronizedField("source"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("definition"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the term and its forms, of which some may have the texts that others had."""
        with transaction.atomic():
            self._free_texts()
            super().save(*args, **kwargs)

    def _free_texts(self) -> None:
        """Take from the forms of the database the texts that change: they are written one by one, and no two may be alike."""
        texts = {form.pk: form.text for form in self.forms.all() if form.pk}
        stored = TermForm.objects.filter(term_id=self.pk, pk__in=texts)
        changing = [pk for pk, text in stored.values_list("pk", "text") if text != texts[pk]]
        if changing:
            number = Cast("pk", models.CharField())
            stored.filter(pk__in=changing).update(text=Concat(models.Value(_NO_TEXT), number))


def references_to(terms: Sequence[Term]) -> list[TermReference]:
    """Return the published forms of terms, whose translations are read at once."""
    versions = Term.objects.filter(translation_key__in={term.translation_key for term in terms})
    versions = versions.select_related("locale").order_by("locale__language_code")
    by_key: dict[UUID, list[Term]] = {}
    for version in versions:
        by_key.setdefault(version.translation_key, []).append(version)
    return [
        {
            "name": term.name,
            "definition": term.definition,
            "locale": term.locale.language_code,
            "translations": [
                {"locale": other.locale.language_code, "name": other.name}
                for other in by_key.get(term.translation_key, [])
                if other.pk != term.pk
            ],
        }
        for term in terms
    ]


class TermForm(Orderable):
    """Another form of a term: an inflected form, a synonym, or a variant that is not to be used."""

    class Status(models.TextChoices):
        """How the form may be used."""

        PREFERRED = "preferred", _("preferred")
        ADMITTED = "admitted", _("admitted")
        FORBIDDEN = "forbidden", _("not to be used")

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="forms")
    text = models.CharField(_("form"), max_length=120, validators=[validate_words])
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ADMITTED)

    panels = [FieldPanel("text"), FieldPanel("status")]

    class Meta(Orderable.Meta):
        verbose_name = _("form of a term")
        verbose_name_plural = _("forms of terms")
        constraints = [models.UniqueConstraint(fields=["term", "text"], name="unique_form_of_term")]

    def __str__(self) -> str:
        return self.text


class TermbaseVersion(models.Model):
    """The one row that tells whether the termbase is still the one that a process has read."""

    mark = models.UUIDField()

    class Meta:
        verbose_name = "version of the termbase"
        verbose_name_plural = "versions of the termbase"

    def __str__(self) -> str:
        return str(self.mark)
