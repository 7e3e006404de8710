"""Which publications show an object: by reference, as parent, as alias source, as translation."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, Q
from wagtail.models import Page, ReferenceIndex, TranslatableMixin
from wagtail_localize.models import TranslationSource

from pages.publications.kinds import FileKey, PublicationKey, has_publications, kind_of
from pages.publications.marks import ObjectKey
from pages.publications.models import PublicationKind

# Pages whose neighbours are asked for in one query: each brings a condition of its own.
BATCH: Final = 100


@dataclass
class Dependants:
    """Pages and files that show an object."""

    pages: set[int] = field(default_factory=set)
    files: set[FileKey] = field(default_factory=set)

    @classmethod
    def of(cls, keys: Iterable[PublicationKey]) -> Dependants:
        """Return the pages and files of some publications."""
        found = cls()
        for kind, pk in keys:
            if kind == PublicationKind.PAGE:
                found.pages.add(pk)
            else:
                found.files.add((kind, pk))
        return found

    def keys(self) -> list[PublicationKey]:
        """Return kind and id of each, pages first: a file says on which published pages it is shown."""
        return [*((PublicationKind.PAGE.value, pk) for pk in sorted(self.pages)), *sorted(self.files)]

    def __len__(self) -> int:
        return len(self.pages) + len(self.files)

    def __or__(self, other: Dependants) -> Dependants:
        return Dependants(self.pages | other.pages, self.files | other.files)

    def __sub__(self, other: Dependants) -> Dependants:
        return Dependants(self.pages - other.pages, self.files - other.files)


def object_key(model: type[Model], pk: int | str) -> ObjectKey:
    """Return how the reference index names an object: by the model that holds its primary key."""
    parents = model._meta.get_parent_list()
    return ((parents[-1] if parents else model)._meta.label_lower, pk)


def page_keys(pks: Iterable[int]) -> list[ObjectKey]:
    """Return how the reference index names pages."""
    return [object_key(Page, pk) for pk in pks]


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


def repeating(page_ids: Collection[int]) -> Dependants:
    """Return what repeats the content of pages: those that refer to them in fields of their own, and their aliases.

    An alias has its content by itself, but not what is told of its source's translation.
    """
    aliases = Page.objects.filter(alias_of_id__in=page_ids, live=True)
    return dependants_of(page_keys(page_ids), expanded_only=True) | Dependants(
        set(aliases.values_list("pk", flat=True))
    )


def pages_beside(page_ids: Collection[int]) -> set[int]:
    """Return children and aliases of pages, which show something of them."""
    facts = list(Page.objects.filter(pk__in=page_ids).values_list("path", "depth"))
    beside = set(Page.objects.filter(alias_of_id__in=page_ids, live=True).values_list("pk", flat=True))
    for start in range(0, len(facts), BATCH):
        children = Q()
        for path, depth in facts[start : start + BATCH]:
            children |= Q(path__startswith=path, depth=depth + 1)
        beside |= set(Page.objects.filter(children, live=True).values_list("pk", flat=True))
    return beside - set(page_ids)


def translations_of(page_ids: Collection[int]) -> set[int]:
    """Return the live translations of pages, which name them."""
    keys = Page.objects.filter(pk__in=page_ids).values("translation_key")
    return set(Page.objects.filter(translation_key__in=keys, live=True).values_list("pk", flat=True)) - set(page_ids)


def translated_from(page_ids: Collection[int]) -> set[int]:
    """Return the live translations of pages, which say since when they are outdated."""
    original = Page.objects.filter(
        pk__in=page_ids, translation_key=OuterRef("object_id"), locale_id=OuterRef("locale_id")
    )
    keys = TranslationSource.objects.filter(Exists(original)).values("object_id")
    return set(Page.objects.filter(translation_key__in=keys, live=True).values_list("pk", flat=True)) - set(page_ids)


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
    by_label: dict[str, list[str]] = {}
    for label, pk in keys:
        by_label.setdefault(label, []).append(str(pk))
    targets = Q(pk__in=[])
    for label, pks in by_label.items():
        content_type = ContentType.objects.get_for_model(apps.get_model(label), for_concrete_model=False)
        targets |= Q(to_content_type=content_type, to_object_id__in=pks)
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
