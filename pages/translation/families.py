"""Which pages belong together: a source, its translations and its aliases."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource


def source_page(page: Page) -> Page:
    """Return the page that a translation or alias follows; a page that follows none is its own source.

    The source of a translation is the page in the language that wagtail-localize translates from; where it does not
    know the pages, the one in the site's first language, or the oldest.
    """
    while page.alias_of_id is not None:
        page = page.alias_of
    translations = Page.objects.filter(translation_key=page.translation_key, alias_of__isnull=True)
    by_locale = {each.locale_id: each for each in translations.order_by("pk")}
    if len(by_locale) <= 1:
        return page
    sources = TranslationSource.objects.filter(object_id=page.translation_key).values_list("locale_id", flat=True)
    first = Locale.objects.filter(language_code=settings.LANGUAGE_CODE).values_list("pk", flat=True)
    preferred = [locale_id for locale_id in (*sources, *first) if locale_id in by_locale]
    return by_locale[preferred[0]] if preferred else next(iter(by_locale.values()))


def followers(source: Page) -> list[Page]:
    """Return the translations and aliases of a source, aliases of aliases included."""
    found = {
        page.pk: page
        for page in Page.objects.filter(translation_key=source.translation_key, alias_of__isnull=True)
        if page.pk != source.pk
    }
    newest = {source.pk, *found}
    while newest:
        aliases = {page.pk: page for page in Page.objects.filter(alias_of__in=newest) if page.pk not in found}
        found |= aliases
        newest = set(aliases)
    return list(found.values())


def translation_parent(page: Page, locale: Locale) -> Page:
    """Return the page in another language beneath which the translation of a page will stand.

    Ancestors that have no translation yet are left out: they will be translated on the way.
    """
    for ancestor in page.get_ancestors().filter(depth__gt=1).order_by("-depth"):
        translated = Page.objects.filter(translation_key=ancestor.translation_key, locale=locale).first()
        if translated is not None:
            return translated
    return Page.get_first_root_node()
