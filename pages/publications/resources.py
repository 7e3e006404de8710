"""What a page has besides its own text: a facet by which search filters."""

from __future__ import annotations

from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from media_library.models import Document, MediaItem
from pages.publications.contributions import Facet, facet_of
from pages.publications.kinds import FileItem

RESOURCE_FACET = "resource"


class Resource(models.TextChoices):
    """The kinds of files that a visitor looks for."""

    VIDEO = "video", _("film")
    AUDIO = "audio", _("recording")
    PDF = "pdf", _("PDF document")
    DOCUMENT = "document", _("other file")


def resource_of(item: FileItem) -> Resource | None:
    """Return what a file is to a visitor; a picture is none."""
    if isinstance(item, MediaItem):
        return Resource.VIDEO if item.type == Resource.VIDEO else Resource.AUDIO
    if isinstance(item, Document):
        return Resource.PDF if PurePath(item.file.name).suffix.lower() == ".pdf" else Resource.DOCUMENT
    return None


def resource_facets(shown: set[Resource]) -> list[Facet]:
    """Return the facets of a page that shows files of these kinds."""
    return [facet_of(RESOURCE_FACET, resource) for resource in Resource if resource in shown]
