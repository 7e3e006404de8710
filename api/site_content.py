"""What the site has beside its pages, for the readers of the API: languages, menus, texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.conf import settings
from django.utils import translation
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Site

from api.languages import LanguagePreference
from api.readers import Reader
from api.shapes import MenuEntry, Settings, SiteLocale
from pages.models import Menu, SiteTexts
from pages.navigation import MenuTarget, menu_targets
from pages.publications.models import Publication, PublicationKind
from pages.publications.references import detail_url, page_link
from pages.publications.rich_text import references_in, with_links
from pages.publications.selectors import publications_for
from pages.publications.shapes import ImageReference, PageLink
from pages.selectors import native_name

# What a reference to an image says of it, see `image_reference`; its publication has it all.
EMBLEM_FIELDS = tuple(name for name in ImageReference.__annotations__ if name not in {"id", "meta"})


def site_locales(site: Site, reader: Reader) -> list[SiteLocale]:
    """Return the languages of the site, each with its readable front page."""
    known = set(Locale.objects.values_list("language_code", flat=True))
    homes = publications_for(reader.audience_ids).filter(translation_key=site.root_page.translation_key)
    by_language = {home.locale_code: home for home in homes}
    return [
        {
            "code": code,
            "name": native_name(code),
            "names": _names(name),
            "is_default": code == settings.LANGUAGE_CODE,
            "home": _link(by_language.get(code)),
        }
        for code, name in get_content_languages().items()
        if code in known
    ]


def site_menus(site: Site, preference: LanguagePreference, reader: Reader) -> tuple[str, dict[str, list[MenuEntry]]]:
    """Return the menus as trees, in the first language that has an entry, and which that is."""
    targets = menu_targets(site, preference.codes, reader.audience_ids, with_children=True)
    available = {target.language_code for target in targets}
    served = next((code for code in preference.codes if code in available), preference.requested)
    shown = [target for target in targets if target.language_code == served]
    return served, {slot: [_entry(target) for target in shown if target.slot == slot] for slot in Menu.Slot.values}


def site_texts(
    site: Site, preference: LanguagePreference, reader: Reader, *, as_html: bool
) -> tuple[str, Settings] | None:
    """Return the texts of the site in the first language that has them, and which that is."""
    rows = SiteTexts.objects.filter(site=site, locale__language_code__in=preference.codes).select_related("locale")
    by_language = {row.locale.language_code: row for row in rows}
    served = next((code for code in preference.codes if code in by_language), None)
    return None if served is None else (served, _texts(by_language[served], reader, as_html=as_html))


def _link(page: Publication | None) -> PageLink | None:
    return page_link(page) if page else None


def _names(name: Any) -> dict[str, str]:
    names = {}
    for code in get_content_languages():
        with translation.override(code):
            names[code] = str(name)
    return names


def _entry(target: MenuTarget) -> MenuEntry:
    return {
        "label": target.label,
        "url": target.url,
        "page": _link(target.page),
        "children": [_entry(child) for child in target.children],
    }


def _texts(texts: SiteTexts, reader: Reader, *, as_html: bool) -> Settings:
    rich = {name: getattr(texts, name) for name in ("funding_statement", "footer")}
    linked = references_in(rich.values())
    pages = _readable(
        reader,
        PublicationKind.PAGE,
        [texts.accessibility_page_id, texts.privacy_page_id, *(pk for kind, pk in linked if kind == "page")],
    )
    documents = _readable(reader, PublicationKind.DOCUMENT, [pk for kind, pk in linked if kind == "document"])
    addresses = {("page", pk): page.html_url for pk, page in pages.items()}
    addresses |= {("document", pk): document.html_url for pk, document in documents.items()}
    rich = {name: with_links(text, addresses, as_html=as_html) for name, text in rich.items()}
    return {
        "funding": {
            "emblem": _emblem(texts.funding_emblem_id, reader),
            "line": texts.funding_line,
            "statement": rich["funding_statement"],
        },
        "footer": rich["footer"],
        "contact": {
            "name": texts.contact_name,
            "address": texts.contact_address,
            "email": texts.contact_email,
            "phone": texts.contact_phone,
        },
        "accessibility_page": _link(pages.get(texts.accessibility_page_id or 0)),
        "privacy_page": _link(pages.get(texts.privacy_page_id or 0)),
    }


def _readable(reader: Reader, kind: PublicationKind, pks: Iterable[int | None]) -> Mapping[int, Publication]:
    wanted = {pk for pk in pks if pk}
    rows = publications_for(reader.audience_ids, kind).filter(object_id__in=wanted) if wanted else ()
    return {row.object_id: row for row in rows}


def _emblem(image_id: int | None, reader: Reader) -> ImageReference | None:
    if image_id is None:
        return None
    images = publications_for(reader.audience_ids, PublicationKind.IMAGE).filter(object_id=image_id)
    stored = images.values_list("type", "body__full").first()
    if stored is None:
        return None
    type_name, full = stored
    image = json.loads(full)
    meta = {"type": type_name, "detail_url": detail_url(PublicationKind.IMAGE, image_id)}
    described: Any = {"id": image_id, "meta": meta, **{name: image[name] for name in EMBLEM_FIELDS}}
    return cast("ImageReference", described)
