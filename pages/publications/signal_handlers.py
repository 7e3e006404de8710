"""Handlers that mark what an act has changed; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, Final

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_save, pre_delete
from modelcluster.fields import ParentalKey
from taggit.models import Tag, TaggedItem
from wagtail.models import (
    Collection as FileCollection,
    CollectionViewRestriction,
    DraftStateMixin,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    TranslatableMixin,
)
from wagtail.snippets.models import get_snippet_models

from media_library.models import MediaItem, TextTrack
from media_library.signals import file_text_changed
from pages.publications.dependants import object_key
from pages.publications.exposure import exposing
from pages.publications.kinds import has_publications, kind_of
from pages.publications.marks import Marks
from pages.publications.models import PublicationKind
from pages.publications.pending import mark

# What a save of a draft writes to the row: the live content stays as it is, so an autosave rebuilds nothing.
DRAFT_FIELDS: Final = frozenset({
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
})  # fmt: skip
AUDIENCE_MODELS: Final = (PageViewRestriction, CollectionViewRestriction, FileCollection, Group)

Marker = Callable[[Any], Marks]


def connect() -> None:
    """Listen to the models that publications are made of.

    Each is named: a listener to all models would make Django load every row of any model before deleting it.
    """
    for model in apps.get_models():
        marker = _marker_of(model)
        if marker is not None:
            uid = f"publications.{model._meta.label}"
            post_save.connect(_on_saved, sender=model, dispatch_uid=uid)
            pre_delete.connect(_on_deleted, sender=model, dispatch_uid=uid)
    for restriction in (PageViewRestriction, CollectionViewRestriction):
        m2m_changed.connect(
            _on_restriction_groups_changed,
            sender=restriction.groups.through,
            dispatch_uid=f"publications.{restriction}",
        )
    m2m_changed.connect(_on_tags_changed, sender=TaggedItem, dispatch_uid="publications.tags")
    file_text_changed.connect(_on_file_text_changed, dispatch_uid="publications.file_text")


def _on_saved(
    sender: type[Model], instance: Model, *, raw: bool, update_fields: Collection[str] | None, **_kwargs: Any
) -> None:
    is_draft = (
        isinstance(instance, DraftStateMixin) and bool(update_fields) and set(update_fields or ()) <= DRAFT_FIELDS
    )
    marker = _marker_of(sender)
    if not raw and not is_draft and marker is not None:
        mark(marker(instance))


def _on_deleted(sender: type[Model], instance: Model, **_kwargs: Any) -> None:
    marker = _marker_of(sender)
    if marker is None:
        return
    marks = marker(instance)
    if marks.pages or marks.files or marks.objects:
        # Whoever is publishing a reference to the object comes before, and is found here, or too late.
        sender._default_manager.select_for_update().filter(pk=instance.pk).first()
        # The references are gone once the object is.
        key = object_key(sender, instance.pk)
        found = exposing({key, *marks.objects})
        marks |= Marks(bereft=frozenset(found.keys()))
        marks = replace(marks, objects=marks.objects - {key})
    mark(marks)


def _on_restriction_groups_changed(action: str, **_kwargs: Any) -> None:
    if action.startswith("post_"):
        mark(Marks(audiences=True))


def _on_tags_changed(instance: Model, action: str, **_kwargs: Any) -> None:
    if action.startswith("post_") and has_publications(type(instance)):
        mark(_marks_of_published(instance))


def _on_file_text_changed(instance: Model, **_kwargs: Any) -> None:
    mark(_marks_of_published(instance) | Marks(objects=frozenset({object_key(type(instance), instance.pk)})))


def _marker_of(model: type[Model]) -> Marker | None:
    """Return what turns an object of a model into marks, or None if no publication shows it."""
    for models, marker in _MARKERS:
        if issubclass(model, models):
            return marker
    if has_publications(model):
        return _marks_of_published
    parental_key = next((field for field in model._meta.get_fields() if isinstance(field, ParentalKey)), None)
    if parental_key is not None:
        return _marker_of_child(parental_key)
    if issubclass(model, (TranslatableMixin, Tag)) or model in get_snippet_models():
        return _marks_of_object
    return None


def _marker_of_child(parental_key: Any) -> Marker | None:
    parent = parental_key.related_model
    if issubclass(parent, Page):
        return lambda row: Marks(pages=frozenset(_present(getattr(row, parental_key.attname))))
    if _marker_of(parent) is None:
        return None
    return lambda row: Marks(
        objects=frozenset(object_key(parent, pk) for pk in _present(getattr(row, parental_key.attname)))
    )


def _marks_of_published(obj: Model) -> Marks:
    kind = kind_of(type(obj))
    if kind == PublicationKind.PAGE:
        return Marks(pages=frozenset({obj.pk}))
    return Marks(files=frozenset({(kind, obj.pk)}))


def _marks_of_locale(locale: Locale) -> Marks:
    # A new language has no pages yet; a changed code changes every address.
    return Marks(everything=Page.objects.filter(locale=locale, live=True).exists())


def _marks_of_object(obj: Model) -> Marks:
    return Marks(objects=frozenset({object_key(type(obj), obj.pk)}))


def _marks_of_track(track: TextTrack) -> Marks:
    return Marks(
        files=frozenset({(PublicationKind.MEDIA, track.media_id)}),
        objects=frozenset({object_key(MediaItem, track.media_id)}),
    )


def _present(pk: int | None) -> set[int]:
    return set() if pk is None else {pk}


_MARKERS: Final[Sequence[tuple[tuple[type[Model], ...], Marker]]] = (
    (AUDIENCE_MODELS, lambda _obj: Marks(audiences=True)),
    ((Site,), lambda _obj: Marks(everything=True)),
    ((Locale,), _marks_of_locale),
    ((TextTrack,), _marks_of_track),
)
