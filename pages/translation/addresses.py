"""The address of a translated page, made of its translated title where nobody translates it.

The slug is a text like others to wagtail-localize, on a tab that translators rarely open; left alone, a Lithuanian page
would go public under a Polish address and keep it.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from pages.slugs import ascii_slug

TITLE, SLUG = "title", "slug"
#: A home page stands for its language, which its address names.
FIRST_DEPTH_BELOW_HOME = 3


def connect() -> None:
    """Listen to translated titles."""
    post_save.connect(on_text_translated, sender=StringTranslation, dispatch_uid="translation.address_of_title")


def on_text_translated(instance: StringTranslation, *, raw: bool = False, **_kwargs: Any) -> None:
    """Translate the slug of a page that was never public as its title was; a slug that was written is left alone."""
    if raw or instance.context is None or instance.context.path != TITLE:
        return
    slug = ascii_slug(instance.data)[: Page._meta.get_field("slug").max_length]
    if not slug or not _is_new_page(instance):
        return
    segments = StringSegment.objects.filter(
        source__object_id=instance.context.object_id, context__path=SLUG
    ).select_related("context")
    for segment in segments:
        made, is_new = StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            locale_id=instance.locale_id,
            context=segment.context,
            defaults={"data": slug, "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE},
        )
        if not is_new and _is_derived(made) and made.data != slug:
            made.data = slug
            made.save(update_fields=["data", "updated_at"])


def _is_new_page(title: StringTranslation) -> bool:
    return bool(
        Page.objects.filter(
            translation_key=title.context.object_id,
            locale_id=title.locale_id,
            depth__gte=FIRST_DEPTH_BELOW_HOME,
            first_published_at__isnull=True,
        ).exists()
    )


def _is_derived(slug: StringTranslation) -> bool:
    # Translation services sign with their name.
    return slug.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE and not slug.tool_name
