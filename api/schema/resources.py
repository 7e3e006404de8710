"""Schemas of pages, images, documents and media items: one for each type of page."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model
from wagtail.models import Page, get_page_models

from api.schema.components import INTEGER, STRING, Components, Schema, choice_of, constant, nullable, record
from api.schema.fields import described_in, record_schema
from pages.publications.kinds import model_of
from pages.publications.models import PublicationKind
from pages.publications.projection import plan_fields, stored_serializer
from pages.publications.references import ENDPOINTS

PAGE_DESCRIPTION = "A page of one of these types; `meta.type` says of which."
SELECTION_DESCRIPTION = "What `fields` leaves of an object: its fields have the same form as without it."


def models_of(kind: PublicationKind) -> Sequence[type[Model]]:
    """Return the models of a kind."""
    if kind != PublicationKind.PAGE:
        return [model_of(kind)]
    return sorted((model for model in get_page_models() if model is not Page), key=lambda model: model._meta.label)


def detail_schema(model: type[Model], components: Components) -> Schema:
    """Return a reference to what a detail answers for an object of a model, as the feed does."""
    return components.named(model.__name__, lambda: _record(model, components, detail=True))


def any_schema(kind: PublicationKind, components: Components) -> Schema:
    """Return a reference to what a detail answers for an object of a kind, of whatever type."""
    models = models_of(kind)
    if kind != PublicationKind.PAGE:
        return detail_schema(models[0], components)
    return components.named(
        "Page", lambda: {"description": PAGE_DESCRIPTION, "anyOf": [detail_schema(m, components) for m in models]}
    )


def change_schema(components: Components) -> Schema:
    """Return a reference to an item of the feed; `op` says which of its two forms it has."""
    return components.named("Change", lambda: _change(components))


def listed_schema(kind: PublicationKind, components: Components) -> Schema:
    """Return a reference to what a listing answers for each object of a kind."""
    model = Page if kind == PublicationKind.PAGE else model_of(kind)
    name = f"Listed{model.__name__}"
    return components.named(name, lambda: _listed(model, components))


def selection_schema(components: Components) -> Schema:
    """Return a reference to an object of which ``fields`` names the parts."""
    return components.named(
        "Selection", lambda: {"type": "object", "description": SELECTION_DESCRIPTION, "additionalProperties": True}
    )


def _listed(model: type[Model], components: Components) -> Schema:
    schema = _record(model, components, detail=False)
    if model is Page:
        # A listing of all types answers with the type of each.
        labels = [model._meta.label for model in models_of(PublicationKind.PAGE)]
        schema["properties"]["meta"]["properties"]["type"] = choice_of(labels)
        schema = {"description": "A page of any type, as a listing shows it.", **schema}
    return schema


def _record(model: type[Model], components: Components, *, detail: bool) -> Schema:
    plan = plan_fields(model, None, detail=detail)
    return record_schema(stored_serializer(model)(), plan, components, description=described_in(model))


def _change(components: Components) -> Schema:
    facts = {
        "kind": choice_of(str(kind) for kind in ENDPOINTS),
        "id": INTEGER,
        "type": choice_of(model._meta.label for kind in ENDPOINTS for model in models_of(kind)),
        "locale": nullable(STRING),
    }
    body = {"anyOf": [any_schema(kind, components) for kind in ENDPOINTS]}
    upsert = record(
        {"op": constant("upsert"), **facts, "etag": STRING, "body": body},
        description="An object is new or has changed.",
    )
    gone = {"etag": {"type": "null"}, "body": {"type": "null"}}
    deletion = record({"op": constant("delete"), **facts, **gone}, description="An object is gone for this reader.")
    choices = {
        "upsert": components.named("Upsert", lambda: upsert),
        "delete": components.named("Deletion", lambda: deletion),
    }
    mapping = {name: schema["$ref"] for name, schema in choices.items()}
    return {
        "description": "What has become of an object.",
        "oneOf": list(choices.values()),
        "discriminator": {"propertyName": "op", "mapping": mapping},
    }
