"""Lithuanian and English pages of the demo, made as a translator would make them."""

import json
from collections.abc import Iterable, Mapping

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.demo.library import Library
from cms.demo.texts import SOURCE_LANGUAGE, TARGET_LANGUAGES, DemoTextError, PageEntry
from pages.models import HomePage


def translate_tree(pages: Mapping[str, Page], entries: Iterable[PageEntry], library: Library) -> None:
    """Translate and publish all pages, parents before children."""
    by_key = {entry.key: entry for entry in entries}
    ordered = sorted(pages.items(), key=lambda item: item[1].path)
    for code in TARGET_LANGUAGES:
        locale = Locale.objects.get(language_code=code)
        files = _file_translations(library, code)
        for key, page in ordered:
            _translate(page, by_key[key], locale, files)


def _translate(page: Page, entry: PageEntry, locale: Locale, files: Mapping[int, int]) -> None:
    source, is_new = TranslationSource.get_or_create_from_instance(page)
    texts = entry.translations_into(locale.language_code)
    existing = page.get_translation_or_none(locale)
    if existing is not None:
        # The front page is there from the first migration, in every language; it keeps its slug.
        texts[page.slug] = existing.slug
        if not is_new:
            source.update_from_db()
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    _store(source, locale, texts, f"{entry.key}.{locale.language_code}")
    _override_files(source, locale, files)
    translation.save_target(publish=False)
    # Fresh from the database, since the object in hand has an old idea of its place in the tree.
    target = page.get_translation(locale).specific_class.objects.get(
        translation_key=page.translation_key, locale=locale
    )
    target.get_latest_revision().publish()


def _store(source: TranslationSource, locale: Locale, texts: Mapping[str, str], name: str) -> None:
    """Store all translations of a page at once; wagtail-localize's own import takes four queries for each."""
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    missing = [f"{row.context.path}: {row.string.data[:60]}" for row in segments if row.string.data not in texts]
    if missing:
        raise DemoTextError(f"{name}: no translation of " + "; ".join(missing))
    StringTranslation.objects.bulk_create(
        (
            StringTranslation(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale=locale,
                data=texts[segment.string.data],
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for segment in segments
        ),
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type"],
    )


def _file_translations(library: Library, code: str) -> dict[int, int]:
    """Return the documents of the source language and those that stand in their place."""
    return {
        document.pk: library.documents[key, code].pk
        for (key, language), document in library.documents.items()
        if language == SOURCE_LANGUAGE
    }


def _override_files(source: TranslationSource, locale: Locale, files: Mapping[int, int]) -> None:
    for segment in OverridableSegment.objects.filter(source=source).select_related("context"):
        value = json.loads(segment.data_json)
        field = segment.context.path.rsplit(".", 1)[-1]
        if field in {"file", "document"} and value in files:
            SegmentOverride.objects.update_or_create(
                locale=locale, context=segment.context, defaults={"data_json": json.dumps(files[value])}
            )


def polish_home() -> HomePage:
    """Return the front page that all others are translated from."""
    return HomePage.objects.get(locale__language_code=SOURCE_LANGUAGE, depth=2)
