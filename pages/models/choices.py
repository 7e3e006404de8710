"""Choices that several page types share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    """The two sides of the border."""

    POLAND = "pl", _("Poland")
    LITHUANIA = "lt", _("Lithuania")


class Language(models.TextChoices):
    """Languages in which a meeting may be held."""

    POLISH = "pl", _("Polish")
    LITHUANIAN = "lt", _("Lithuanian")
    ENGLISH = "en", _("English")
