"""Handlers that mark the pages whose translation state an act of wagtail-localize has changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from pages.publications.marks import Marks
from pages.publications.pending import mark


def connect() -> None:
    """Listen to what wagtail-localize stores of a translation."""
    for model, handler in ((TranslationSource, on_source_saved), (Translation, on_translation_changed)):
        post_save.connect(handler, sender=model, dispatch_uid=f"publications.{model._meta.label}")
    post_delete.connect(on_translation_changed, sender=Translation, dispatch_uid="publications.translation_deleted")
    post_save.connect(on_text_changed, sender=StringTranslation, dispatch_uid="publications.text_saved")
    post_delete.connect(on_text_deleted, sender=StringTranslation, dispatch_uid="publications.text_deleted")


def on_source_saved(instance: TranslationSource, *, raw: bool = False, **_kwargs: Any) -> None:
    """Mark all versions of a page whose source texts were read anew."""
    if not raw:
        _mark(instance.object_id)


def on_translation_changed(instance: Translation, *, raw: bool = False, **_kwargs: Any) -> None:
    """Mark the page whose translation was started, stopped or deleted."""
    if not raw:
        _mark(instance.source.object_id, instance.target_locale_id)


def on_text_changed(instance: StringTranslation, *, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Mark the page of a text that was translated before; a new one counts only once it is published."""
    if not raw and not created and instance.context is not None:
        _mark(instance.context.object_id, instance.locale_id)


def on_text_deleted(instance: StringTranslation, origin: Model | Any = None, **_kwargs: Any) -> None:
    """Mark the page of a text that a translator took back; whole pages that are deleted are marked themselves."""
    if isinstance(origin, StringTranslation) and instance.context is not None:
        _mark(instance.context.object_id, instance.locale_id)


def _mark(translation_key: UUID, locale_id: int | None = None) -> None:
    pages = Page.objects.filter(translation_key=translation_key, live=True)
    if locale_id is not None:
        pages = pages.filter(locale_id=locale_id)
    pks = frozenset(pages.values_list("pk", flat=True))
    if pks:
        mark(Marks(translation_facts=pks))
