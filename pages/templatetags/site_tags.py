"""Tags for the frame of every page: marks, menus, languages, breadcrumbs, the words of the site."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from pages import selectors
from pages.models import SiteTexts
from pages.selectors import LanguageLink, MenuEntry
from pages.structured_data import structured_data as describe
from pages.templatetags.readers import request_in, user_in

register = template.Library()

#: Characters that could end a script element or open a comment inside JSON.
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@lru_cache(maxsize=64)
def _mark_source(name: str) -> str:
    return get_template(f"marks/{name}.svg").render().strip()


@register.simple_tag
def mark(name: str, label: str = "") -> SafeString:
    """Return a drawing as inline SVG; without a label it is decoration and hidden from screen readers."""
    attributes = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true" focusable="false"'
    # The drawings are files of this project; only the label comes from outside, and it is escaped.
    return mark_safe(_mark_source(name).replace("<svg", f"<svg {attributes}", 1))  # noqa: S308


@register.simple_tag(takes_context=True)
def site_texts(context: template.Context) -> SiteTexts | None:
    """Return contact, funding and footer texts in the language of this page."""
    request = request_in(context)
    return selectors.site_texts_for(request) if request else None


@register.simple_tag(takes_context=True)
def menu(context: template.Context, slot: str) -> Sequence[MenuEntry]:
    """Return the entries of a menu that this visitor may open."""
    request = request_in(context)
    return selectors.menu_for(request, slot) if request else []


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> Sequence[LanguageLink]:
    """Return the addresses of this page in all languages."""
    request = request_in(context)
    return selectors.language_links(_page_in(context), request) if request else []


@register.simple_tag(takes_context=True)
def breadcrumbs(context: template.Context) -> Sequence[Page]:
    """Return the readable pages above this one."""
    page = _page_in(context)
    return selectors.breadcrumbs_for(page, user_in(context)) if page else []


@register.simple_tag(takes_context=True)
def structured_data(context: template.Context) -> SafeString:
    """Return the schema.org description of this page as a data block."""
    request, page = request_in(context), _page_in(context)
    data = describe(page.specific, request) if request and page else None
    if not data:
        return mark_safe("")
    # A data block is not executed, so that script-src does not concern it; the escapes keep it closed.
    text = json.dumps(data, ensure_ascii=False).translate(JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


@register.simple_tag(takes_context=True)
def absolute_url(context: template.Context, url: str = "") -> str:
    """Return an address with scheme and host; by default that of this page without its query."""
    request = request_in(context)
    if url.startswith(("http://", "https://")):
        return url
    base = str(settings.BASE_URL).rstrip("/")
    if url:
        return base + url
    page = _page_in(context)
    if page and page.full_url:
        return str(page.full_url)
    return base + request.path if request else base


@register.simple_tag(takes_context=True)
def content_language(context: template.Context) -> str:
    """Return the language in which the text of this page is written.

    An alias shows the text of the page that it mirrors, in the language of that page.
    """
    page = _page_in(context)
    seen: Any = page
    while seen is not None and seen.alias_of_id:
        seen = seen.alias_of
    return str(seen.locale.language_code) if seen is not None else ""


@register.simple_tag
def is_restricted(page: Page) -> bool:
    """Tell whether the page is for participants only; asked only where the visitor may read it."""
    return selectors.is_restricted(page)


@register.simple_tag(takes_context=True)
def return_path(context: template.Context, login_url: str) -> str:
    """Return where a visitor who logs in comes back to: where he is, or where the log-in page was to lead him."""
    request = request_in(context)
    if request is None:
        return ""
    is_of_account = request.path.startswith(login_url.removesuffix("login/"))
    return str(context.get("next") or "") if is_of_account else request.get_full_path()


@register.simple_tag(takes_context=True)
def query_without(context: template.Context, name: str, value: str = "") -> str:
    """Return this address's query without one value of a parameter, to remove a single filter."""
    request: HttpRequest | None = request_in(context)
    if request is None:
        return "?"
    query = request.GET.copy()
    query.pop("page", None)
    query.setlist(name, [given for given in query.getlist(name) if value and given != value])
    return "?" + query.urlencode()


def _page_in(context: template.Context) -> Page | None:
    page = context.get("page")
    return page if isinstance(page, Page) else None
