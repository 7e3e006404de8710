"""Schemas of serializer fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from rest_framework import fields, relations
from wagtail.api.v2 import serializers as v2
from wagtail.documents.api.v2.serializers import DocumentDownloadUrlField
from wagtailmedia.api.serializers import MediaDownloadUrlField

from api.schema.blocks import stream_schema
from api.schema.components import (
    ANYTHING,
    INTEGER,
    STRING,
    URI,
    Components,
    Schema,
    choice_of,
    constant,
    list_of,
    nullable,
    record,
)
from pages.api_fields import SnippetReferenceField
from pages.publications.endpoints import ROUTER
from pages.publications.projection import Plan

#: The first class that a field is an instance of decides.
SIMPLE: Final[Mapping[type[fields.Field], Schema]] = {
    fields.BooleanField: {"type": "boolean"},
    fields.IntegerField: INTEGER,
    fields.FloatField: {"type": "number"},
    fields.DecimalField: STRING,
    fields.DateTimeField: {"type": "string", "format": "date-time"},
    fields.DateField: {"type": "string", "format": "date"},
    fields.TimeField: STRING,
    fields.DurationField: STRING,
    fields.UUIDField: {"type": "string", "format": "uuid"},
    fields.CharField: STRING,
    v2.TagsField: list_of(STRING),
    v2.PageHtmlUrlField: URI,
    DocumentDownloadUrlField: URI,
    MediaDownloadUrlField: URI,
}


def record_schema(serializer: Any, plan: Plan, components: Components, *, description: str = "") -> Schema:
    """Return the schema of what a plan keeps of a serializer's answer."""
    properties: dict[str, Schema] = {"id": INTEGER} if plan.with_id else {}
    meta = {name: field_schema(serializer, name, None, components) for name in plan.meta}
    if not _has_address(serializer):
        meta.pop("detail_url", None)
    if meta:
        properties["meta"] = record(meta)
    for name, nested in plan.body:
        properties[name] = field_schema(serializer, name, nested, components)
    return record(properties, description=description)


def field_schema(serializer: Any, name: str, plan: Plan | None, components: Components) -> Schema:
    """Return the schema of one field of a serializer."""
    field = serializer.fields[name]
    model = serializer.Meta.model
    for kind, make in _OF_WAGTAIL.items():
        if isinstance(field, kind):
            return make(model, name, components)
    related = _related(field, plan, components)
    if related is not None:
        return related
    declared = components.returned_by(_form_of(field, model, name))
    schema = _simple(field) if declared is None else declared
    return nullable(schema) if _may_be_null(model, name) else schema


def _related(field: fields.Field, plan: Plan | None, components: Components) -> Schema | None:
    if plan is None:
        return None
    if isinstance(field, v2.ChildRelationField):
        return list_of(_related_record(field.serializer_class(), plan, components))
    if isinstance(field, relations.ManyRelatedField):
        one: Any = field.child_relation
        return list_of(_related_record(one.serializer_class(), plan, components))
    if isinstance(field, v2.RelatedField):
        # Null as well where the target is not for all readers.
        return nullable(_related_record(field.serializer_class(), plan, components))
    return None


def _related_record(serializer: Any, plan: Plan, components: Components) -> Schema:
    if _has_address(serializer):
        # It has a form of its own elsewhere, which is not that of a reference.
        return record_schema(serializer, plan, components)
    model = serializer.Meta.model
    description = described_in(model)
    return components.named(
        model.__name__, lambda: record_schema(serializer, plan, components, description=description)
    )


def described_in(model: type[Model]) -> str:
    """Return what the first line of a model's docstring says, unless Django wrote it."""
    line = (model.__doc__ or "").strip().partition("\n")[0]
    return "" if line.startswith(f"{model.__name__}(") else line


def _form_of(field: fields.Field, model: type[Model], name: str) -> Callable[..., Any]:
    """Return the function whose annotation tells the form of a field's value."""
    if not isinstance(field, SnippetReferenceField):
        return field.to_representation
    snippet: Any = model._meta.get_field(name).related_model
    form: Callable[..., Any] = snippet.as_reference
    return form


def _related_page() -> Schema:
    meta = {"type": STRING, "detail_url": nullable(URI), "html_url": nullable(URI)}
    return record(
        {"id": INTEGER, "meta": record(meta), "title": STRING}, description="A page by its name and addresses."
    )


def _type_name(model: type[Model], _name: str, _components: Components) -> Schema:
    return constant(model._meta.label)


def _address(_model: type[Model], _name: str, _components: Components) -> Schema:
    return nullable(URI)


def _language(_model: type[Model], _name: str, _components: Components) -> Schema:
    return STRING


def _other_page(_model: type[Model], _name: str, components: Components) -> Schema:
    return nullable(components.named("RelatedPage", _related_page))


def _stream(model: type[Model], name: str, components: Components) -> Schema:
    field: Any = model._meta.get_field(name)
    return stream_schema(field.stream_block, components)


_OF_WAGTAIL: Final[Mapping[type[fields.Field], Callable[[type[Model], str, Components], Schema]]] = {
    v2.TypeField: _type_name,
    v2.PageTypeField: _type_name,
    v2.DetailUrlField: _address,
    v2.PageLocaleField: _language,
    v2.PageParentField: _other_page,
    v2.PageAliasOfField: _other_page,
    v2.StreamField: _stream,
}


def _simple(field: fields.Field) -> Schema:
    if isinstance(field, fields.ChoiceField):
        return choice_of([*field.choices, *([""] if field.allow_blank and "" not in field.choices else [])])
    return next((schema for kind, schema in SIMPLE.items() if isinstance(field, kind)), ANYTHING)


def _may_be_null(model: type[Model], name: str) -> bool:
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    # A reference is left out where some reader may not follow it; of several, the others stay.
    return bool(getattr(found, "null", False) or found.many_to_one or found.one_to_one)


def _has_address(serializer: Any) -> bool:
    return bool(ROUTER.get_model_endpoint(serializer.Meta.model)[0])
