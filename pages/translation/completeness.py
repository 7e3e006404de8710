"""What a translation still lacks."""

from __future__ import annotations

from typing import Final

from wagtail.models import TranslatableMixin
from wagtail_localize.models import StringSegment, Translation

#: Segments that are no text: an address in the source language hides nothing from a reader, and its field stands
#: on a tab that translators rarely open.
ADDRESSES: Final = ("slug",)


def translation_of(instance: TranslatableMixin) -> Translation | None:
    """Return the running translation that a page or snippet is the target of."""
    found: Translation | None = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
    ).first()
    return found


def untranslated_count(translation: Translation) -> int:
    """Return how many texts have no translation, or one with an error, and would go public in the source language."""
    segments = StringSegment.objects.filter(source=translation.source).exclude(context__path__in=ADDRESSES)
    return int(segments.annotate_translation(translation.target_locale).filter(translation__isnull=True).count())
