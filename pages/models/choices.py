"""Choices that several page types share."""

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from pages.publications.contributions import Facet


class Country(models.TextChoices):
    """The two sides of the border."""

    POLAND = "pl", _("Poland")
    LITHUANIA = "lt", _("Lithuania")


class Language(models.TextChoices):
    """Languages in which a meeting may be held."""

    POLISH = "pl", _("Polish")
    LITHUANIAN = "lt", _("Lithuanian")
    ENGLISH = "en", _("English")


def facet_of(name: str, choice: models.TextChoices) -> Facet:
    """Return the facet of a choice, labelled in each language of the site."""
    labels = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            labels[code] = str(choice.label)
    return Facet(name, str(choice.value), labels)
