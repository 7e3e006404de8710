"""What a translation still lacks."""

from __future__ import annotations

from wagtail.models import TranslatableMixin
from wagtail_localize.models import Translation


def translation_of(instance: TranslatableMixin) -> Translation | None:
    """Return the running translation that a page or snippet is the target of."""
    found: Translation | None = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
    ).first()
    return found


def untranslated_count(translation: Translation) -> int:
    """Return how many texts have no translation, or one with an error, and would go public in the source language."""
    total, translated = translation.get_progress()
    return int(total - translated)
