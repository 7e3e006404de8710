"""Submits pages and snippets for translation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.operations import TranslationCreator

from pages.translation.permissions import may_translate_into


class DraftTranslationCreator(TranslationCreator):
    """Makes translations that start as drafts, where there is none yet.

    wagtail-localize would write source texts over a live translation that it meets in a subtree or as a related
    object, put live aliases in the place of missing parents, and leave a live alias public when it becomes a
    translation.
    """

    target_locales: list[Locale]

    def create_translations(self, instance: TranslatableMixin, include_related_objects: bool = True) -> None:
        """Translate a page with its missing ancestors, or a snippet, and what it refers to."""
        if isinstance(instance, Page):
            instance = instance.specific
            self._create_ancestors(instance)
        with self._limited_to(self._locales_without(instance)) as locales:
            if locales:
                live_aliases = list(_live_aliases(instance, locales))
                super().create_translations(instance, include_related_objects=include_related_objects)
                for alias in live_aliases:
                    Page.objects.get(pk=alias.pk).specific.unpublish(user=self.user)

    def _create_ancestors(self, page: Page) -> None:
        for ancestor in page.get_ancestors().filter(depth__gt=1):
            present = Page.objects.filter(translation_key=ancestor.translation_key).values_list("locale_id", flat=True)
            with self._limited_to([locale for locale in self.target_locales if locale.pk not in present]) as locales:
                if locales:
                    self.create_translations(ancestor)

    def _locales_without(self, instance: TranslatableMixin) -> list[Locale]:
        existing = instance.get_translations(inclusive=True)
        if isinstance(instance, Page):
            existing = existing.filter(alias_of__isnull=True)
        taken = set(existing.values_list("locale_id", flat=True))
        return [
            locale
            for locale in self.target_locales
            if locale.pk not in taken and (self.user is None or may_translate_into(self.user, instance, locale))
        ]

    @contextmanager
    def _limited_to(self, locales: list[Locale]) -> Iterator[list[Locale]]:
        all_locales, self.target_locales = self.target_locales, locales
        try:
            yield locales
        finally:
            self.target_locales = all_locales


@transaction.atomic
def submit_for_translation(
    instance: TranslatableMixin,
    locales: Iterable[Locale],
    *,
    user: Any,
    include_subtree: bool = False,
    components: Any = None,
) -> None:
    """Make draft translations of a page or snippet, and of the pages beneath it where asked for."""
    creator = DraftTranslationCreator(user, list(locales))
    creator.create_translations(instance)
    if include_subtree and isinstance(instance, Page):
        for page in instance.get_descendants():
            creator.create_translations(page)
    if components is not None:
        components.save(creator, sources_and_translations=creator.mappings)


def _live_aliases(instance: TranslatableMixin, locales: Iterable[Locale]) -> Iterable[Page]:
    if not isinstance(instance, Page):
        return ()
    aliases: Iterable[Page] = Page.objects.filter(
        translation_key=instance.translation_key, locale__in=list(locales), alias_of__isnull=False, live=True
    )
    return aliases
