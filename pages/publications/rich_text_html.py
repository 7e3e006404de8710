"""Rich text as HTML beside its database form.

A publication stores its texts once, in database form, and apart from them the HTML of those that differ: texts with
links, in which few have any. Whoever asks for HTML gets these in their place, without a look at the linked pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from media_library import selectors
from pages.publications.rich_text import references_in, with_links
from pages.publications.scope import ReaderScope
from pages.publications.site_roots import absolute_url, page_html_url

Key = tuple[str, int]


def rich_text_html(readable: str, scope: ReaderScope) -> str:
    """Return the HTML of a text in database form that has only references which all readers may follow.

    A link leads to the target's version in the language of the page that is being published, where it has one.
    """
    keys = references_in([readable])
    addresses: dict[Key, str] = {}
    addresses |= _page_addresses(_ids(keys, "page"), scope)
    addresses |= _file_addresses(keys)
    return with_links(readable, addresses, as_html=True)


def in_html(stored: str, html: str) -> str:
    """Return stored JSON with its texts as HTML; ``html`` is what was stored of them."""
    if not html:
        return stored
    replaced = _replaced(json.loads(stored), json.loads(html))
    return json.dumps(replaced, ensure_ascii=False, separators=(",", ":"))


def _replaced(value: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return texts.get(value, value)
    if isinstance(value, list):
        return [_replaced(item, texts) for item in value]
    if isinstance(value, dict):
        return {name: _replaced(item, texts) for name, item in value.items()}
    return value


def _page_addresses(pks: Iterable[int], scope: ReaderScope) -> dict[Key, str]:
    pks = list(pks)
    if not pks:
        return {}
    wanted = Page.objects.filter(pk__in=pks).values("translation_key")
    pages = list(Page.objects.filter(translation_key__in=wanted).select_related("locale").order_by("pk"))
    language_code = translation.get_language()
    own = {page.translation_key: page for page in pages if page.locale.language_code == language_code}
    addresses = {}
    for page in pages:
        if page.pk in pks:
            version = own.get(page.translation_key)
            target = version if version is not None and scope.may_show(version) else page
            url = page_html_url(target, scope.surroundings.site_roots)
            if url:
                addresses["page", page.pk] = url
    return addresses


def _file_addresses(keys: Iterable[Key]) -> dict[Key, str]:
    addresses: dict[Key, str] = {}
    keys = list(keys)
    documents, images = _ids(keys, "document"), _ids(keys, "image")
    if documents:
        for document in get_document_model().objects.filter(pk__in=documents):
            addresses["document", document.pk] = absolute_url(document.url)
    if images:
        for image in get_image_model().objects.filter(pk__in=images):
            addresses["image", image.pk] = absolute_url(selectors.image_renditions(image)[-1]["url"])
    return addresses


def _ids(keys: Iterable[Key], kind: str) -> list[int]:
    return sorted(pk for name, pk in keys if name == kind)
