"""What the filters and orders of a listing ask of a model's fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, get_page_models


def is_formatted_text(model: type[Model], name: str) -> bool:
    """Say whether a field holds rich text or a stream."""
    return isinstance(_field(model, name), (RichTextField, StreamField))


def is_to_many(model: type[Model], name: str) -> bool:
    """Say whether a field has more than one value."""
    field = _field(model, name)
    return field is not None and bool(field.one_to_many or field.many_to_many)


def relation_target(model: type[Model], name: str) -> type[Model] | None:
    """Return the model that a field refers to, if it does."""
    field = _field(model, name)
    if field is None or not field.is_relation or not isinstance(field.related_model, type):
        return None
    return field.related_model


def labels_of(models: Iterable[type[Page]]) -> list[str]:
    """Return the labels of page models and of those that are derived from them."""
    wanted = tuple(models)
    return sorted(model._meta.label for model in get_page_models() if issubclass(model, wanted))


def _field(model: type[Model], name: str) -> Field[Any, Any] | Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
