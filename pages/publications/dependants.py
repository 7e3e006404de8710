"""Which publications show an object: by reference, as parent, as alias source, as translation."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import Page, ReferenceIndex, TranslatableMixin
from wagtail_localize.models import TranslationSource

from pages.publications.kinds import has_publications, kind_of
from pages.publications.marks import ObjectKey


@dataclass
class Dependants:
    """Pages and files that show an object."""

    pages: set[int] = field(default_factory=set)
    files: set[tuple[str, int]] = field(default_factory=set)


def object_key(model: type[Model], pk: int | str) -> ObjectKey:
    """Return how the reference index names an object: by the model that holds its primary key."""
    parents = model._meta.get_parent_list()
    return ((parents[-1] if parents else model)._meta.label_lower, pk)


def refresh_reference_index(objects: Iterable[Model]) -> None:
    """Record what objects refer to now: Wagtail leaves that to a task, which may run after the commit."""
    for obj in objects:
        if ReferenceIndex.is_indexed(type(obj)):
            ReferenceIndex.create_or_update_for_object(obj)


def dependants_of(keys: Iterable[ObjectKey], *, expanded_only: bool = False) -> Dependants:
    """Return the pages and files that refer to objects, also through snippets and files in between.

    ``expanded_only`` leaves out references that show no more than title and address: those in rich text and blocks.
    """
    found = Dependants()
    seen: set[ObjectKey] = set()
    waiting = set(keys)
    while waiting:
        seen |= waiting
        following: set[ObjectKey] = set()
        for model, pk in _sources(_with_translations(waiting), expanded_only=expanded_only):
            following |= _sort(found, model, pk)
        waiting = following - seen
    return found


def pages_beside(page_ids: Collection[int]) -> set[int]:
    """Return children, aliases and translations of pages, which show something of them."""
    facts = Page.objects.filter(pk__in=page_ids).values_list("path", "depth", "translation_key")
    beside = Q(alias_of_id__in=page_ids)
    for path, depth, translation_key in facts:
        beside |= Q(path__startswith=path, depth=depth + 1) | Q(translation_key=translation_key)
    return set(Page.objects.filter(beside, live=True).values_list("pk", flat=True)) - set(page_ids)


def translated_from(page_ids: Collection[int]) -> set[int]:
    """Return the translations of pages, which say since when they are outdated."""
    if not page_ids:
        return set()
    pages = Page.objects.filter(pk__in=page_ids)
    sources = TranslationSource.objects.filter(object_id__in=pages.values("translation_key"))
    found: set[int] = set()
    for locale_id, key in sources.values_list("locale_id", "object_id"):
        if pages.filter(locale_id=locale_id, translation_key=key).exists():
            found |= set(Page.objects.filter(translation_key=key, live=True).values_list("pk", flat=True))
    return found - set(page_ids)


def _with_translations(keys: Iterable[ObjectKey]) -> set[ObjectKey]:
    """Add the translations of objects: a block may show a translation of what it stores."""
    keys = set(keys)
    result = set(keys)
    for label in {label for label, _ in keys}:
        model = apps.get_model(label)
        if issubclass(model, TranslatableMixin):
            pks = [pk for key_label, pk in keys if key_label == label]
            wanted = model._default_manager.filter(pk__in=pks).values("translation_key")
            siblings = model._default_manager.filter(translation_key__in=wanted).values_list("pk", flat=True)
            result |= {(label, pk) for pk in siblings}
    return result


def _sources(keys: Iterable[ObjectKey], *, expanded_only: bool) -> set[tuple[type[Model], int | str]]:
    targets = Q(pk__in=[])
    for label, pk in keys:
        content_type = ContentType.objects.get_for_model(apps.get_model(label), for_concrete_model=False)
        targets |= Q(to_content_type=content_type, to_object_id=str(pk))
    rows = ReferenceIndex.objects.filter(targets)
    if expanded_only:
        # A foreign key of the page itself, or of one of its child rows.
        rows = rows.filter(~Q(model_path__contains=".") | Q(model_path__contains=".item."))
    pairs = rows.values_list("base_content_type_id", "object_id").distinct()
    found: set[tuple[type[Model], int | str]] = set()
    for content_type_id, object_id in pairs:
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None:
            found.add((model, int(object_id) if object_id.isdecimal() else object_id))
    return found


def _sort(found: Dependants, model: type[Model], pk: int | str) -> set[ObjectKey]:
    """Note a page or file; anything else is followed to what refers to it in turn."""
    if issubclass(model, Page):
        found.pages.add(int(pk))
        return set()
    key = object_key(model, pk)
    if has_publications(model):
        found.files.add((kind_of(model), int(pk)))
    return {key}
