"""What a page's text is: an original, a translation, or a part of one; how it was made, and whether it is outdated.

The answer is about what is live, not about what a translator has written since: a text counts if its translation is
older than the last publish. So a new translation changes nothing here before it is published.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.publications.scope import current_scope
from pages.publications.shapes import TranslationState

# An address in the source language hides nothing from a reader.
ADDRESSES: Final = ("slug",)
SHARE_DIGITS: Final = 3

State = Literal["original", "translated", "partial"]
Translator = Literal["human", "machine", "mixed"]


def translation_state(page: Page) -> TranslationState:
    """Return state, source language, translated share, date of being outdated, and who translated.

    What would tell of the source is left out where it is not for all readers of this page: its language, the share and
    the date.
    """
    if page.alias_of_id is not None:
        source = page
        while source.alias_of is not None:
            source = source.alias_of
        if source.locale_id == page.locale_id:
            return translation_state(source)
        return _state("partial", source if _is_shown(source) else None, share=0.0)
    translation = (
        Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id)
        .select_related("source")
        .order_by("pk")
        .first()
    )
    if translation is None:
        return _state("original", None)
    source = _source_page(translation)
    if not translation.enabled:
        # The editors have taken the page over from wagtail-localize and write it themselves.
        return _state("translated", source, share=1.0, translator="human")
    if source is None:
        # How much of a hidden source is translated would tell when it changes.
        return _state("translated", None, translator=_translator_of(translation, page.last_published_at))
    share, translator = _translated(translation, page.last_published_at)
    state: State = "translated" if share == 1 else "partial"
    return _state(
        state, source, share=share, translator=translator, outdated_since=_outdated_since(source, translation)
    )


def _state(
    state: State,
    source: Page | None,
    *,
    share: float | None = None,
    translator: Translator | None = None,
    outdated_since: datetime | None = None,
) -> TranslationState:
    return {
        "state": state,
        "source_locale": source.locale.language_code if source else None,
        "share": share,
        "translator": translator,
        "outdated_since": timezone.localtime(outdated_since).isoformat() if outdated_since else None,
    }


def _source_page(translation: Translation) -> Page | None:
    pages = Page.objects.filter(
        translation_key=translation.source.object_id, locale_id=translation.source.locale_id, alias_of=None
    )
    source = pages.select_related("locale").first()
    return source if source is not None and _is_shown(source) else None


def _is_shown(page: Page) -> bool:
    return current_scope().may_show(page)


def _translator_of(translation: Translation, published_at: datetime | None) -> Translator | None:
    """Return who translated, by all texts that were ever made for the page: what the source has now counts not."""
    texts = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        locale_id=translation.target_locale_id,
        has_error=False,
    ).exclude(context__path__in=ADDRESSES)
    texts = _until(texts, published_at)
    by_machine = Count("pk", filter=Q(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE))
    counts = texts.aggregate(made=Count("pk"), by_machine=by_machine)
    return _translator(counts["made"], counts["by_machine"])


def _translated(translation: Translation, published_at: datetime | None) -> tuple[float, Translator | None]:
    made = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=translation.target_locale_id,
        has_error=False,
    )
    made = _until(made, published_at)
    by_machine = made.filter(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    segments = StringSegment.objects.filter(source=translation.source).exclude(context__path__in=ADDRESSES)
    counts = segments.annotate(is_made=Exists(made), is_by_machine=Exists(by_machine)).aggregate(
        total=Count("pk"),
        made=Count("pk", filter=Q(is_made=True)),
        by_machine=Count("pk", filter=Q(is_by_machine=True)),
    )
    share = counts["made"] / counts["total"] if counts["total"] else 1.0
    # Rounded down, so that only a whole translation has the share 1.
    return int(share * 10**SHARE_DIGITS) / 10**SHARE_DIGITS, _translator(counts["made"], counts["by_machine"])


def _until(texts: QuerySet[StringTranslation], published_at: datetime | None) -> QuerySet[StringTranslation]:
    """Return the texts that a publish took with it; all, where the page was made without one."""
    return texts if published_at is None else texts.filter(created_at__lte=published_at)


def _translator(made: int, by_machine: int) -> Translator | None:
    if not made:
        return None
    if not by_machine:
        return "human"
    return "machine" if by_machine == made else "mixed"


def _outdated_since(source: Page, translation: Translation) -> datetime | None:
    published_at: datetime | None = source.last_published_at
    is_outdated = published_at is not None and published_at > translation.source.last_updated_at
    return published_at if is_outdated else None
