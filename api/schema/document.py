"""The OpenAPI document."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from api.schema.components import Components
from api.schema.operations import paths
from pages.publications.references import API_NAMESPACE
from pages.publications.representation import dump
from pages.publications.site_roots import absolute_url

OPENAPI_VERSION: Final = "3.1.0"
API_VERSION: Final = "2.0"
DESCRIPTION: Final = """\
Everything that is published, as JSON: pages, images, documents and media items in the dialect of Wagtail's API v2, a
feed of changes from which a copy can be kept, and what stands around the pages. Without a token one reads what is for
everybody; a token reads what it was issued for. Every error is a problem document (RFC 9457)."""
TAGS: Final = {
    "pages": "Pages, each type with fields of its own.",
    "images": "Images with their renditions.",
    "documents": "Files to read or download.",
    "media": "Videos and recordings with their text tracks.",
    "search": "Pages by their words, with the places in them, and what may be meant by the first letters.",
    "changes": "All that is readable, and what changes, in order.",
    "site": "Languages, menus and texts around the pages.",
    "redirects": "Old addresses and where they lead.",
}


@lru_cache(maxsize=1)
def openapi_json() -> str:
    """Return the document as JSON; it is a function of code and settings, and made once in a process."""
    return dump(openapi_document())


def openapi_document() -> dict[str, Any]:
    """Return the description of the API."""
    components = Components()
    described = paths(components)
    return {
        "openapi": OPENAPI_VERSION,
        "info": {
            "title": settings.WAGTAIL_SITE_NAME,
            "version": API_VERSION,
            "description": DESCRIPTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": absolute_url(reverse(f"{API_NAMESPACE}:schema")).removesuffix("/schema/")}],
        "tags": [{"name": name, "description": description} for name, description in TAGS.items()],
        "security": [{}, {"readerToken": []}],
        "paths": described,
        "components": {
            "schemas": dict(sorted(components.schemas.items())),
            "securitySchemes": {
                "readerToken": {"type": "http", "scheme": "bearer", "description": "A reader token, made in the admin."}
            },
        },
    }
